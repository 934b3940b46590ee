/**
 * The content and payload of a notification after their erasure, by age and policy. Not empty: an empty payload is one
 * that has yet to be made, see belfry.notify().
 */
export const FORGOTTEN = '{}'

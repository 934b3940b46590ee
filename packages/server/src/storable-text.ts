/**
 * For texts that are stored as they are given. PostgreSQL takes no U+0000 in a text (SQLite does), and fails with an error
 * that is nobody's 500: it has to be refused where it comes in.
 */
export const STORABLE_TEXT = /^[^\0]*$/

export const NOT_STORABLE = 'holds the character U+0000'

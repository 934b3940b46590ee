/**
 * Typed client of Belfry's API, made from its description.
 * @module
 */
import type { components } from './generated/api.ts'

export { createBelfryClient, type BelfryClient, type BelfryClientOptions } from './client.ts'
export { eachItem, type AnsweredPage } from './each-item.ts'
export type { paths as BelfryPaths } from './generated/api.ts'

/** What the API shows and takes, by name: `BelfryModels['Notification']`. */
export type BelfryModels = components['schemas']

/**
 * The optional native part of `@belfry/web-push`: a batch of messages encrypted in one call, on two or more threads
 * where wanted. Install it beside `@belfry/web-push`, which finds it; nothing needs to be imported from here.
 * @module
 */
export type { Batch, Binding } from './binding.ts'
export { loadBinding } from './load-binding.ts'
export type { LoadedBinding } from './load-binding.ts'

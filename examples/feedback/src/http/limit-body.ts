import { bodyLimit } from 'hono/body-limit'
import { oops } from './oops.ts'

/** 64 kB hold the longest form many times over; a larger body is refused before it is read. */
export const limitBody = bodyLimit({ maxSize: 64 * 1024, onError: (c) => oops(c, 413) })

// Preloaded into every thread of the server under test: shifts Date by the offset in the file named by SOAK_CLOCK. And
// stores compiled code early, which node does at its end: these processes are killed.

import { readFileSync } from 'node:fs'
import { flushCompileCache } from 'node:module'

const file = process.env['SOAK_CLOCK'] ?? ''
const RealDate = Date
let offset = read()
setInterval(() => (offset = read()), 20).unref()
setTimeout(flushCompileCache, 3000).unref()

globalThis.Date = class extends RealDate {
  constructor(...parts: [] | [string | number | Date]) {
    if (parts.length === 0) super(RealDate.now() + offset)
    else super(...parts)
  }

  static override now(): number {
    return RealDate.now() + offset
  }
} as DateConstructor

function read(): number {
  try {
    return Number(readFileSync(file, 'utf8')) || 0
  } catch {
    return offset ?? 0 // between two writes
  }
}

import { attach as join } from './attach.ts'
import { checkOptions } from './check-options.ts'
import type { WorkerOptions } from './worker-options.ts'

export type { WorkerOptions }

/**
 * Adds Belfry's listeners to a service worker, whose `self` is typed so that it is taken under lib `dom` and under lib
 * `webworker`. Call it while the script is first evaluated, not later. Throws a TypeError for a
 * page's `self`, for an option of another kind, and for one that it does not know.
 *
 * @example
 * import { attach } from '@belfry/browser/sw'
 * attach(self, { base: '/b/default' })
 */
export function attach(self: EventTarget, options: WorkerOptions = {}): void {
  if (!('registration' in Object(self))) throw new TypeError('attach(self) is for the self of a service worker')
  checkOptions(options, KINDS)
  const unknown = Object.keys(options).find((name) => !Object.hasOwn(KINDS, name))
  if (unknown !== undefined) {
    throw new TypeError(`attach() has no option ${unknown}: there are ${Object.keys(KINDS).join(', ')}`)
  }
  const { foreign = 'show' } = options
  if (!FOREIGN.has(foreign)) throw new TypeError(`foreign must be show or ignore, not ${JSON.stringify(foreign)}`)
  join(self as ServiceWorkerGlobalScope, options)
}

const KINDS = { base: 'string', fallback: 'object', foreign: 'string', exclusive: 'boolean' }
const FOREIGN: ReadonlySet<string> = new Set(['show', 'ignore'])

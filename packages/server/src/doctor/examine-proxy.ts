import { proxyName } from '../config/push-options.ts'
import type { Config } from '../config/options.ts'
import { ok, type Finding } from './finding.ts'

/** The way out, where there is only one. */
export function examineProxy({ proxy, noProxy }: Config['push']): Finding[] {
  if (proxy === undefined) return []
  const but = noProxy.length === 0 ? '' : `, but for ${noProxy.join(', ')}`
  return [ok(`push services are reached through the proxy ${proxyName(proxy)}${but}`)]
}

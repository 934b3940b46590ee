import { createMinuteCeiling, type MinuteCeiling } from './minute-ceiling.ts'

/** The ceilings of all sites, as they are set up at present. */
export interface SiteCeilings {
  /** Always the same object for a site: its bound may change. */
  of(siteId: string): MinuteCeiling
  /** Messages a minute by site. A site that is not in it has no own ceiling. */
  set(perMinute: Readonly<Record<string, number>>): void
}

/** `everySite`: messages a minute for any site, in this engine. Where a site has its own ceiling, the lower counts. */
export function createSiteCeilings(everySite = Infinity): SiteCeilings {
  const ceilings = new Map<string, MinuteCeiling>()
  let own: ReadonlyMap<string, number> = new Map()
  const boundOf = (siteId: string) => Math.min(own.get(siteId) ?? Infinity, everySite)
  return {
    of(siteId) {
      let ceiling = ceilings.get(siteId)
      if (ceiling === undefined) ceilings.set(siteId, (ceiling = createMinuteCeiling(boundOf(siteId))))
      return ceiling
    },
    set(perMinute) {
      own = new Map(Object.entries(perMinute))
      for (const [siteId, ceiling] of ceilings) ceiling.set(boundOf(siteId))
    },
  }
}

import { createMinuteCeiling, type MinuteCeiling } from './minute-ceiling.ts'

/** The ceilings of all sites, as they are set up at present. */
export interface SiteCeilings {
  /** Always the same object for a site: its bound may change. */
  of(siteId: string): MinuteCeiling
  /** Messages a minute by site. A site that is not in it has no own ceiling. */
  set(perMinute: Readonly<Record<string, number>>): void
}

/**
 * `everySite`: messages a minute for any site, in this engine. Where a site has its own ceiling, the lower counts.
 * `counted` is told of each message for a site that has one.
 */
export function createSiteCeilings(
  everySite = Infinity,
  counted: (siteId: string) => void = () => undefined,
): SiteCeilings {
  const ceilings = new Map<string, MinuteCeiling>()
  let own: ReadonlyMap<string, number> = new Map()
  const boundOf = (siteId: string) => Math.min(own.get(siteId) ?? Infinity, everySite)
  function told(siteId: string): MinuteCeiling {
    const ceiling = createMinuteCeiling(boundOf(siteId))
    const count = (now: number) => {
      ceiling.count(now)
      if (ceiling.perSecond !== Infinity) counted(siteId)
    }
    return Object.assign(Object.create(ceiling) as MinuteCeiling, { count })
  }

  return {
    of(siteId) {
      let ceiling = ceilings.get(siteId)
      if (ceiling === undefined) ceilings.set(siteId, (ceiling = told(siteId)))
      return ceiling
    },
    set(perMinute) {
      own = new Map(Object.entries(perMinute))
      for (const [siteId, ceiling] of ceilings) ceiling.set(boundOf(siteId))
    },
  }
}

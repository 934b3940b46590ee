import { SERVICES, type Service } from '../forms/form-of-service.ts'

// The kind of a browser, in three small closed sets: a list finds the newest of each kind by an index, however rare it
// is, because there are few kinds. An unknown name counts as `other`.

export { SERVICES }
export const BROWSERS = ['chrome', 'edge', 'firefox', 'safari', 'opera', 'other'] as const
export const SYSTEMS = ['windows', 'mac', 'linux', 'android', 'iphone', 'ipad', 'cros', 'other'] as const

export interface DeviceFilter {
  service?: (typeof SERVICES)[number] | undefined
  browser?: (typeof BROWSERS)[number] | undefined
  os?: (typeof SYSTEMS)[number] | undefined
}

/** The push service of a device, by its code. */
export function serviceOfDevice(code: number): Service {
  return SERVICES[Math.floor(code / 64)] ?? 'other'
}

/** The code of a subscription's row. */
export function deviceCode(row: { push_service: string; browser: string | null; os: string | null }): number {
  const [service, browser, os] = [row.push_service, row.browser?.toLowerCase(), row.os?.toLowerCase()]
  return placeOf(SERVICES, service) * 64 + placeOf(BROWSERS, browser) * 8 + placeOf(SYSTEMS, os)
}

/** The codes of the devices that a filter lets pass; all without one. */
export function deviceCodes({ service, browser, os }: DeviceFilter): number[] {
  return indexes(SERVICES, service).flatMap((s) =>
    indexes(BROWSERS, browser).flatMap((b) => indexes(SYSTEMS, os).map((o) => s * 64 + b * 8 + o)),
  )
}

/** The code of a subscription's row, in SQL: word for word as in the index subscriptions_newest. */
export function deviceCodeOf(row: string): string {
  return `(${position(`${row}.push_service`, SERVICES, 64)}
    + ${position(`lower(${row}.browser)`, BROWSERS, 8)}
    + ${position(`lower(${row}.os)`, SYSTEMS, 1)})`
}

function position(column: string, names: readonly string[], step: number): string {
  const known = names.slice(0, -1).map((name, index) => `when '${name}' then ${index * step}`)
  return `case ${column} ${known.join(' ')} else ${(names.length - 1) * step} end`
}

function placeOf(names: readonly string[], name: string | undefined): number {
  const place = name === undefined ? -1 : names.indexOf(name)
  return place === -1 ? names.length - 1 : place
}

function indexes<Name>(names: readonly Name[], wanted: Name | undefined): number[] {
  return wanted === undefined ? [...names.keys()] : [names.indexOf(wanted)]
}

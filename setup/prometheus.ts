import { type Provided, findExecutable, installSystemPackages } from './system-packages.ts'

const packages = { apt: 'prometheus', dnf: 'golang-github-prometheus', brew: 'prometheus' }

/** Prometheus' own checker of rules and configurations, if it is there. */
export function findPromtool(): string | undefined {
  return findExecutable(['promtool'])
}

/** Ensures promtool; installs Prometheus where it may, or says how. */
export async function providePromtool(): Promise<Provided> {
  return findPromtool() === undefined ? installSystemPackages([packages]) : { ok: true }
}

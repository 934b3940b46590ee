import { BROWSERS } from '../../packages/server/src/subscriptions/device.ts'
import { DEVICES } from './devices.ts'
import { DAY } from './plan.ts'
import { GONE, type Population } from './population.ts'
import { PROMPTS } from './topics.ts'

// Of a hundred who are asked softly, how many say what; of those who are asked by the browser, too.
const SHOWN_FOR_ONE = 6.4
const SOFT_YES_FOR_ONE = 1.35
const SOFT_NO_FOR_ONE = 2.9
const NATIVE_NO_FOR_ONE = 0.22

/** Rows of belfry.funnel: how asking went, so that those came who came. */
export function funnelRows(site: string, population: Population): unknown[][] {
  const came = countByDay(population, population.madeAt)
  const left = countByDay(population, population.endedAt, (place) => population.leavesBy[place] !== GONE)
  const rows: unknown[][] = []
  const add = (key: readonly [number, string], prompt: string, step: string, count: number) => {
    const [day, browser] = key
    if (count > 0) rows.push([site, day, '', browser, prompt, step, count])
  }
  for (const { key, count } of came.values()) {
    for (const [prompt, part] of PROMPTS) {
      const own = Math.round(count * part)
      add(key, prompt, 'shown', Math.round(own * SHOWN_FOR_ONE))
      add(key, prompt, 'soft-yes', Math.round(own * SOFT_YES_FOR_ONE))
      add(key, prompt, 'soft-no', Math.round(own * SOFT_NO_FOR_ONE))
      add(key, prompt, 'native-yes', own)
      add(key, prompt, 'native-no', Math.round(own * NATIVE_NO_FOR_ONE))
    }
  }
  for (const { key, count } of left.values()) add(key, '', 'left', count)
  return rows
}

interface Sum {
  key: readonly [day: number, browser: string]
  count: number
}

function countByDay(
  { subscriptions, device }: Population,
  times: Float64Array,
  counts: (place: number) => boolean = () => true,
): Map<string, Sum> {
  const sums = new Map<string, Sum>()
  for (let place = 0; place < subscriptions; place += 1) {
    const at = times[place] ?? 0
    if (at === 0 || !counts(place)) continue
    const key = [Math.floor(at / DAY), nameOf(device[place] ?? 0)] as const
    const sum = sums.get(key.join(' '))
    if (sum === undefined) sums.set(key.join(' '), { key, count: 1 })
    else sum.count += 1
  }
  return sums
}

function nameOf(device: number): string {
  return BROWSERS.find((known) => known === DEVICES[device]?.browser.toLowerCase()) ?? 'other'
}

import type { Cost } from './cost.ts'
import { median, round2, secondsSince } from './rounding.ts'

/** The cost of one turn of a measurement. */
export interface Turn {
  cpuMicros: number
  seconds: number
  messages: number
}

/** The medians of several turns. */
export function costOf(turns: readonly Turn[]): Cost {
  return {
    cpuMicrosPerMessage: median(turns.map(cpuOf)),
    messagesPerSecond: median(turns.map(({ messages, seconds }) => Math.round(messages / seconds))),
  }
}

export function cpuOf({ cpuMicros, messages }: Turn): number {
  return round2(cpuMicros / messages)
}

/** Measures the speed of each tenth of an audience: call `reached` with the number served so far. */
export function timeTenths(audience: number): { rates: number[]; reached(count: number): void } {
  const rates: number[] = []
  let since = performance.now()
  return {
    rates,
    reached(count) {
      const tenths = Math.floor((count / audience) * 10)
      if (tenths <= rates.length) return
      const rate = ((tenths - rates.length) * audience) / 10 / secondsSince(since)
      while (rates.length < tenths) rates.push(Math.round(rate))
      since = performance.now()
    },
  }
}

import type { BelfryModels } from '@belfry/client'
import type { Command } from 'commander'
import { asNumber, given, orNone } from './set-up-flags.ts'

type Pace = BelfryModels['Pace']

export interface PaceFlags {
  pace?: string
  pacePerDay?: string
  pacePerWeek?: string
  paceWindow?: string
  paceExcess?: string
}

/** Adds the flags of caps, for a site or a topic. */
export function withPace(command: Command): Command {
  return command
    .option('--pace <caps>', 'caps for one person: usual (once a day, 6 times a week) or none')
    .option('--pace-per-day <n>', 'at most so many in a day; none: any number')
    .option('--pace-per-week <n>', 'at most so many in seven days; none: any number')
    .option('--pace-window <window>', "rolling: a day is 24 hours; calendar: it is today in the person's time zone")
    .option(
      '--pace-excess <excess>',
      'hold: what is above the cap waits for it; skip: it is skipped; digest: it comes together, once a day',
    )
}

/** The change of a pace; undefined without one of its flags. A wrong word is passed on: the server says so. */
export function paceOf(flags: PaceFlags): Partial<Pace> | null | undefined {
  const fields = given({
    perDay: orNone(flags.pacePerDay, asNumber),
    perWeek: orNone(flags.pacePerWeek, asNumber),
    window: flags.paceWindow as Pace['window'] | undefined,
    excess: flags.paceExcess as Pace['excess'] | undefined,
  })
  if (flags.pace === 'none') return null
  if (flags.pace === 'usual') return { perDay: 1, perWeek: 6, ...fields }
  if (flags.pace !== undefined) return flags.pace as never
  return Object.keys(fields).length === 0 ? undefined : fields
}

/** A pace in words. */
export function paceText(pace: Pace | null): string {
  if (pace === null) return 'no caps'
  const { perDay, perWeek, window, excess } = pace
  const caps = [perDay === null ? [] : [`${perDay} a day`], perWeek === null ? [] : [`${perWeek} a week`]].flat()
  const days = window === 'calendar' ? 'by the calendar' : 'rolling'
  return `${caps.length === 0 ? 'any number' : `at most ${caps.join(' and ')}`}, ${days}; the rest: ${excess}`
}

import type { BelfryModels } from '@belfry/client'
import type { Command } from 'commander'
import { asNumber, given } from './set-up-flags.ts'

type Silence = BelfryModels['Silence']

export interface SilenceFlags {
  silence?: string
  silenceAfterDays?: string
  silenceShownDays?: string
  silencePerWeek?: string
}

/** Adds the flags of what those get who never react. */
export function withSilence(command: Command): Command {
  return command
    .option('--silence <rule>', 'for those who never react: usual (one a week after 90 days) or none')
    .option('--silence-after-days <n>', 'days without a click, a press or a look into the inbox')
    .option('--silence-shown-days <n>', 'and on so many days something was displayed to them')
    .option('--silence-per-week <n>', 'messages that they get in seven days then, until they react once')
}

/** The change of the rule; undefined without one of its flags. A wrong word is passed on: the server says so. */
export function silenceOf(flags: SilenceFlags): Partial<Silence> | null | undefined {
  const fields = given({
    afterDays: asNumber(flags.silenceAfterDays),
    shownDays: asNumber(flags.silenceShownDays),
    perWeek: asNumber(flags.silencePerWeek),
  })
  if (flags.silence === 'none') return null
  if (flags.silence === 'usual') return { afterDays: 90, shownDays: 10, perWeek: 1, ...fields }
  if (flags.silence !== undefined) return flags.silence as never
  return Object.keys(fields).length === 0 ? undefined : fields
}

/** The rule in words. */
export function silenceText(silence: Silence | null): string {
  if (silence === null) return 'as much as everybody'
  const { afterDays, shownDays, perWeek } = silence
  return `${perWeek} a week, after ${afterDays} days without a reaction and ${shownDays} days with a message`
}

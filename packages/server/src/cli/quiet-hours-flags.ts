import type { BelfryModels } from '@belfry/client'
import type { Command } from 'commander'
import { ConfigError } from '../config/config-error.ts'

type QuietHours = BelfryModels['SiteQuietHours']

export interface QuietHoursFlags {
  quietHours?: string
  quietZone?: string
}

/** Adds the flags of a site's quiet hours. */
export function withQuietHours(command: Command): Command {
  return command
    .option('--quiet-hours <from-to>', 'for those who have said none, on their clocks, such as 22:00-07:00; none')
    .option('--quiet-zone <zone>', 'beside it: the time zone of people whose browser has told none (default UTC)')
}

/** The change of the quiet hours; undefined without the flag. Wrong times are passed on: the server says so. */
export function quietHoursOf({ quietHours, quietZone }: QuietHoursFlags): QuietHours | null | undefined {
  if (quietHours === undefined && quietZone !== undefined) {
    throw new ConfigError([{ setting: 'quiet-zone', message: 'goes with --quiet-hours' }])
  }
  if (quietHours === undefined || quietHours === 'none') return quietHours === undefined ? undefined : null
  const [from = '', to = ''] = quietHours.split('-', 2)
  return { from, to, timeZone: quietZone ?? null }
}

/** Quiet hours in words. */
export function quietHoursText(quietHours: QuietHours | null): string {
  if (quietHours === null) return 'none but people’s own'
  const { from, to, timeZone } = quietHours
  return `${from} to ${to}, ${timeZone ?? 'UTC'} where a browser tells no zone`
}

import type { Command } from 'commander'
import { nameSources, type Flags } from '../config/environment.ts'
import { SETTINGS } from '../config/settings.ts'

export type CommanderFlags = Record<string, string | boolean | undefined>

/** Adds the settings to a command, or only those whose flags are named, and lists those without a flag. */
export function withSettings(command: Command, only?: readonly string[]): Command {
  command.optionsGroup('Settings:')
  for (const { flag, variable, help } of SETTINGS) {
    if (flag && (only?.includes(flag) ?? true)) command.option(`--${flag} <value>`, `${help}; ${variable}`)
  }
  const secrets = SETTINGS.filter(({ flag }) => flag === undefined).map(
    ({ variable, help }) => `  ${variable}  ${help}`,
  )
  return command.optionsGroup('').addHelpText('after', `\nFrom the environment only:\n${secrets.join('\n')}`)
}

/** Names a faulty setting by the flag or the variable that it came from. */
export function naming(command: (flags: Flags) => void | Promise<void>) {
  return async (given: CommanderFlags): Promise<void> => {
    const flags = byName(given)
    try {
      await command(flags)
    } catch (error) {
      throw nameSources(error, flags)
    }
  }
}

// commander gives --log-level as logLevel, and a flag without a value as true.
function byName(flags: CommanderFlags): Flags {
  return Object.fromEntries(
    Object.entries(flags).map(([name, value]) => [
      name.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`),
      String(value),
    ]),
  )
}

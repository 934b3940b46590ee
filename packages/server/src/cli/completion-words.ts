import type { Command } from 'commander'

/** What may follow at one place of the command line. */
export interface CompletionPlace {
  /** `sites edit`; '' after `belfry` itself. */
  path: string
  words: { word: string; description: string; choices: readonly string[] }[]
}

/** Every place there is, from the definitions of the commands. */
export function completionPlaces(program: Command): CompletionPlace[] {
  return placesOf(program, '')
}

function placesOf(command: Command, path: string): CompletionPlace[] {
  const shown = command.commands.filter((one) => !Reflect.get(one, '_hidden'))
  const commands = shown.map((one) => ({ word: one.name(), description: one.description(), choices: [] }))
  const options = command.options.map(({ long, short, description, argChoices }) => ({
    word: long ?? short ?? '',
    description,
    choices: argChoices ?? [],
  }))
  const choices = command.registeredArguments.flatMap(({ argChoices = [] }) =>
    argChoices.map((word) => ({ word, description: '', choices: [] })),
  )
  const help = { word: '--help', description: 'display help for command', choices: [] }
  const below = shown.flatMap((one) => placesOf(one, `${path} ${one.name()}`.trim()))
  return [{ path, words: [...commands, ...choices, ...options, help] }, ...below]
}

import { Argument, type Command } from 'commander'
import { completionPlaces } from './completion-words.ts'
import { completionScript, SHELLS, type Shell } from './completion-scripts.ts'
import { withExamples } from './set-up-flags.ts'
import type { Terminal } from './terminal.ts'

/** Adds `belfry completion`; last, as it knows all commands. */
export function addCompletionCommand(program: Command, terminal: Terminal): void {
  const completion = program
    .command('completion')
    .description('print a script that completes these commands at a press of Tab')
    .addArgument(new Argument('<shell>').choices(SHELLS))
    .action((shell: Shell) => terminal.out(completionScript(shell, completionPlaces(program))))
  withExamples(completion, 'eval "$(belfry completion bash)"', 'belfry completion fish | source')
}

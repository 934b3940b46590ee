import type { CompletionPlace } from './completion-words.ts'

export const SHELLS = ['bash', 'zsh', 'fish'] as const
export type Shell = (typeof SHELLS)[number]

/** A script that completes `belfry` in a shell. It has all words in it: no Node is started at a press of Tab. */
export function completionScript(shell: Shell, places: readonly CompletionPlace[]): string {
  switch (shell) {
    case 'bash':
      return bash(places)
    case 'zsh':
      return zsh(places)
    case 'fish':
      return fish(places)
  }
}

function bash(places: readonly CompletionPlace[]): string {
  return `# Completion for bash. In ~/.bashrc:  eval "$(belfry completion bash)"
_belfry() {
  local cur=\${COMP_WORDS[COMP_CWORD]} prev=\${COMP_WORDS[COMP_CWORD-1]} place= word words=
  for word in "\${COMP_WORDS[@]:1:COMP_CWORD-1}"; do
    case "$place $word" in
      ${pathsOf(places, '|')}) place="$place $word" ;;
    esac
  done
  case "$place $prev" in
${choiceLines(places, (words) => `words=${quote(words.join(' '))}`)}
  esac
  if [ -z "$words" ]; then
    case "$place" in
${wordLines(places, (words) => `words=${quote(words.map(({ word }) => word).join(' '))}`)}
    esac
  fi
  COMPREPLY=($(compgen -W "$words" -- "$cur"))
}
complete -o default -F _belfry belfry
`
}

function zsh(places: readonly CompletionPlace[]): string {
  return `#compdef belfry
# Completion for zsh. In ~/.zshrc, after compinit:  eval "$(belfry completion zsh)"
_belfry() {
  local place= word
  local -a found
  for word in "\${(@)words[2,CURRENT-1]}"; do
    case "$place $word" in
      ${pathsOf(places, '|')}) place="$place $word" ;;
    esac
  done
  case "$place \${words[CURRENT-1]}" in
${choiceLines(places, (words) => `found=(${words.map(quote).join(' ')})`)}
  esac
  if (( ! \${#found} )); then
    case "$place" in
${wordLines(places, (words) => `found=(${words.map(described).join(' ')})`)}
    esac
  fi
  _describe 'belfry' found || _files
}
compdef _belfry belfry
`
}

function fish(places: readonly CompletionPlace[]): string {
  const lines = places.flatMap(({ path, words }) =>
    words.map(({ word, description, choices }) => {
      const what = word.startsWith('--') ? `-l ${word.slice(2)}` : `-a ${quote(word)}`
      const more = choices.length === 0 ? '' : ` -x -a ${quote(choices.join(' '))}`
      const at = quote(`__belfry_at ${quote(path)}`)
      return `complete -c belfry -n ${at} ${what}${more} -d ${quote(firstWords(description))}`
    }),
  )
  return `# Completion for fish. In ~/.config/fish/config.fish:  belfry completion fish | source
function __belfry_at
  set -l place
  for word in (commandline -opc)[2..]
    if contains -- (string join -- ' ' $place $word) ${places
      .filter(({ path }) => path !== '')
      .map(({ path }) => quote(path))
      .join(' ')}
      set -a place $word
    end
  end
  test "$place" = "$argv[1]"
end
${lines.join('\n')}
`
}

function pathsOf(places: readonly CompletionPlace[], between: string): string {
  return places
    .filter(({ path }) => path !== '')
    .map(({ path }) => quote(spaced(path)))
    .join(between)
}

function wordLines(places: readonly CompletionPlace[], lineOf: (words: CompletionPlace['words']) => string): string {
  return places.map(({ path, words }) => `      ${quote(spaced(path))}) ${lineOf(words)} ;;`).join('\n')
}

// After an option with choices, those are the words.
function choiceLines(places: readonly CompletionPlace[], lineOf: (words: readonly string[]) => string): string {
  return places
    .flatMap(({ path, words }) => words.map((one) => ({ ...one, path })))
    .filter(({ choices }) => choices.length > 0)
    .map(({ path, word, choices }) => `    ${quote(`${spaced(path)} ${word}`)}) ${lineOf(choices)} ;;`)
    .join('\n')
}

function spaced(path: string): string {
  return path === '' ? '' : ` ${path}`
}

function described({ word, description }: CompletionPlace['words'][number]): string {
  return quote(`${word.replaceAll(':', '\\:')}:${firstWords(description)}`)
}

function firstWords(text: string): string {
  return text.replaceAll(/\s+/g, ' ').slice(0, 70)
}

function quote(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`
}

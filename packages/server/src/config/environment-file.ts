/** In the working directory: variables that every command reads, below those that are set. */
export const ENVIRONMENT_FILE = 'belfry.env'

/** Lines for Node's, systemd's and Docker Compose's readers of such files. */
export function environmentFileText(variables: Readonly<Record<string, string>>): string {
  const lines = Object.entries(variables).map(([name, value]) => `${name}=${quoted(value)}\n`)
  return `# Settings of Belfry, made by belfry init. All there are: docs/reference/settings.md\n${lines.join('')}`
}

function quoted(value: string): string {
  return /^[\w@%+=:,./?&~-]*$/.test(value) ? value : `'${value}'`
}

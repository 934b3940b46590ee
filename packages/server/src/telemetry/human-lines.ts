const COLOURS: Readonly<Record<string, string>> = { debug: '90', info: '32', warn: '33', error: '31', fatal: '31' }
const LONGEST_VALUE = 200

/**
 * A stream for a person at a terminal: takes a logger's lines of JSON and writes `12:30:01 WARN what happened
 * key=value`. A line that is no JSON goes through as it is.
 *
 * @example
 * createLogger('info', process.stdout.isTTY ? humanLines(process.stdout) : process.stdout)
 */
export function humanLines(to: { write(text: string): unknown }): { write(line: string): void } {
  return { write: (line) => void to.write(humanLine(line)) }
}

function humanLine(line: string): string {
  const entry = parse(line)
  if (entry === undefined) return line
  const { level = 'info', time, msg = '', err, ...fields } = entry
  const at = new Date(String(time))
  const clock = Number.isNaN(at.getTime()) ? '' : `${at.toLocaleTimeString('en-GB', { hour12: false })} `
  const name = String(level).toUpperCase().padEnd(5)
  const pairs = Object.entries(fields).map(([key, value]) => `  \u001b[90m${key}=\u001b[0m${textOf(value)}`)
  const why = isObject(err) ? `\n${oneOf(err['stack']) ?? textOf(err['message'])}` : ''
  return (
    `${clock}\u001b[${COLOURS[String(level)] ?? '0'}m${name}\u001b[0m ` +
    `${plain(String(msg))}${pairs.join('')}${why}\n`
  )
}

function parse(line: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(line)
    return isObject(value) ? value : undefined
  } catch {
    return undefined
  }
}

function textOf(value: unknown): string {
  const text = typeof value === 'string' ? value : JSON.stringify(value)
  return plain(text ?? '').slice(0, LONGEST_VALUE)
}

function oneOf(stack: unknown): string | undefined {
  return typeof stack === 'string' ? stack.split('\n').map(plain).join('\n') : undefined
}

// Texts of strangers end up in a log: they must not move the cursor.
function plain(text: string): string {
  return text.replaceAll(/\p{Cc}/gu, ' ')
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

import { ConfigError } from '../config/config-error.ts'
import { FIELDS, LEFT_OUT, type ColumnMap } from '../imports/columns.ts'

/** Reads `--map identifier=endpoint tags=-`; throws a ConfigError. */
export function parseColumnMap(text: string | undefined): ColumnMap {
  const pairs = text?.split(',').map(parsePair) ?? []
  return new Map(pairs)
}

function parsePair(pair: string): [string, string] {
  const [, name, field] = /^(.+)=([^=]+)$/.exec(pair.trim()) ?? []
  if (name === undefined || field === undefined) {
    throw refused(`${JSON.stringify(pair.slice(0, 60))} is not NAME=FIELD, such as identifier=endpoint`)
  }
  if (field === LEFT_OUT || field === 'subscription' || FIELDS.includes(field)) return [name, field]
  throw refused(`${JSON.stringify(field.slice(0, 60))} is no field: ${FIELDS.join(', ')}, or - to leave the column out`)
}

function refused(message: string): ConfigError {
  return new ConfigError([{ setting: '--map', message }])
}

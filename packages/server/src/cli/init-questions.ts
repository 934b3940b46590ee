import { ConfigError } from '../config/config-error.ts'
import { readEnvironment } from '../config/environment.ts'
import type { InitSettings } from './init.ts'

/** The person has ended the questions. */
export class InitCancelled extends Error {}

type Known = { [Name in keyof InitSettings]?: string | undefined }

/** Asks for what is not known yet. Throws an InitCancelled. */
export async function askSettings(
  known: Known,
  { file, isThere }: { file: string; isThere: boolean },
): Promise<InitSettings> {
  const { confirm, intro, isCancel, password, select, text } = await import('@clack/prompts')
  const answered = async <Value>(asked: Promise<Value>): Promise<Exclude<Value, symbol>> => {
    const value = await asked
    if (isCancel(value)) throw new InitCancelled()
    return value as Exclude<Value, symbol>
  }
  const askFor = (variable: 'BELFRY_URL' | 'BELFRY_CONTACT', message: string, placeholder: string) =>
    answered(text({ message, placeholder, validate: (value) => faultOf(variable, value) }))

  intro('What Belfry has to know')
  if (
    isThere &&
    !(await answered(confirm({ message: `${file} is there already. Replace it?`, initialValue: false })))
  ) {
    throw new InitCancelled()
  }
  const url = known.BELFRY_URL || (await askFor('BELFRY_URL', 'The address of your site', 'https://example.com'))
  const contact =
    known.BELFRY_CONTACT ||
    (await askFor('BELFRY_CONTACT', 'An e-mail address that push services may write to', 'ops@example.com'))
  const data =
    known.BELFRY_DATA ||
    (await answered(text({ message: 'The folder of its secrets and its database', initialValue: './data' })))
  const settings: InitSettings = { BELFRY_URL: url, BELFRY_CONTACT: contact, BELFRY_DATA: data }
  if (known.DATABASE_URL) return { ...settings, DATABASE_URL: known.DATABASE_URL }
  const kind = await answered(
    select({
      message: 'The database',
      options: [
        { value: 'sqlite', label: 'a file in that folder', hint: 'one machine, nothing to install' },
        { value: 'postgres', label: 'PostgreSQL', hint: 'several processes or machines' },
      ],
    }),
  )
  if (kind === 'sqlite') return settings
  const message = 'Its address, postgres://user:password@host/database (not shown)'
  const address = await answered(password({ message, validate: (value) => faultOf('DATABASE_URL', value) }))
  return { ...settings, DATABASE_URL: address }
}

/** What is wrong with a value, by the same rules as at the start. */
function faultOf(variable: keyof InitSettings, value: string | undefined): string | undefined {
  if (!value) return 'is needed'
  try {
    readEnvironment({ [variable]: value })
    return undefined
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error
    return error.problems.find(({ setting }) => setting === variable)?.message
  }
}

import { type Provided, findExecutable, installSystemPackages } from './system-packages.ts'

/** A language whose code the guides show. */
export type Language = 'python' | 'php' | 'ruby'

const PROGRAMS = {
  python: { names: ['python3'], package: { apt: 'python3', dnf: 'python3', brew: 'python' } },
  php: { names: ['php'], package: { apt: 'php-cli', dnf: 'php-cli', brew: 'php' } },
  ruby: { names: ['ruby'], package: { apt: 'ruby', dnf: 'ruby', brew: 'ruby' } },
} as const

/** The interpreter, if there is one. */
export function findLanguage(language: Language): string | undefined {
  return findExecutable(PROGRAMS[language].names)
}

/** Ensures the interpreters; installs them where it may. */
export async function provideLanguages(): Promise<Provided> {
  const missing = Object.values(PROGRAMS).filter(({ names }) => findExecutable(names) === undefined)
  return missing.length === 0 ? { ok: true } : installSystemPackages(missing.map((program) => program.package))
}

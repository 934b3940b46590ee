import { existsSync } from 'node:fs'
import { ConfigError } from '../config/config-error.ts'
import { sqliteMigrations } from '../database/migrations/sqlite-migrations.ts'

const ADVICE =
  'a bundler has taken Belfry’s code away from its own files (its thread, its SQL, the scripts for browsers): leave ' +
  'the package out of the bundle and install it where the app runs. esbuild: --external:belfry, or ' +
  "--packages=external; Next: serverExternalPackages: ['belfry']; Vite: ssr.external: ['belfry']; Rollup: external: " +
  "['belfry']; webpack: externals: { belfry: 'module belfry' }"

/** Throws a ConfigError, with what to do, where Belfry was made part of a bundle. */
export function requireOwnFiles(ownFiles = sqliteMigrations): void {
  if (!areThere(ownFiles)) throw new ConfigError([{ setting: 'bundler', message: ADVICE }])
}

function areThere(files: () => readonly URL[]): boolean {
  try {
    return files().every((file) => existsSync(file))
  } catch (error) {
    // In a bundle of the CommonJS kind there is no import.meta.url.
    if (error instanceof TypeError) return false
    throw error
  }
}

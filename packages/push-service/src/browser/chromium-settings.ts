import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { PushServiceAddresses } from '../push-service-api.ts'

/** Switches that make Chromium subscribe at the local service, and keep it on this machine. */
export function chromiumArguments({ chromium }: PushServiceAddresses, options: { readonly isRoot: boolean }): string[] {
  return [
    // Chromium's sandbox does not start as root, as in most containers.
    ...(options.isRoot ? ['--no-sandbox'] : []),
    '--no-proxy-server',
    '--no-first-run',
    `--gcm-checkin-url=${chromium.checkinUrl}`,
    `--gcm-registration-url=${chromium.registrationUrl}`,
    `--gcm-mcs-endpoint=${chromium.mcsUrl}`,
    `--ignore-certificate-errors-spki-list=${chromium.spki}`,
    '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE 127.0.0.1',
  ]
}

/** Allows notifications to every site of a profile, before Chromium first opens it. */
export async function allowNotifications(userDataDir: string): Promise<void> {
  const folder = join(userDataDir, 'Default')
  const file = join(folder, 'Preferences')
  await mkdir(folder, { recursive: true })
  const preferences = await readPreferences(file)
  const profile = objectIn(preferences, 'profile')
  objectIn(profile, 'default_content_setting_values')['notifications'] = 1
  await writeFile(file, JSON.stringify(preferences))
}

interface Settings {
  [name: string]: unknown
}

async function readPreferences(file: string): Promise<Settings> {
  try {
    return JSON.parse(await readFile(file, 'utf8')) as Settings
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return {}
    throw error
  }
}

function objectIn(settings: Settings, name: string): Settings {
  const value = settings[name]
  if (typeof value === 'object' && value !== null) return value as Settings
  const fresh: Settings = {}
  settings[name] = fresh
  return fresh
}

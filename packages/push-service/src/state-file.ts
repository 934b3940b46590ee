import { readFile, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { PushServiceAddresses } from './push-service-api.ts'

export function stateFileIn(folder: string): string {
  return join(folder, 'state.json')
}

/** Writes the addresses of the service, whole or not at all, for launchBrowser and other programs. */
export async function writeStateFile(folder: string, addresses: PushServiceAddresses): Promise<void> {
  const file = stateFileIn(folder)
  await writeFile(`${file}.new`, `${JSON.stringify(addresses, undefined, 2)}\n`, { mode: 0o600 })
  await rename(`${file}.new`, file)
}

/** Reads state.json of a service's folder; undefined when there is none or it is damaged. */
export async function readStateFile(folder: string): Promise<PushServiceAddresses | undefined> {
  try {
    const value: unknown = JSON.parse(await readFile(stateFileIn(folder), 'utf8'))
    return isAddresses(value) ? value : undefined
  } catch (error) {
    if (error instanceof SyntaxError) return undefined
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw error
  }
}

export function isAddresses(value: unknown): value is PushServiceAddresses {
  if (typeof value !== 'object' || value === null) return false
  const { pushUrl, autopushUrl, controlUrl, caFile, chromium } = value as PushServiceAddresses
  const urls = [pushUrl, autopushUrl, controlUrl]
  return (
    urls.every((url) => typeof url === 'string' && URL.canParse(url)) &&
    typeof caFile === 'string' &&
    typeof chromium === 'object' &&
    chromium !== null &&
    URL.canParse(chromium.mcsUrl)
  )
}

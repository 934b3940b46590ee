import { accessSync, constants } from 'node:fs'
import { delimiter, isAbsolute, join } from 'node:path'

export type BrowserName = 'firefox' | 'chromium'

const candidates: Record<BrowserName, readonly string[]> = {
  firefox: ['firefox-esr', 'firefox', '/Applications/Firefox.app/Contents/MacOS/firefox'],
  // Debian's chromium on the PATH is a script around this binary; flags survive without it.
  chromium: [
    '/usr/lib/chromium/chromium',
    'chromium',
    'chromium-browser',
    '/Applications/Chromium.app/Contents/MacOS/Chromium',
  ],
}

const packages: Record<BrowserName, string> = { firefox: 'firefox-esr', chromium: 'chromium' }

/** The browser is not on this machine; the message names the command that installs it. */
export class BrowserMissingError extends Error {
  override readonly name = 'BrowserMissingError'
  readonly code = 'browser-missing'

  constructor(browser: BrowserName) {
    super(`${browser} is not installed; install it with: sudo apt-get install ${packages[browser]}`)
  }
}

/** Path of the browser's program. Throws BrowserMissingError. */
export function findBrowser(browser: BrowserName, path: string): string {
  const folders = path.split(delimiter).filter((folder) => folder !== '')
  for (const candidate of candidates[browser]) {
    const files = isAbsolute(candidate) ? [candidate] : folders.map((folder) => join(folder, candidate))
    const found = files.find(isProgram)
    if (found !== undefined) return found
  }
  throw new BrowserMissingError(browser)
}

function isProgram(file: string): boolean {
  try {
    accessSync(file, constants.X_OK)
    return true
  } catch {
    return false // not there, or not ours to run: the next candidate
  }
}

import { globSync } from 'node:fs'
import { type Provided, type SystemPackage, findExecutable, installSystemPackages } from './system-packages.ts'

export type Browser = 'firefox' | 'chromium'

interface Piece {
  isHere: () => boolean
  packages: SystemPackage
}

// Debian's chromium on the PATH is a script around the binary, which puppeteer prefers to start itself.
const candidates: Record<Browser, readonly string[]> = {
  firefox: ['firefox-esr', 'firefox', '/Applications/Firefox.app/Contents/MacOS/firefox'],
  chromium: [
    '/usr/lib/chromium/chromium',
    'chromium',
    'chromium-browser',
    '/Applications/Chromium.app/Contents/MacOS/Chromium',
  ],
}

// The desktop draws a notification: the tests' own desktop, on its own bus (test/support).
const bus: Piece = {
  isHere: () => findExecutable(['dbus-daemon']) !== undefined,
  packages: { apt: 'dbus-daemon', dnf: 'dbus-daemon', brew: 'dbus' },
}

// Firefox loads this at run time, so its package does not require it; without it no notification reaches the desktop.
const notify: Piece = {
  isHere: () => process.platform !== 'linux' || globSync('/usr/{lib,lib64}/{,*-linux-gnu/}libnotify.so.4').length > 0,
  packages: { apt: 'libnotify4', dnf: 'libnotify', brew: 'libnotify' },
}

const pieces: Record<Browser, readonly Piece[]> = {
  firefox: [
    {
      isHere: () => findBrowser('firefox') !== undefined,
      packages: { apt: 'firefox-esr', dnf: 'firefox', brew: 'firefox' },
    },
    bus,
    notify,
  ],
  chromium: [
    {
      isHere: () => findBrowser('chromium') !== undefined,
      packages: { apt: 'chromium', dnf: 'chromium', brew: 'chromium' },
    },
    bus,
  ],
}

const emojiFont: SystemPackage = {
  apt: 'fonts-noto-color-emoji',
  dnf: 'google-noto-color-emoji-fonts',
  brew: 'font-noto-color-emoji',
}

/** The path of this browser, if it is on this machine. */
export function findBrowser(name: Browser): string | undefined {
  return findExecutable(candidates[name])
}

/** Ensures a browser and the programs that its end-to-end tests need; installs missing ones where it may. */
export async function provideBrowser(name: Browser): Promise<Provided> {
  const missing = pieces[name].filter(({ isHere }) => !isHere())
  if (missing.length === 0) return { ok: true }
  return installSystemPackages([...missing.map(({ packages }) => packages), emojiFont])
}

import {
  type Provided,
  type SystemPackage,
  findExecutable,
  installSystemPackages,
} from './system-packages.ts'

export type Browser = 'firefox' | 'chromium'

interface Program {
  candidates: readonly string[]
  packages: SystemPackage
}

// Debian's chromium on the PATH is a script around the binary, which puppeteer prefers to start itself.
const browsers: Record<Browser, Program> = {
  firefox: {
    candidates: ['firefox-esr', 'firefox', '/Applications/Firefox.app/Contents/MacOS/firefox'],
    packages: { apt: 'firefox-esr', dnf: 'firefox', brew: 'firefox' },
  },
  chromium: {
    candidates: [
      '/usr/lib/chromium/chromium',
      'chromium',
      'chromium-browser',
      '/Applications/Chromium.app/Contents/MacOS/Chromium',
    ],
    packages: { apt: 'chromium', dnf: 'chromium', brew: 'chromium' },
  },
}

// A notification is drawn by the desktop: the tests' own, on a bus of its own (test/support).
const companions: readonly Program[] = [
  {
    candidates: ['dbus-daemon'],
    packages: { apt: 'dbus-daemon', dnf: 'dbus-daemon', brew: 'dbus' },
  },
  {
    candidates: ['certutil'],
    packages: { apt: 'libnss3-tools', dnf: 'nss-tools', brew: 'nss' },
  },
]

const emojiFont: SystemPackage = {
  apt: 'fonts-noto-color-emoji',
  dnf: 'google-noto-color-emoji-fonts',
  brew: 'font-noto-color-emoji',
}

/** Where this browser is, if it is on this machine. */
export function findBrowser(name: Browser): string | undefined {
  return findExecutable(browsers[name].candidates)
}

/** Makes sure of a browser and what its end-to-end tests need beside it; installs what is missing where it may. */
export async function provideBrowser(name: Browser): Promise<Provided> {
  const missing = [browsers[name], ...companions].filter(
    ({ candidates }) => findExecutable(candidates) === undefined,
  )
  if (missing.length === 0) return { ok: true }
  return installSystemPackages([...missing.map(({ packages }) => packages), emojiFont])
}

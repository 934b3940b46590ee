import { resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { launchBrowser, PushServiceNotFoundError, type BrowserName } from '../browser.ts'
import type { PushServiceAddresses } from '../push-service-api.ts'
import { readStateFile } from '../state-file.ts'
import { defaultFolder } from './run-push-service.ts'
import { interruption, runCommand, UsageError, type Terminal } from './terminal.ts'

// The sign-in page of the example's owner, who gets its notifications.
const defaultUrl = 'http://localhost:3000/admin'

const usage = `Opens a browser on a fresh profile, wired to the push service of this machine:
  npm run browser -- firefox
  npm run browser -- chromium

  --folder <path>    folder of the running push service (${defaultFolder})
  --url <address>    page to open (${defaultUrl})
  --profile <path>   keep the browser's profile there; without it, it is thrown away at the end
  --headless         without a window; notifications are then granted to every site
`

/** `npm run browser`: runs until the browser is closed or interrupted; resolves to the exit code. */
export async function runBrowser(args: readonly string[], terminal: Terminal): Promise<number> {
  return await runCommand(terminal, async () => {
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        folder: { type: 'string', default: defaultFolder },
        url: { type: 'string', default: defaultUrl },
        profile: { type: 'string' },
        headless: { type: 'boolean', default: false },
        help: { type: 'boolean', short: 'h' },
      },
    })
    if (values.help) {
      terminal.out(usage)
      return
    }
    const name = browserOf(positionals)
    if (!URL.canParse(values.url)) throw new UsageError(`--url is not an address: ${values.url}`)
    if (!values.headless && !hasDisplay(terminal))
      throw new UsageError('there is no display here to open a window on; --headless opens the browser without one')
    const service = await runningService(values.folder)
    const { headless, url } = values
    await using launched = await launchBrowser({
      browser: name,
      service,
      headless,
      // In a window the person decides, as on any site.
      notifications: headless ? 'granted' : 'ask',
      userDataDir: values.profile === undefined ? undefined : resolve(values.profile),
    })
    const { browser } = launched
    const page = (await browser.pages())[0] ?? (await browser.newPage())
    const isThere = await page.goto(url).then(
      () => true,
      () => false,
    )
    terminal.out(isThere ? opened(name, url, headless) : unreachable(url))
    const closed = Promise.withResolvers<void>()
    browser.once('disconnected', () => {
      closed.resolve()
    })
    await Promise.race([closed.promise, interruption(terminal)])
  })
}

function browserOf(positionals: readonly string[]): BrowserName {
  const [name, ...more] = positionals
  if ((name === 'firefox' || name === 'chromium') && more.length === 0) return name
  throw new UsageError('say which browser: npm run browser -- firefox, or chromium')
}

function hasDisplay({ env, platform }: Terminal): boolean {
  if (platform === 'darwin' || platform === 'win32') return true
  return Boolean(env['DISPLAY'] ?? env['WAYLAND_DISPLAY'])
}

async function runningService(folder: string): Promise<PushServiceAddresses> {
  const start = 'start Belfry with: npm start -- --local-push, or only the push service with: npm run push-service'
  const addresses = await readStateFile(folder)
  if (!addresses) throw new PushServiceNotFoundError(`there is no push service in ${folder} yet; ${start}`)
  const isRunning = await fetch(addresses.controlUrl, { signal: AbortSignal.timeout(5000) }).then(
    (response) => response.ok,
    () => false,
  )
  if (!isRunning) throw new PushServiceNotFoundError(`the push service of ${folder} is not running; ${start}`)
  return addresses
}

function opened(name: BrowserName, url: string, headless: boolean): string {
  const shown = name === 'firefox' ? 'Firefox' : 'Chromium'
  if (headless) return `${shown} has opened ${url}, without a window. Ctrl-C closes it.\n`
  return `${shown} has opened ${url} and gets its pushes from this machine.
Turn the notifications on in the page. Close the window, or press Ctrl-C here, to end.
`
}

function unreachable(url: string): string {
  return `The browser is open, but nothing answers at ${url} yet: start the site, then reload the page,
or name another address with --url.
`
}

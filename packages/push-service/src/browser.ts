import './check-node.ts'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser, PuppeteerNode } from 'puppeteer-core'
import { checkArgument, type FieldsOf } from './arguments/check-argument.ts'
import { allowNotifications, chromiumArguments } from './browser/chromium-settings.ts'
import { findBrowser, type BrowserName } from './browser/find-browser.ts'
import { firefoxPreferences, type FirefoxPreferences } from './browser/firefox-settings.ts'
import { setPermission, type NotificationPermission } from './browser/set-permission.ts'
import type { PushServiceAddresses } from './push-service-api.ts'
import { isAddresses, readStateFile, stateFileIn } from './state-file.ts'

export { BrowserMissingError, findBrowser, type BrowserName } from './browser/find-browser.ts'
export type { NotificationPermission } from './browser/set-permission.ts'

export interface LaunchBrowserOptions {
  readonly browser: BrowserName
  /** a running push service, its addresses, or the folder that its state.json lies in */
  readonly service: PushServiceAddresses | string
  /** profile folder, kept; absent: a fresh one, removed when the browser is closed */
  readonly userDataDir?: string | undefined
  /** true when absent */
  readonly headless?: boolean | undefined
  /** address of a D-Bus session bus whose notification server shows the notifications */
  readonly dbus?: string | undefined
  /** granted (absent): no site has to ask · ask: as in a new profile */
  readonly notifications?: 'granted' | 'ask' | undefined
  /** program; absent: the one that is installed */
  readonly executablePath?: string | undefined
  /** further switches */
  readonly args?: readonly string[] | undefined
  /** further preferences of Firefox */
  readonly preferences?: FirefoxPreferences | undefined
  /** absent: puppeteer-core is imported */
  readonly puppeteer?: PuppeteerNode | undefined
}

export interface LaunchedBrowser extends AsyncDisposable {
  /** puppeteer's */
  readonly browser: Browser
  readonly userDataDir: string
  /** The action of a person in the settings: really grants, really revokes. */
  setNotificationPermission(origin: string, permission: NotificationPermission): Promise<void>
  close(): Promise<void>
}

/** The folder has no state.json of a push service. */
export class PushServiceNotFoundError extends Error {
  override readonly name = 'PushServiceNotFoundError'
  readonly code = 'push-service-not-found'
}

/** Browsers are driven by puppeteer-core, which is not installed. */
export class PuppeteerMissingError extends Error {
  override readonly name = 'PuppeteerMissingError'
  readonly code = 'puppeteer-missing'

  constructor(options: ErrorOptions) {
    super('puppeteer-core is not installed; install it with: npm install puppeteer-core', options)
  }
}

const launchFields: FieldsOf<Omit<LaunchBrowserOptions, 'service'>> = {
  browser: ['firefox', 'chromium'],
  userDataDir: 'string',
  headless: 'boolean',
  dbus: 'string',
  notifications: ['granted', 'ask'],
  executablePath: 'string',
  args: 'strings',
  preferences: 'object',
  puppeteer: 'object',
}

/**
 * Opens real Firefox or real Chromium, wired to a local push service. Throws BrowserMissingError,
 * PushServiceNotFoundError, PuppeteerMissingError and puppeteer's errors.
 *
 * @example
 * await using service = await startPushService()
 * await using launched = await launchBrowser({ browser: 'firefox', service })
 * const page = await launched.browser.newPage()
 */
export async function launchBrowser(options: LaunchBrowserOptions): Promise<LaunchedBrowser> {
  checkArgument('the options of launchBrowser', options, { kind: 'object' })
  const { service: given, ...others } = options
  checkArgument('the options of launchBrowser', others, { fields: launchFields })
  checkArgument('browser', options.browser, { kind: launchFields.browser })
  const service = await addressesOf(given)
  const { headless = true, notifications = 'granted', dbus } = options
  // oxlint-disable-next-line node/no-process-env -- the browser is a child process of the user's
  const environment: NodeJS.ProcessEnv = { ...process.env }
  const executablePath = options.executablePath ?? findBrowser(options.browser, environment['PATH'] ?? '')
  const puppeteer = options.puppeteer ?? (await importPuppeteer())
  if (dbus !== undefined) environment['DBUS_SESSION_BUS_ADDRESS'] = dbus
  // A headless browser would wait for a desktop that does not answer.
  else if (headless) delete environment['DBUS_SESSION_BUS_ADDRESS']
  const usesDesktop = environment['DBUS_SESSION_BUS_ADDRESS'] !== undefined

  const userDataDir = options.userDataDir ?? (await mkdtemp(join(tmpdir(), `belfry-${options.browser}-`)))
  const cleanUp = async (): Promise<void> => {
    if (options.userDataDir !== undefined) return
    // The browser's last helper processes may still be writing.
    await rm(userDataDir, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 })
  }
  const isGranted = notifications === 'granted'
  const common = {
    executablePath,
    userDataDir,
    headless,
    env: environment,
    // In a window a page has the size of the window, and no banner about test software.
    ...(headless ? {} : { defaultViewport: null, ignoreDefaultArgs: ['--enable-automation'] }),
    // Ctrl-C is left to the caller, whose close() cleans up.
    handleSIGINT: false,
    handleSIGTERM: false,
    handleSIGHUP: false,
  }
  try {
    if (options.browser === 'chromium' && isGranted) await allowNotifications(userDataDir)
    const isRoot = process.getuid?.() === 0
    const browser =
      options.browser === 'firefox'
        ? await puppeteer.launch({
            ...common,
            browser: 'firefox',
            args: [...(options.args ?? [])],
            extraPrefsFirefox: {
              ...firefoxPreferences(service, { isGranted, usesDesktop }),
              ...options.preferences,
            },
          })
        : await puppeteer.launch({
            ...common,
            browser: 'chrome',
            args: [...chromiumArguments(service, { isRoot }), ...(options.args ?? [])],
          })
    const close = async (): Promise<void> => {
      await browser.close()
      await cleanUp()
    }
    return {
      browser,
      userDataDir,
      setNotificationPermission: async (origin, permission) => {
        checkArgument('origin', origin, { kind: 'string' })
        checkArgument('permission', permission, { kind: ['granted', 'denied', 'prompt'] })
        await setPermission(options.browser, browser, origin, permission)
      },
      close,
      [Symbol.asyncDispose]: close,
    }
  } catch (error) {
    await cleanUp()
    throw error
  }
}

/** puppeteer-core is only needed to open browsers: an optional peer dependency. */
async function importPuppeteer(): Promise<PuppeteerNode> {
  try {
    return (await import('puppeteer-core')).default
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ERR_MODULE_NOT_FOUND') throw error
    throw new PuppeteerMissingError({ cause: error })
  }
}

async function addressesOf(service: PushServiceAddresses | string): Promise<PushServiceAddresses> {
  if (isAddresses(service)) return service
  checkArgument('service', service, { kind: 'string', words: 'a running push service, its addresses, or its folder' })
  const addresses = await readStateFile(service)
  if (addresses) return addresses
  throw new PushServiceNotFoundError(`there is no push service's ${stateFileIn(service)}`)
}

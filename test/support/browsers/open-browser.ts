import { existsSync, realpathSync, statSync } from 'node:fs'
import { cp, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { launchBrowser, type LaunchBrowserOptions, type LaunchedBrowser } from '@belfry/push-service/browser'
import puppeteer from 'puppeteer-core'
import { findBrowser } from '../../../setup/browsers.ts'
import { keptFolder } from '../kept/kept-folder.ts'

const removal = { recursive: true, force: true, maxRetries: 10, retryDelay: 100 }

/**
 * A real browser as launchBrowser() opens it, but a new profile of Firefox is a begun one. What a wholly new one does
 * is tested by test/contract/push-service-browsers.test.ts.
 */
export async function openBrowser(options: LaunchBrowserOptions): Promise<LaunchedBrowser> {
  const { browser, executablePath, userDataDir } = options
  if (browser !== 'firefox' || executablePath !== undefined) return launchBrowser(options)
  if (userDataDir !== undefined) {
    if (!existsSync(userDataDir)) await begin(userDataDir)
    return launchBrowser(options)
  }
  await using opening = new AsyncDisposableStack()
  const profile = opening.use(await begunProfile())
  const launched = opening.use(await launchBrowser({ ...options, userDataDir: profile.folder }))
  const opened = opening.move()
  const close = (): Promise<void> => opened.disposeAsync()
  return { ...launched, close, [Symbol.asyncDispose]: close }
}

/** A profile in a temporary folder, which goes when it is disposed of. */
export interface BegunProfile extends AsyncDisposable {
  folder: string
}

/**
 * A profile that Firefox has opened once, as that of every person; no preference is set in it. With a wholly new one
 * each start takes three seconds of CPU more, twice as much.
 */
export async function begunProfile(): Promise<BegunProfile> {
  const folder = await mkdtemp(join(tmpdir(), 'belfry-firefox-'))
  await begin(folder)
  return { folder, [Symbol.asyncDispose]: () => rm(folder, removal) }
}

async function begin(folder: string): Promise<void> {
  const executablePath = findBrowser('firefox')
  if (executablePath === undefined) return // Whoever opens it says so.
  const program = realpathSync(executablePath)
  const kept = await keptFolder(`profile of ${program} of ${statSync(program).mtimeMs}`, async (making) => {
    const browser = await puppeteer.launch({ browser: 'firefox', executablePath, userDataDir: making })
    await browser.newPage()
    await browser.close()
    // puppeteer writes its own for each start, and puts back at the end what it has found: a browser that is switched
    // off and on would forget its preferences, and with them who it is at the push service.
    for (const name of ['prefs.js', 'user.js', 'lock', '.parentlock']) await rm(join(making, name), { force: true })
  })
  await cp(kept, folder, { recursive: true })
}

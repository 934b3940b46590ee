import puppeteer, { type Browser } from 'puppeteer-core'
import { findBrowser } from '../setup/browsers.ts'
import { DEMO_SITE } from './demo-data/demo-site.ts'
import { openLargeStore, type LargeStoreSettings } from './large-store.ts'
import { startBelfryProcess } from './measured-belfry.ts'
import { signIn } from './operator.ts'
import { median, round2 } from './rounding.ts'

/** One visit. Milliseconds since the navigation began, unless it is CPU. */
interface Visit {
  /** The navigation around the screen is there. */
  frame: number
  /** The figures of the overview are painted. */
  figures: number
  /** Both charts are painted. */
  charts: number
  /** The figures are there, and the main thread has nothing to do. */
  interactive: number
  /** The main thread's work until then and until the charts are there. */
  pageCpu: number
  /** Belfry's and its database's. */
  serverCpu: number
  requests: number
  kilobytes: number
}

/** How soon the dashboard's first screen can be used, in a real browser. */
export interface FirstScreenReport {
  name: 'first-screen'
  node: string
  browser: string
  database: 'sqlite' | 'postgres'
  rounds: number
  /** Nothing of it in the browser's cache. */
  cold: Visit
  /** As for who was here before. */
  warm: Visit
  visits: { cold: Visit[]; warm: Visit[] }
}

export interface FirstScreenSettings extends LargeStoreSettings {
  rounds: number
}

export const LONGEST_MS = 1000

const DEADLINE_MS = 30_000
// Chromium keeps compiled code after the second visit.
const VISITS_BEFORE_WARM = 3

/** Opens the overview of the large sample in Chromium, signed in, again and again. Only loopback is asked. */
export async function measureFirstScreen(settings: FirstScreenSettings): Promise<FirstScreenReport> {
  const executablePath = findBrowser('chromium')
  if (executablePath === undefined) throw new RangeError('first-screen needs Chromium')
  await using store = await openLargeStore(settings)
  const options = { url: 'https://example.com', contact: 'ops@example.com', dashboard: true, log: 'error' } as const
  await using belfry = await startBelfryProcess({ ...store.options, ...options })
  using operator = await signIn(belfry)
  // What follows the first start of a server is not the browser's: files are compressed, large counts are made.
  const browser = await puppeteer.launch({ executablePath, args: ['--no-sandbox', '--lang=en'] })
  try {
    await browser.setCookie(
      ...operator.cookies.map((cookie) => ({ ...cookie, domain: new URL(belfry.url).hostname, path: '/' })),
    )
    const cpuMicros = async () => (await belfry.usage()).cpuMicros + store.serverCpuMicros()
    const address = `${belfry.url}/dashboard/?site=${DEMO_SITE}`
    const visits: FirstScreenReport['visits'] = { cold: [], warm: [] }
    const visit = async (isCold: boolean): Promise<Visit> => {
      const before = await cpuMicros()
      const seen = await visitOnce(browser, address, isCold)
      return { ...seen, serverCpu: round2(((await cpuMicros()) - before) / 1000) }
    }
    await visit(true)
    for (let round = 0; round < settings.rounds; round += 1) visits.cold.push(await visit(true))
    for (let again = 0; again < VISITS_BEFORE_WARM; again += 1) await visit(false)
    for (let round = 0; round < settings.rounds; round += 1) visits.warm.push(await visit(false))
    return {
      name: 'first-screen',
      node: process.version,
      browser: await browser.version(),
      database: settings.database,
      rounds: settings.rounds,
      cold: medianOf(visits.cold),
      warm: medianOf(visits.warm),
      visits,
    }
  } finally {
    await browser.close()
  }
}

/** For people. */
export function firstScreenTable({ database, browser, node, rounds, cold, warm, visits }: FirstScreenReport): string {
  const row = (name: string, visit: Visit, all: readonly Visit[]) => {
    const { frame, figures, charts, interactive, pageCpu, serverCpu, requests, kilobytes } = visit
    const numbers = [frame, figures, charts, interactive, pageCpu, serverCpu, requests, kilobytes]
    const each = all.map((one) => Math.round(one.interactive)).join(' ')
    const mark = interactive > LONGEST_MS ? '!' : ' '
    return `${mark} ${name}${numbers.map((value) => value.toFixed(0).padStart(12)).join('')}   ${each}`
  }
  const heads = ['frame', 'figures', 'charts', 'interactive', 'page cpu', 'server cpu', 'requests', 'kB']
  return [
    `first-screen: ${database}, ${browser}, Node ${node}, medians of ${rounds} visits; ! is above ${LONGEST_MS}`,
    `      ${heads.map((head) => head.padStart(12)).join('')}   interactive, each; all in ms`,
    row('cold', cold, visits.cold),
    row('warm', warm, visits.warm),
  ].join('\n')
}

async function visitOnce(browser: Browser, address: string, isCold: boolean): Promise<Omit<Visit, 'serverCpu'>> {
  const page = await browser.newPage()
  try {
    page.setDefaultTimeout(DEADLINE_MS)
    await page.setViewport({ width: 1280, height: 900 })
    const session = await page.createCDPSession()
    // Of the thread and not of the clock: other work on the machine does not count.
    await session.send('Performance.enable', { timeDomain: 'threadTicks' })
    if (isCold) await session.send('Network.clearBrowserCache')
    await page.evaluateOnNewDocument(WATCH)
    await page.goto(address)
    await page.waitForFunction('watched.isOver()', { polling: 100 })
    const { metrics } = await session.send('Performance.getMetrics')
    const seconds = metrics.find(({ name }) => name === 'TaskDuration')?.value ?? 0
    const seen = (await page.evaluate('watched.seen()')) as Omit<Visit, 'serverCpu' | 'pageCpu'>
    return { ...seen, pageCpu: round2(seconds * 1000) }
  } finally {
    await page.close()
  }
}

function medianOf(visits: readonly Visit[]): Visit {
  const of = (name: keyof Visit) => median(visits.map((visit) => visit[name]))
  return {
    frame: of('frame'),
    figures: of('figures'),
    charts: of('charts'),
    interactive: of('interactive'),
    pageCpu: of('pageCpu'),
    serverCpu: of('serverCpu'),
    requests: of('requests'),
    kilobytes: of('kilobytes'),
  }
}

// Runs in the page. It can be used when the figures are painted and no task of 50 ms or more (W3C Long Tasks) has begun
// within half a second: then at the end of the last one.
const WATCH = `
const watched = (() => {
  const QUIET = 500
  const at = {}
  const tasks = []
  const painted = (name) => {
    at[name] ??= 0
    requestAnimationFrame(() => {
      const { port1, port2 } = new MessageChannel()
      port1.onmessage = () => (at[name] ||= performance.now())
      port2.postMessage(0)
    })
  }
  const look = () => {
    if (at.frame === undefined && document.querySelector('nav a') !== null) painted('frame')
    const values = [...document.querySelectorAll('main dl:first-of-type dt + dd')]
    const hasFigures = values.length > 0 && values.every(({ textContent }) => textContent !== '')
    if (at.figures === undefined && hasFigures) painted('figures')
    const drawn = document.querySelectorAll('main figure .recharts-surface path').length
    if (at.charts === undefined && document.querySelectorAll('main figure').length >= 2 && drawn > 0) painted('charts')
  }
  new MutationObserver(look).observe(document, { childList: true, subtree: true, characterData: true })
  new PerformanceObserver((list) => tasks.push(...list.getEntries())).observe({ type: 'longtask', buffered: true })
  const interactive = () => {
    let end = at.figures
    for (const { startTime, duration } of tasks) {
      if (startTime + duration > end && startTime < end + QUIET) end = startTime + duration
    }
    return end
  }
  return {
    isOver: () => at.figures > 0 && at.charts > 0 && performance.now() > Math.max(interactive(), at.charts) + 2 * QUIET,
    seen() {
      const files = performance.getEntriesByType('resource')
      const bytes = files.reduce((sum, { transferSize }) => sum + transferSize, 0)
      return { ...at, interactive: interactive(), requests: files.length, kilobytes: bytes / 1024 }
    },
  }
})()`

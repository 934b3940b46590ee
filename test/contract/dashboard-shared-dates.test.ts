// A link to the figures of some days, made and looked at in real Chromium.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { findBrowser } from '../../setup/browsers.ts'
import { whyNoDashboard } from './dashboard-stage.ts'
import { visitDashboard } from './dashboard-visit.ts'

const executablePath = findBrowser('chromium')
const skip = whyNoDashboard || (executablePath === undefined && 'chromium is not on this machine')

test('a shared link shows its days alone, and says which', { skip, timeout: 120_000 }, async () => {
  await using visit = await visitDashboard(executablePath ?? '')
  const { page } = visit
  await page.press('Share …')
  await page.write({ who: 'The board' })
  // As a date field of this browser is typed, whatever its language.
  for (const [name, date] of [
    ['from', '2026-01-01'],
    ['to', '2026-03-31'],
  ]) {
    await page.page.$eval(
      `[role=dialog] [name=${name}]`,
      (field: { value: string }, value: string) => void (field.value = value),
      date as string,
    )
  }
  await page.look('share')
  await page.press('Make the link')
  await page.page.waitForSelector('[role=dialog] pre')
  const link = String(await page.page.$eval('[role=dialog] pre', ({ textContent }) => textContent))
  const { pathname, search, hash } = new URL(link)
  const guest = await visit.stranger()
  const refused: string[] = []
  guest.page.on('response', (response) => {
    if (response.status() >= 400) refused.push(`${response.status()} ${response.url()}`)
  })
  await guest.open(`${pathname.replace('/dashboard/', '')}${search}${hash}`)
  await guest.says('It shows the days from 2026-01-01 to 2026-03-31.')
  const shown = () => guest.page.evaluate('location.search') as Promise<string>
  assert.match(await shown(), /from=2026-03-02&to=2026-03-31/)
  await guest.look('shared-dates')
  await guest.page.select('[aria-label="Period"]', '7d')
  await guest.page.waitForFunction(`!location.search.includes('period=7d')`)
  assert.match(await shown(), /from=2026-03-02&to=2026-03-31/, 'the last days of the link, in place of the last week')
  assert.deepEqual(refused, [])
  assert.deepEqual(visit.complaints, [])
})

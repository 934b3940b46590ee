import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import type { Page } from 'puppeteer-core'

const source = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

/** How axe is asked: it does not describe each element in which it has found nothing, which takes most of its time. */
export const VIOLATIONS = { resultTypes: ['violations'] } as const

/** Puts axe-core into a page that has not got it, around its policy, which forbids scripts that are no files of its site. */
export async function loadAxe(page: Page): Promise<void> {
  if (await page.evaluate('window.axe === undefined')) await page.evaluate(source)
}

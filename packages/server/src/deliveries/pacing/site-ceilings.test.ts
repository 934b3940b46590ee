import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createSiteCeilings } from './site-ceilings.ts'

const perMinute = (perSecond: number) => Math.round(perSecond * 60)

test('the lower one counts, of a site and of every site, and a change reaches ceilings in use', () => {
  const ceilings = createSiteCeilings(600)
  const [shop, blog] = [ceilings.of('shop'), ceilings.of('blog')]
  assert.deepEqual([perMinute(shop.perSecond), perMinute(blog.perSecond)], [590, 590])
  ceilings.set({ shop: 60, blog: 6000, later: 120 })
  assert.deepEqual([perMinute(shop.perSecond), perMinute(blog.perSecond)], [59, 590])
  assert.equal(perMinute(ceilings.of('later').perSecond), 118)
  ceilings.set({})
  assert.equal(perMinute(shop.perSecond), 590)
  assert.equal(ceilings.of('shop'), shop)
})

test('without any there is no bound', () => {
  assert.equal(createSiteCeilings().of('shop').perSecond, Infinity)
})

test('each message for a site that has a ceiling is told', () => {
  const told: string[] = []
  const ceilings = createSiteCeilings(undefined, (siteId) => told.push(siteId))
  ceilings.set({ shop: 60 })
  for (const site of ['shop', 'blog', 'shop']) ceilings.of(site).count(0)
  assert.deepEqual(told, ['shop', 'shop'])
  assert.ok(ceilings.of('shop').wait(0) > 0)
})

import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { setTimeout as delay } from 'node:timers/promises'
import { onEachBelfry } from '../support/belfry/each-belfry.ts'
import { SITE_URL } from '../support/belfry/temporary-belfry.ts'

const FIREFOX = 'Mozilla/5.0 (X11; Linux x86_64; rv:159.0) Gecko/20100101 Firefox/159.0'

await onEachBelfry('the funnel of asking', (on, open) => {
  describe(on, { timeout: 60_000 }, () => {
    test('counts steps by topic, browser and prompt, and bounds what a page may invent', async () => {
      await using place = await open({ topics: { news: { name: 'News' } } })
      const headers = { origin: SITE_URL, 'sec-fetch-site': 'same-origin', 'user-agent': FIREFOX }
      const tell = (body: object) => place.ask('POST', '/b/default/funnel', body, headers)
      for (const step of ['shown', 'shown', 'soft-yes', 'native-yes']) {
        assert.equal((await tell({ step, topic: 'news', prompt: 'after-order' })).status, 202)
      }
      await tell({ step: 'shown', topic: 'unheard-of' })
      for (let n = 0; n < 30; n += 1) await tell({ step: 'left', prompt: `made-up-${n}` })
      for (const body of [{}, { step: 'guessed' }, { step: 'left', prompt: 'A b' }, { step: 'left', who: 'me' }]) {
        assert.equal((await tell(body)).status, 400)
      }
      const read = async (query = '') => (await place.ask('GET', `/v1/stats/funnel${query}`)).body
      let found = await read()
      while (found.total.left < 30) {
        await delay(20)
        found = await read()
      }
      assert.deepEqual(found.total, {
        shown: 3,
        'soft-yes': 1,
        'soft-no': 0,
        'native-yes': 1,
        'native-no': 0,
        left: 30,
      })
      const [news] = (await read('?topic=news')).funnel
      assert.deepEqual([news.topic, news.browser, news.prompt, news.steps.shown], ['news', 'firefox', 'after-order', 2])
      const prompts = new Set(found.funnel.map(({ prompt }: { prompt: string | null }) => prompt))
      assert.equal(prompts.size, 22, 'twenty names, "other", and none')
      assert.equal((await read('?prompt=after-order')).total.left, 0)
      assert.equal((await place.ask('GET', '/v1/stats/funnel?days=0')).status, 400)
    })
  })
})

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { readUserAgent } from './read-user-agent.ts'

const CHROME = 'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36'
const IPHONE =
  'Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) ' +
  'Version/18.5 Mobile/15E148 Safari/604.1'

test('a session says in which browser it began', () => {
  const read = (text: string | null) => {
    const { name, version, os } = readUserAgent(text)
    return [name, version, os].join(' ')
  }
  assert.equal(read(CHROME), 'Chrome 140 Linux')
  assert.equal(read(`${CHROME} Edg/140.0.0.0`), 'Edge 140 Linux')
  assert.equal(read(IPHONE), 'Safari 18 iPhone')
  assert.equal(read('Mozilla/5.0 (Windows NT 10.0; rv:153.0) Gecko/20100101 Firefox/153.0'), 'Firefox 153 Windows')
  assert.deepEqual(readUserAgent('curl/8'), { name: null, version: null, os: null, mobile: false })
  assert.deepEqual(readUserAgent(null), { name: null, version: null, os: null, mobile: false })
})

import assert from 'node:assert/strict'
import { test } from 'node:test'
import * as fc from 'fast-check'
import { appearOnAll, type ShownContent } from './appear-on.ts'
import { fitText } from './fit-text.ts'
import { PLATFORMS } from './platforms.ts'

const graphemes = (text: string) => [...new Intl.Segmenter().segment(text)].length
const family = '👨‍👩‍👧‍👦'

const full: ShownContent = {
  title: 'Ada:',
  body: 'The form does not accept my address, although it is the right one; I have tried it three times now.',
  navigate: 'https://example.com/admin/feedback/42',
  icon: 'https://example.com/icon.png',
  image: 'https://example.com/picture.jpg',
  badge: 'https://example.com/badge.png',
  actions: [{ title: 'Reply' }, { title: 'Later' }, { title: 'Never' }],
  requireInteraction: true,
}

function on(platform: (typeof PLATFORMS)[number], content: ShownContent = full) {
  const found = appearOnAll(content).find((appearance) => appearance.platform === platform)
  assert.ok(found)
  return found
}

const droppedOn = (platform: (typeof PLATFORMS)[number]) => on(platform).dropped.map(({ field }) => field)

test('each system leaves out what it does not know, and says why', () => {
  assert.deepEqual(droppedOn('windows'), ['badge', 'actions'], 'the third action')
  assert.deepEqual(droppedOn('macos'), ['icon', 'image', 'badge', 'actions', 'requireInteraction'])
  assert.deepEqual(droppedOn('ios'), ['icon', 'image', 'badge', 'actions', 'requireInteraction'])
  assert.deepEqual(droppedOn('android'), ['actions'])
  assert.deepEqual(droppedOn('linux'), ['image', 'badge', 'requireInteraction', 'actions'])
  for (const { dropped } of appearOnAll(full)) for (const { why } of dropped) assert.match(why, /\.$/)
  assert.deepEqual(
    appearOnAll({ title: 'A', navigate: 'https://example.com/' }).flatMap(({ dropped }) => dropped),
    [],
    'nothing is left out that was not there',
  )
})

test('two actions are shown where there are any, and none in Safari', () => {
  assert.deepEqual(on('windows').actions, ['Reply', 'Later'])
  assert.deepEqual(on('macos').actions, [])
})

test('a body is whole on Windows, cut in one line on Android, and whole there once it is opened', () => {
  assert.equal(on('windows').body?.isCut, false)
  const android = on('android')
  assert.equal(android.body?.isCut, true)
  assert.match(android.body.text, /…$/)
  assert.equal(android.openedBody, full.body)
  assert.deepEqual(android.onOpening, ['body', 'image', 'actions'])
})

test('the site is named by its host, and a notification without a body has none', () => {
  const { from, body } = on('windows', { title: 'A', navigate: 'https://example.com:8443/x' })
  assert.deepEqual([from, body], ['example.com:8443', null])
})

test('a new line takes the rest of its line, and is a space where there is one line', () => {
  assert.deepEqual(fitText('a\nb\nc', { lines: 2, letters: 10 }), { text: 'a\nb…', isCut: true })
  assert.deepEqual(fitText('a\nb\n', { lines: 2, letters: 10 }), { text: 'a\nb', isCut: false })
  assert.deepEqual(fitText('a \n b…', { lines: 1, letters: 10 }), { text: 'a b…', isCut: false })
})

test('a wide grapheme takes the room of two letters, and none is cut in the middle', () => {
  assert.equal(fitText('漢字漢字', { lines: 1, letters: 8 }).text, '漢字漢字')
  assert.equal(fitText('漢字漢字漢', { lines: 1, letters: 8 }).text, '漢字漢…')
  assert.equal(fitText(family.repeat(3), { lines: 1, letters: 5 }).text, `${family.repeat(2)}…`)
})

test('for any text, what is shown fits and begins like the text', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: 'grapheme', maxLength: 80 }),
      fc.integer({ min: 1, max: 5 }),
      fc.integer({ min: 2, max: 40 }),
      (text, lines, letters) => {
        const { text: shown, isCut } = fitText(text, { lines, letters })
        assert.ok(graphemes(shown) <= lines * letters, shown)
        assert.equal(
          isCut,
          shown !== (lines === 1 ? text.replaceAll(/\s*[\r\n\u2028\u2029]\s*/g, ' ') : text).trimEnd(),
        )
        if (lines > 1 && isCut) assert.ok(shown.endsWith('…') && text.startsWith(shown.slice(0, -1)))
      },
    ),
  )
})

test('no content at all makes it throw, on any system', () => {
  const text = fc.string({ unit: 'binary', maxLength: 60 })
  const content = fc.record(
    {
      title: text,
      body: text,
      navigate: fc.oneof(text, fc.webUrl()),
      icon: text,
      image: text,
      badge: text,
      actions: fc.array(fc.record({ title: text }), { maxLength: 5 }),
      requireInteraction: fc.boolean(),
    },
    { requiredKeys: ['title', 'navigate'] },
  )
  fc.assert(
    fc.property(content, (given) => {
      const appearances = appearOnAll(given)
      assert.deepEqual(
        appearances.map(({ platform }) => platform),
        [...PLATFORMS],
      )
      for (const { title, body, actions } of appearances) {
        assert.ok(actions.length <= 2)
        for (const shown of [title, body]) if (shown?.isCut) assert.ok(shown.text.endsWith('…'))
      }
    }),
  )
})

import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { replyLink } from './reply-link.ts'

const mail = { to: 'ada@example.org', subject: 'Your feedback', intro: 'Ada wrote:', message: 'One\nTwo' }

function read(link: string): { to: string; subject: string | null; body: string | null } {
  const { protocol, pathname, searchParams } = new URL(link)
  assert.equal(protocol, 'mailto:')
  return {
    to: decodeURIComponent(pathname),
    subject: searchParams.get('subject'),
    body: searchParams.get('body'),
  }
}

test('a reply goes to the writer, with a subject and their message, below the place for the answer', () => {
  assert.deepEqual(read(replyLink(mail)), {
    to: 'ada@example.org',
    subject: 'Re: Your feedback',
    body: '\r\n\r\nAda wrote:\r\n> One\r\n> Two',
  })
})

test('an address or a message cannot add anything to the mail', () => {
  const link = replyLink({ ...mail, to: 'ada?bcc=eve@example.org&x', message: '&cc=eve@example.org' })
  assert.deepEqual([...new URL(link).searchParams.keys()], ['subject', 'body'])
})

test('the link for any message is short enough for mail programs, and quotes a part of it', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 5000 }), (message) => {
      const link = replyLink({ ...mail, message })
      assert.ok(link.length <= 1820, String(link.length))
      assert.equal(read(link).to, mail.to)
    }),
  )
  const family = '👩‍👩‍👧‍👦'
  const { body } = read(replyLink({ ...mail, message: family.repeat(300) }))
  assert.match(body ?? '', new RegExp(`> (${family})+ …$`, 'u'))
})

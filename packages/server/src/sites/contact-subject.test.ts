import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { contactSubject } from './contact-subject.ts'

describe('contactSubject', () => {
  const cases: [string, { contact: string | null; url: string | null }, string][] = [
    ['is the contact', { contact: 'mailto:ops@example.com', url: 'https://example.com/' }, 'mailto:ops@example.com'],
    [
      'is the address of the site when there is no contact',
      { contact: null, url: 'https://example.com/shop' },
      'https://example.com',
    ],
    [
      'is never localhost, which Apple refuses',
      { contact: null, url: 'http://localhost:8030/' },
      'mailto:contact-not-set@example.com',
    ],
    ['is never missing', { contact: null, url: null }, 'mailto:contact-not-set@example.com'],
  ]
  for (const [sentence, site, expected] of cases) {
    test(sentence, () => assert.equal(contactSubject(site), expected))
  }
})

import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { readMarkup } from './read-html.ts'

test('finds policies, the manifest and the base, however they are written', () => {
  const markup = readMarkup(`<!doctype html><!-- <link rel=manifest href=/commented> -->
    <META content="script-src &#39;self&#39;; connect-src https://a.example?a=1&amp;b=2"
      http-equiv='Content-Security-Policy'>
    <meta name="csp" content="no policy"><base href=/app/><base href="/second/">
    <link rel="preload manifest" href='site.webmanifest'><link rel=manifest href=/second>`)
  assert.deepEqual(markup, {
    policies: ["script-src 'self'; connect-src https://a.example?a=1&b=2"],
    base: '/app/',
    manifest: 'site.webmanifest',
  })
})

test('reads any text', () => {
  const parts = fc.constantFrom('<meta ', '<link', ' rel=manifest', '"', "'", '>', 'content=', '<!--', '&#39;', ' ')
  fc.assert(fc.property(fc.array(fc.oneof(parts, fc.string())), (pieces) => !!readMarkup(pieces.join('')).policies))
})

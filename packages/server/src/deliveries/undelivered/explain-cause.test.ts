import assert from 'node:assert/strict'
import { test } from 'node:test'
import { explainCause } from './explain-cause.ts'

const EXPLAINED: [outcome: string, reason: string, help: RegExp][] = [
  ['unreachable', 'dns ENOTFOUND', /name server/],
  ['unreachable', 'tls SELF_SIGNED_CERT_IN_CHAIN', /BELFRY_PUSH_CA/],
  ['unreachable', 'tls UNABLE_TO_VERIFY_LEAF_SIGNATURE', /BELFRY_PUSH_CA/],
  ['unreachable', 'tls UNABLE_TO_GET_ISSUER_CERT_LOCALLY', /BELFRY_PUSH_CA/],
  ['unreachable', 'tls DEPTH_ZERO_SELF_SIGNED_CERT', /BELFRY_PUSH_CA/],
  ['unreachable', 'tls CERT_HAS_EXPIRED', /clock/],
  ['unreachable', 'tls ERR_TLS_CERT_ALTNAME_INVALID', /BELFRY_PUSH_RESOLVE/],
  ['unreachable', 'tls ERR_SSL_WRONG_VERSION_NUMBER', /openssl s_client/],
  ['unreachable', 'tls', /openssl s_client/],
  ['unreachable', 'connect ECONNREFUSED', /firewall/],
  ['unreachable', 'connect ENETUNREACH', /routes/],
  ['unreachable', 'timeout connect', /firewall/],
  ['unreachable', 'proxy http-407', /user:password/],
  ['unreachable', 'proxy http-403', /allow CONNECT/],
  ['unreachable', 'proxy http-502', /log of the proxy/],
  ['unreachable', 'proxy SELF_SIGNED_CERT_IN_CHAIN', /BELFRY_PUSH_CA/],
  ['unreachable', 'proxy ECONNREFUSED', /HTTPS_PROXY/],
  ['unreachable', 'proxy timeout', /HTTPS_PROXY/],
  ['unreachable', 'timeout answer', /tries again/],
  ['unreachable', 'reset', /tries again/],
  ['unreachable', 'protocol', /Something else answers/],
  ['rejected', 'blocked', /BELFRY_PUSH_ALLOW/],
  ['rejected', 'endpoint-not-allowed', /BELFRY_PUSH_ALLOW/],
  ['rejected', 'p256dh-not-on-curve', /next visit/],
  ['rejected', 'http-403 BadJwtToken', /BELFRY_CONTACT/],
  ['rejected', 'http-403 BadJwtToken clock-ahead', /NTP/],
  ['rejected', 'http-401 errno-109 clock-behind', /NTP/],
  ['rejected', 'http-400', /report/],
  ['key-mismatch', 'http-400 VapidPkHashMismatch', /former key/],
  ['retry-later', 'vapid-key-missing', /secrets\.json/],
  ['too-large', 'http-413', /2800/],
  ['throttled', 'http-429', /BELFRY_MAX_PER_MINUTE/],
  ['expired', 'expired', /longer ttl/],
  // A delivery that was tried in vain until it expired keeps its cause.
  ['expired', 'tls CERT_HAS_EXPIRED', /clock/],
  ['expired', 'http-503', /tries again/],
  ['expired', 'http-429', /BELFRY_MAX_PER_MINUTE/],
]

for (const [outcome, reason, help] of EXPLAINED) {
  test(`${outcome} for ${reason} says what to do`, () => assert.match(explainCause({ outcome, reason }).help, help))
}

test('an unknown cause is explained too', () => {
  for (const outcome of ['expired', 'new']) assert.match(explainCause({ outcome, reason: 'new' }).help, /log/)
})

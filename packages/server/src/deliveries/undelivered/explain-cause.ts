/** Why a message did not arrive, in few words, and the remedy. */
export interface Explanation {
  summary: string
  help: string
}

interface Row extends Explanation {
  when: RegExp
}

const SET_THE_CLOCK =
  'Let the clock follow NTP (timedatectl set-ntp true; in a virtual machine, of its host too). belfry ' +
  'doctor --network says by how much it is off.'

// Of `outcome reason`. The first that matches counts, so the narrow ones come first.
const ROWS: readonly Row[] = [
  // On the way to the push service
  {
    when: /^unreachable dns/,
    summary: 'the name of the push service does not resolve',
    help:
      'See that a name server of this machine knows it (getent hosts NAME). Where only a proxy leads out, set ' +
      'HTTPS_PROXY; a host of your own can be placed with BELFRY_PUSH_RESOLVE (option push.resolve).',
  },
  {
    when: /^unreachable tls (CERT_HAS_EXPIRED|CERT_NOT_YET_VALID)/,
    summary: "the push service's certificate is not valid at this time",
    help:
      "Compare this machine's clock first (date -u). If it is right, " +
      'the push service has to renew its certificate.',
  },
  {
    when: /^unreachable tls (ERR_TLS_CERT_ALTNAME_INVALID|HOSTNAME_MISMATCH)/,
    summary: "the push service's certificate is for another name",
    help: 'Something else answers at its address: look at DNS, at BELFRY_PUSH_RESOLVE and at what is on the way.',
  },
  {
    when: /^unreachable tls [A-Z_]*(CERT|SIGNATURE|ISSUER|CA)[A-Z_]*$/,
    summary: "the push service's certificate is by an authority that Belfry does not know",
    help:
      'Give the PEM file of that authority with BELFRY_PUSH_CA (option push.ca). Where a firewall ' +
      "opens TLS, it is the firewall's authority.",
  },
  {
    when: /^unreachable tls/,
    summary: 'the push service does not complete the TLS handshake',
    help: 'Try openssl s_client -connect HOST:443. What is on the way must let TLS 1.2 or 1.3 through untouched.',
  },
  {
    when: /^unreachable connect (ECONNREFUSED)/,
    summary: 'connections to the push service are refused',
    help:
      'Let this machine reach port 443 of the push services ' +
      '(firewall); a push service of your own must be running.',
  },
  {
    when: /^unreachable connect/,
    summary: 'there is no way to the push service',
    help: 'Let this machine reach port 443 of the push services: look at its routes, its IPv6 and its firewall.',
  },
  {
    when: /^unreachable proxy http-407/,
    summary: 'the proxy asks for a user and a password, or for others',
    help:
      'Give them in its URL: BELFRY_PUSH_PROXY=http://user:password@host:port (option push.proxy), special ' +
      'characters as %40 …. Only Basic is spoken: for NTLM or Kerberos put a proxy such as cntlm in between.',
  },
  {
    when: /^unreachable proxy http-40[0-9]/,
    summary: 'the proxy does not allow the way to the push service',
    help: 'Let the proxy allow CONNECT to port 443 of the push services; belfry doctor names them.',
  },
  {
    when: /^unreachable proxy http-5/,
    summary: 'the proxy does not reach the push service',
    help:
      'See what the log of the proxy says: its name servers and its ' +
      'firewall count here, not those of this machine.',
  },
  {
    when: /^unreachable proxy [A-Z_]*(CERT|SIGNATURE|ISSUER|CA|ALTNAME)[A-Z_]*$/,
    summary: "the proxy's certificate is not accepted",
    help: 'Give the PEM file of its authority with BELFRY_PUSH_CA (option push.ca), or reach it by http://.',
  },
  {
    when: /^unreachable proxy/,
    summary: 'the proxy cannot be reached, or is no HTTP proxy',
    help:
      'Look at BELFRY_PUSH_PROXY or HTTPS_PROXY (option push.proxy), and that the proxy runs. Where none is needed: ' +
      'BELFRY_PUSH_PROXY=direct, or name the hosts in NO_PROXY.',
  },
  {
    when: /^unreachable timeout (dns|connect|tls|settings)/,
    summary: 'the push service cannot be connected to in time',
    help:
      'A firewall that drops packets looks like this: let this machine reach port 443 of the push services, or set ' +
      'HTTPS_PROXY where only a proxy leads out.',
  },
  {
    when: /^unreachable timeout/,
    summary: 'the push service does not answer in time',
    help: "Belfry tries again until the message's ttl is over. If it goes on, look at what is on the way.",
  },
  {
    when: /^unreachable reset/,
    summary: 'the push service closes the connection before it answers',
    help: "Belfry tries again until the message's ttl is over. If it goes on, look at what is on the way.",
  },
  {
    when: /^unreachable protocol/,
    summary: 'what answers does not speak HTTP as a push service does',
    help: 'Something else answers at its address: look at DNS, at BELFRY_PUSH_RESOLVE and at what is on the way.',
  },

  // Never contacted
  {
    when: /^rejected (blocked|endpoint-private-address)/,
    summary: 'the push service is at a private address',
    help:
      'If it is yours, allow it by its exact host and port with BELFRY_PUSH_ALLOW (option push.allow). A public push ' +
      'service has no private address: then look at DNS.',
  },
  {
    when: /^rejected endpoint-not-allowed/,
    summary: 'the push service is not on the allow-list',
    help:
      'If these browsers are to be reached, allow its exact host and ' +
      'port with BELFRY_PUSH_ALLOW (option push.allow).',
  },
  {
    when: /^rejected (endpoint-|p256dh-|auth-|build-failed)/,
    summary: 'subscriptions are damaged in the database',
    help: 'Nothing can be sent to them. Their browsers put that right at the next visit.',
  },
  {
    when: / vapid-keys?-/,
    summary: 'a VAPID private key is missing or cannot sign',
    help:
      'Put back the secrets.json, or the BELFRY_VAPID_PRIVATE_KEY, that these subscriptions ' +
      'were made with; belfry doctor says more.',
  },

  // Said by the push service
  {
    when: /^key-mismatch/,
    summary: 'the subscriptions were made with another VAPID key',
    help:
      'Put the former key back if it was lost. Otherwise each of these browsers subscribes anew at its ' +
      'next visit, and gets nothing until then.',
  },
  {
    when: /^rejected .* clock-ahead$/,
    summary: "this machine's clock is ahead, and the push service refuses what it signs",
    help: SET_THE_CLOCK,
  },
  {
    when: /^rejected .* clock-behind$/,
    summary: "this machine's clock is behind, and the push service refuses what it signs",
    help: SET_THE_CLOCK,
  },
  {
    when: /^rejected http-40[13]/,
    summary: 'the push service does not accept how Belfry signs',
    help:
      'Set BELFRY_CONTACT to an address with a real domain: some push services refuse others. The clock agrees with ' +
      'theirs, unless they do not say what time it is: compare it (date -u).',
  },
  {
    when: /^too-large/,
    summary: 'the message is too large for the push service',
    help: 'Shorten its text, or leave out an icon, an image or an action: Firefox for Android takes about 2800 bytes.',
  },
  {
    when: /^rejected/,
    summary: 'the push service refuses the request',
    help: 'Look the reason up in the documentation of the push service. It may be a defect of Belfry: report it then.',
  },
  {
    when: /^throttled/,
    summary: 'the push service takes no more at present',
    help: 'Send less, or set BELFRY_MAX_PER_MINUTE: see "How fast it sends" in the guide to operations.',
  },
  {
    when: /^retry-later/,
    summary: 'the push service has trouble of its own',
    help: "Belfry tries again until the message's ttl is over.",
  },
  {
    when: /^expired (paused|quiet-hours|(own-)?cap-(day|week)|not-relevant|no-reaction|digest)$/,
    summary: "the message's ttl was over before its subscriber wanted messages again",
    help: 'Give it a longer ttl if it is still of use later; a topic marked transactional waits for no quiet hours.',
  },
  {
    when: /^expired expired/,
    summary: "the message's ttl was over before it could be sent",
    help: 'Give it a longer ttl; if it waited in line, see "How fast it sends" in the guide to operations.',
  },
]

const UNKNOWN: Explanation = {
  summary: 'deliveries fail for an unknown reason',
  help: 'See the log of the server.',
}

/**
 * Explains the reason of an outcome that keeps a message from somebody. Pure.
 *
 * @example
 * explainCause({ outcome: 'unreachable', reason: 'dns ENOTFOUND' }).help // 'See that a name server …'
 */
export function explainCause({ outcome, reason }: { outcome: string; reason: string }): Explanation {
  const { summary, help } = find(`${outcome} ${reason}`) ?? ofLastAttempt(outcome, reason) ?? UNKNOWN
  return { summary, help }
}

function find(text: string): Row | undefined {
  return ROWS.find(({ when }) => when.test(text))
}

// An expired delivery keeps the reason of the last attempt; only its outcome is lost.
function ofLastAttempt(outcome: string, reason: string): Row | undefined {
  if (outcome !== 'expired') return undefined
  const before = reason.startsWith('http-5') ? 'retry-later' : 'throttled'
  return find(`unreachable ${reason}`) ?? (/^(http|wns)-/.test(reason) ? find(`${before} ${reason}`) : undefined)
}

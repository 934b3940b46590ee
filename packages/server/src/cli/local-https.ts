import type { RequestListener, Server } from 'node:http'
import { Server as SecureServer } from 'node:https'
import { resolve } from 'node:path'
import type { ServerConfig } from '../config/environment.ts'
import { localCertificates, type LocalCertificates } from '../local-https/local-certificates.ts'
import { localNames } from '../local-https/local-names.ts'
import { addressOf } from './listen.ts'

/** `belfry serve --https`: the certificates, where a browser gets them, and what a person is told. */
export interface LocalHttps {
  certificates: LocalCertificates
  /** Answers for the authority's certificate, before the server does. */
  around(answer: RequestListener): RequestListener
  /** Takes up a new certificate before the old one ends. */
  renewing(server: Server): Disposable
  /** The address on this machine. */
  here(port: number): string
  /** The site's address, where none is set: the one that a phone can reach, if any can. */
  siteUrl(port: number): string
  explain(port: number): string
}

const CA_PATH = '/belfry-ca.crt'
const DAY_MS = 86_400_000

export function openLocalHttps({ host, options }: ServerConfig): LocalHttps {
  const siteName = options.url !== undefined && URL.canParse(options.url) ? [new URL(options.url).hostname] : []
  const isOpen = /^(0\.0\.0\.0|::)$/.test(host)
  const names = localNames([...siteName, ...(isOpen || host === '' ? [] : [host])])
  const make = () =>
    localCertificates({ folder: resolve(options.data ?? 'data'), names: names.all, now: options.now ?? Date.now })
  const certificates = make()
  const outside = (port: number) => (isOpen ? names.lan.map((address) => addressOf('https', address, port)) : [])
  const here = (port: number) => addressOf('https', isOpen ? 'localhost' : host, port)

  return {
    certificates,
    here,
    around: (answer) => (request, response) => {
      if (request.url !== CA_PATH) return answer(request, response)
      const headers = {
        'content-type': 'application/x-x509-ca-cert',
        'content-disposition': 'attachment; filename="belfry-ca.crt"',
      }
      response.writeHead(200, headers).end(certificates.ca)
    },
    renewing(server) {
      const timer = setInterval(() => {
        if (server instanceof SecureServer) server.setSecureContext(make())
      }, DAY_MS)
      timer.unref()
      return { [Symbol.dispose]: () => clearInterval(timer) }
    },
    siteUrl: (port) => outside(port)[0] ?? addressOf('https', 'localhost', port),
    explain: (port) => explain(certificates, { here: here(port), outside: outside(port), isOpen }),
  }
}

function explain(
  { caFile, fingerprint, isNew }: LocalCertificates,
  { here, outside, isOpen }: { here: string; outside: readonly string[]; isOpen: boolean },
): string {
  const [phone] = outside
  const lan = isOpen ? (phone ?? 'this machine has no address in a local network') : 'only with --host 0.0.0.0'
  return `
Browsers trust it once they trust ${isNew ? 'its authority, which was made now' : 'its authority'}:

  A phone    ${lan}
  Its file   ${caFile}
  Or from    ${phone ?? here}${CA_PATH}
  SHA-256    ${fingerprint}

  Linux      certutil -d sql:$HOME/.pki/nssdb -A -t C,, -n belfry -i ${caFile}
  macOS      security add-trusted-cert -k ~/Library/Keychains/login.keychain-db ${caFile}
  Windows    certutil -addstore -user Root ${caFile}
  Android    open it; Settings, Security, Install a certificate, CA certificate
  iPhone     open it; Settings, Profile Downloaded; then General, About, Certificate Trust Settings

It can vouch for this machine and its network only, and for nothing on the internet. Take it away when you are done.
`
}

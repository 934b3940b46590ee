import { hostname, networkInterfaces } from 'node:os'
import { isIP } from 'node:net'

/** By which names and addresses this machine is found: by itself, and by a phone in the same network. */
export interface LocalNames {
  /** For the certificate. */
  all: string[]
  /** Addresses in the local network, the likeliest first. */
  lan: string[]
}

export function localNames(more: readonly string[] = []): LocalNames {
  const interfaces = Object.values(networkInterfaces()).flatMap((list) => list ?? [])
  const lan = interfaces
    .filter(({ internal, family }) => !internal && family === 'IPv4')
    .map(({ address }) => address)
    .filter((address) => /^(10|192\.168|172\.(1[6-9]|2\d|3[01])|169\.254)\./.test(address))
  const own = hostname()
    .toLowerCase()
    .replace(/\.local$/, '')
  const named = /^[a-z0-9-]+$/.test(own) ? [`${own}.local`] : []
  const given = more.filter((name) => isIP(name) !== 0 || /^[a-z0-9.-]+$/.test(name))
  return { all: [...new Set(['localhost', '127.0.0.1', '::1', ...named, ...lan, ...given])], lan }
}

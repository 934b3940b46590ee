import { apple } from './apple.ts'
import { fcm } from './fcm.ts'
import { mozilla } from './mozilla.ts'
import type { Profile, ProfileName } from './profile.ts'
import { wns } from './wns.ts'

export const profiles: Readonly<Record<ProfileName, Profile>> = { mozilla, fcm, apple, wns }

/** bytes that one of them takes */
export const longestBody = Math.max(...Object.values(profiles).map(({ maxBodyBytes }) => maxBodyBytes))

/** The service of an address, by its host, or on loopback by its path. */
export function profileOf(hostname: string, pathname: string): Profile {
  if (hostname.endsWith('.google.com') || hostname.endsWith('.googleapis.com')) return fcm
  if (hostname.endsWith('.push.apple.com')) return apple
  if (hostname.endsWith('.notify.windows.com')) return wns
  if (hostname.endsWith('.mozilla.com')) return mozilla
  if (pathname.startsWith('/fcm/') || pathname.startsWith('/wp/')) return fcm
  if (pathname.startsWith('/w/')) return wns
  if (/^\/Q[\w-]+$/.test(pathname)) return apple
  return mozilla
}

/** The secret part of an endpoint, by which its subscription is found; undefined: none there. */
export function tokenOf(profile: Profile, url: URL): string | undefined {
  const { pathname, searchParams } = url
  switch (profile.name) {
    case 'mozilla':
      return /^\/wpush\/v[12]\/([^/]+)$/.exec(pathname)?.[1]
    case 'fcm': {
      const token = /^\/(?:fcm\/send|wp|preprod\/wp|gcm\/send)\/([^/]+)$/.exec(pathname)?.[1]
      return token?.replaceAll(/%3a/gi, ':')
    }
    case 'apple':
      return /^\/([^/]+)$/.exec(pathname)?.[1]
    case 'wns':
      return pathname === '/w/' ? (searchParams.get('token') ?? undefined) : undefined
  }
}

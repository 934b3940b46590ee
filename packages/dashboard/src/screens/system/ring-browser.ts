import { answer, belfry, server } from '../../api/belfry.ts'

/** The part of client.js that is used here. */
interface PageClient {
  subscribe(): Promise<{ status: string }>
  unsubscribe(): Promise<{ status: string }>
  sync(): Promise<{ status: string }>
}

const SITE = 'belfry-alarms'
const BASE = `${server}/b/${SITE}`

/** Whether this browser can be told of anything: on https and localhost. */
export function canRing(): boolean {
  return isSecureContext && 'Notification' in window && 'serviceWorker' in navigator && 'PushManager' in window
}

/** Whether it is; then what the server knows of it is made current. */
export async function isRinging(): Promise<boolean> {
  const registration = await navigator.serviceWorker.getRegistration(`${BASE}/`)
  if (registration?.scope !== `${BASE}/` || !(await registration.pushManager.getSubscription())) return false
  const client = await connect()
  return (await client.sync()).status === 'subscribed'
}

/** Call it in the handler of a click: browsers ask only then. */
export async function startRinging(): Promise<'started' | 'denied' | 'failed'> {
  const permission = await Notification.requestPermission()
  if (permission !== 'granted') return 'denied'
  const client = await connect()
  return (await client.subscribe()).status === 'subscribed' ? 'started' : 'failed'
}

export async function stopRinging(): Promise<void> {
  const client = await connect()
  await client.unsubscribe()
}

async function connect(): Promise<PageClient> {
  const { site, topic, identity } = await answer(belfry.POST('/v1/alarms/browsers'))
  const { createClient } = (await import(/* @vite-ignore */ `${BASE}/client.js`)) as {
    createClient: (options: { site: string; base: string; identity: string; topics: string[] }) => PageClient
  }
  return createClient({ site, base: BASE, identity, topics: [topic] })
}

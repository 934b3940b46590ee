import { randomBytes } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { createServer } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { certificateNames, loadCertificates } from './certificates/certificates.ts'
import { handleControl } from './control/control-server.ts'
import { startEndpointServer } from './endpoint/endpoint-server.ts'
import { listen } from './endpoint/listen.ts'
import { PushServiceEvents } from './events/push-service-events.ts'
import { Faults } from './faults/faults.ts'
import { forgetfulJournal } from './journal/journal.ts'
import { Dispatcher } from './messages/dispatcher.ts'
import { WaitingMessages } from './messages/waiting-messages.ts'
import type { PushService, PushServiceAddresses } from './push-service-api.ts'
import { managePushService } from './manage-push-service.ts'
import { Subscriptions } from './subscriptions/subscriptions.ts'

export interface PushServiceOptions {
  /** where CA, subscriptions and waiting messages survive a restart; absent: nothing does */
  readonly folder?: string | undefined
  /** port of the push endpoints (TLS); 0 or absent: any free one */
  readonly httpPort?: number | undefined
  /** port of the control API, of Firefox's WebSocket and of Chromium's check-in */
  readonly controlPort?: number | undefined
  /** port of Chromium's message connection (MCS over TLS) */
  readonly mcsPort?: number | undefined
  /** milliseconds since 1970; decides about TTL and VAPID's exp */
  readonly now?: () => number
  readonly random?: (bytes: number) => Buffer
  /** bounds of what is kept */
  readonly limits?: {
    /** 1,000,000 when absent */
    readonly subscriptions?: number
    /** waiting for one subscription; 100 when absent */
    readonly waitingPerSubscription?: number
    /** waiting altogether; 50,000 when absent */
    readonly waiting?: number
  }
}

const expireEveryMs = 5000

/**
 * Starts a local push service on loopback: strict towards senders, a home for real browsers and
 * for subscribers of its own. Throws PortTakenError, and what the file system throws.
 *
 * @example
 * await using service = await startPushService()
 * const { endpoint, keys } = service.subscribe({ profile: 'mozilla', local: true })
 */
export async function startPushService(options: PushServiceOptions = {}): Promise<PushService> {
  const { now = Date.now, random = randomBytes, limits = {} } = options
  const folder = options.folder ?? (await mkdtemp(join(tmpdir(), 'belfry-push-service-')))
  await using stack = new AsyncDisposableStack()
  if (options.folder === undefined) stack.defer(() => rm(folder, { recursive: true, force: true }))
  // Senders check the certificate against the real time, whatever `now` says.
  const certificates = await loadCertificates(folder)
  const journal = forgetfulJournal
  stack.defer(() => {
    journal.close()
  })

  const events = new PushServiceEvents(now)
  const faults = new Faults(now)
  const subscriptions = new Subscriptions(
    journal,
    limits.subscriptions ?? 1_000_000,
    journal.loadSubscriptions(),
  )
  const waiting = new WaitingMessages(
    journal,
    { perSubscription: limits.waitingPerSubscription ?? 100, total: limits.waiting ?? 50_000 },
    journal.loadMessages(),
  )
  const dispatcher = new Dispatcher({ subscriptions, waiting, events, now, random })
  const expiry = setInterval(() => {
    dispatcher.expire()
  }, expireEveryMs)
  expiry.unref()
  stack.defer(() => {
    clearInterval(expiry)
  })

  const endpoints = await startEndpointServer({
    port: options.httpPort ?? 0,
    certificates,
    subscriptions,
    dispatcher,
    faults,
    events,
    now,
  })
  stack.defer(() => endpoints.close())

  const plainServer = createServer((request, response) => {
    handleControl(service, request, response).catch((error: unknown) => {
      response.destroy()
      process.emitWarning(error instanceof Error ? error : String(error))
    })
  })
  const plain = await listen(plainServer, options.controlPort ?? 0, 'control')
  stack.defer(async () => {
    plainServer.closeAllConnections()
    await plain.close()
  })
  stack.defer(() => {
    events.close()
  })

  const pushUrl = `https://localhost:${String(endpoints.port)}`
  const target = `127.0.0.1:${String(endpoints.port)}`
  const hosts = certificateNames.filter((name) => name.includes('.') && !/^[\d*]/.test(name))
  const plainHost = `127.0.0.1:${String(plain.port)}`
  const addresses: PushServiceAddresses = {
    pushUrl,
    autopushUrl: `ws://${plainHost}/`,
    controlUrl: `http://${plainHost}`,
    caFile: certificates.caFile,
    allow: [`localhost:${String(endpoints.port)}`],
    resolve: Object.fromEntries(hosts.map((host) => [host, target])),
    chromium: {
      checkinUrl: `http://${plainHost}/checkin`,
      registrationUrl: `http://${plainHost}/register3`,
      mcsUrl: '',
      spki: certificates.spki,
    },
  }
  const resources = stack.move()
  const service = managePushService({
    ca: certificates.ca,
    addresses,
    events,
    faults,
    subscriptions,
    waiting,
    dispatcher,
    making: { pushUrl, now, random },
    firefox: { newIdentity: () => undefined, disconnect: () => undefined },
    disconnectChromium: () => undefined,
    close: () => resources.disposeAsync(),
  })
  return service
}

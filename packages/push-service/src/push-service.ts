import { mkdir, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { checkArgument, type FieldsOf, type Kind } from './arguments/check-argument.ts'
import { certificateNames, loadCertificates } from './certificates/certificates.ts'
import { CheckIns } from './chromium/check-in.ts'
import { McsServer } from './chromium/mcs-server.ts'
import { handleControl } from './control/control-server.ts'
import { startEndpointServer } from './endpoint/endpoint-server.ts'
import { PortTakenError, type Listening } from './endpoint/listen.ts'
import { PushServiceEvents } from './events/push-service-events.ts'
import { Faults } from './faults/faults.ts'
import { AutopushServer } from './firefox/autopush-server.ts'
import { forgetfulJournal } from './journal/journal.ts'
import { openJournal } from './journal/open-journal.ts'
import { managePushService } from './manage-push-service.ts'
import { Dispatcher } from './messages/dispatcher.ts'
import { WaitingMessages } from './messages/waiting-messages.ts'
import { startPlainServer } from './plain-server.ts'
import type { PushService, PushServiceAddresses } from './push-service-api.ts'
import { createRandomBytes } from './random-bytes.ts'
import { readStateFile, writeStateFile } from './state-file.ts'
import { Subscriptions } from './subscriptions/subscriptions.ts'

export interface PushServiceOptions {
  /** the folder in which CA, subscriptions, waiting messages and ports survive; absent: nothing does */
  readonly folder?: string | undefined
  /** port of the push endpoints (TLS); absent: the folder's last one, or any free one (0) */
  readonly httpPort?: number | undefined
  /** port of the control API, of Firefox's WebSocket and of Chromium's check-in */
  readonly controlPort?: number | undefined
  /** port of Chromium's message connection (MCS over TLS) */
  readonly mcsPort?: number | undefined
  /** milliseconds since 1970; decides about TTL and VAPID's exp */
  readonly now?: () => number
  readonly random?: (bytes: number) => Buffer
  /** bounds of the storage */
  readonly limits?: {
    /** 1,000,000 when absent */
    readonly subscriptions?: number
    /** waiting for one subscription; 100 when absent */
    readonly waitingPerSubscription?: number
    /** waiting altogether; 50,000 when absent */
    readonly waiting?: number
  }
}

const port: Kind = { from: 0, to: 65_535 }
const howMany: Kind = { from: 0, to: Number.MAX_SAFE_INTEGER }

const startFields: FieldsOf<PushServiceOptions> = {
  folder: 'string',
  httpPort: port,
  controlPort: port,
  mcsPort: port,
  now: 'function',
  random: 'function',
  limits: 'object',
}
const limitFields: FieldsOf<PushServiceOptions['limits'] & object> = {
  subscriptions: howMany,
  waitingPerSubscription: howMany,
  waiting: howMany,
}

const expireEveryMs = 5000

/**
 * Starts a local push service on loopback: strict towards senders, a home for real browsers and for subscribers of its
 * own. Throws TypeError for a wrong option, PortTakenError, FolderInUseError and the errors of the file system.
 *
 * @example
 * await using service = await startPushService()
 * const { endpoint, keys } = await service.subscribe({ profile: 'mozilla', local: true })
 */
export async function startPushService(options: PushServiceOptions = {}): Promise<PushService> {
  checkArgument('the options of startPushService', options, { fields: startFields })
  const { now = Date.now, random = createRandomBytes(), limits = {} } = options
  checkArgument('limits', limits, { fields: limitFields })
  await using stack = new AsyncDisposableStack()
  const folder = await openFolder(options.folder, stack)
  const last = options.folder === undefined ? undefined : await readStateFile(folder)
  const journal = options.folder === undefined ? forgetfulJournal : openJournal(folder)
  stack.defer(() => {
    journal.close()
  })
  // Senders check the certificate against the real time, whatever `now` says.
  const certificates = await loadCertificates(folder)

  const events = new PushServiceEvents(now)
  const faults = new Faults(now)
  const subscriptions = new Subscriptions(journal, limits.subscriptions ?? 1_000_000, journal.loadSubscriptions())
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

  const shared = { subscriptions, dispatcher, events, now, random, certificates, faults }
  const endpoints = stack.adopt(
    // Senders have this port in their stored endpoints: if it is taken, it is not replaced silently.
    await startEndpointServer({ ...shared, port: options.httpPort ?? portOf(last?.pushUrl) }),
    close,
  )
  const pushUrl = `https://localhost:${String(endpoints.port)}`
  const checkIns = new CheckIns(journal, random, journal.loadCheckedIn())
  const mcs = await listenAgain(options.mcsPort, portOf(last?.chromium.mcsUrl), async (port) => {
    const server = new McsServer({ ...shared, checkIns, port })
    return { ...(await server.listen()), server }
  })
  stack.adopt(mcs, close)
  const started = Promise.withResolvers<PushService>()
  const autopush = new AutopushServer({ ...shared, pushUrl })
  const plain = await listenAgain(options.controlPort, portOf(last?.controlUrl), (port) =>
    startPlainServer({
      port,
      autopush,
      checkIns,
      registration: { ...shared, checkIns },
      now,
      // Until everything listens there is nothing to control yet.
      control: async (request, response) => {
        await handleControl(await started.promise, request, response)
      },
    }),
  )
  stack.adopt(plain, close)
  stack.defer(() => {
    events.close()
  })

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
      mcsUrl: `https://localhost:${String(mcs.port)}`,
      spki: certificates.spki,
    },
  }
  if (options.folder !== undefined) await writeStateFile(folder, addresses)
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
    firefox: autopush,
    disconnectChromium: () => {
      mcs.server.disconnect()
    },
    close: () => resources.disposeAsync(),
  })
  started.resolve(service)
  return service
}

/** Without the caller's folder, the CA still has to be a file that senders can be given. */
async function openFolder(folder: string | undefined, stack: AsyncDisposableStack): Promise<string> {
  if (folder !== undefined) {
    await mkdir(folder, { recursive: true, mode: 0o700 })
    return resolve(folder)
  }
  const temporary = await mkdtemp(join(tmpdir(), 'belfry-push-service-'))
  stack.defer(() => rm(temporary, { recursive: true, force: true }))
  return temporary
}

/** A port that was only remembered gives way to a free one. */
async function listenAgain<Result extends Listening>(
  asked: number | undefined,
  remembered: number,
  start: (port: number) => Promise<Result>,
): Promise<Result> {
  try {
    return await start(asked ?? remembered)
  } catch (error) {
    if (asked !== undefined || !(error instanceof PortTakenError)) throw error
    return await start(0)
  }
}

function portOf(url: string | undefined): number {
  return url === undefined ? 0 : Number(new URL(url).port)
}

function close(listening: Listening): Promise<void> {
  return listening.close()
}

import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { EventEmitter } from 'node:events'
import { createInterface } from 'node:readline'
import dbus from 'dbus-next'

/** A notification for the desktop, as in the notification specification's Notify call. */
export interface ShownNotification {
  readonly id: number
  readonly app: string
  readonly summary: string
  readonly body: string
  readonly actions: readonly string[]
  readonly replaces: number
}

/** A private desktop: a D-Bus session bus with a notification server that records and can click. */
export interface NotificationDaemon extends AsyncDisposable {
  /** For the browser's environment: DBUS_SESSION_BUS_ADDRESS. */
  readonly address: string
  /** Every notification shown since the start, oldest first. */
  readonly shown: readonly ShownNotification[]
  /** Waits for the first matching notification, already shown or yet to come. */
  waitFor(
    fits: (shown: ShownNotification) => boolean,
    options?: { after?: number; timeoutMs?: number },
  ): Promise<ShownNotification>
  /** Clicks the notification, or one of its buttons, as a person does. */
  click(id: number, action?: string): void
}

/**
 * Starts a private session bus and owns org.freedesktop.Notifications on it, so that a headless
 * browser shows real desktop notifications and a test can click them.
 *
 * @example
 * await using desktop = await startNotificationDaemon()
 * const shown = await desktop.waitFor((n) => n.summary === 'Ada:')
 * desktop.click(shown.id)
 */
export async function startNotificationDaemon(): Promise<NotificationDaemon> {
  const bus = spawn('dbus-daemon', ['--session', '--nofork', '--nopidfile', '--print-address=1'], {
    stdio: ['ignore', 'pipe', 'ignore'],
  })
  const exited = once(bus, 'exit')
  const lines = createInterface({ input: bus.stdout })
  const [address] = (await Promise.race([
    once(lines, 'line'),
    exited.then(() => {
      throw new Error('dbus-daemon ended before it printed its address')
    }),
  ])) as [string]

  const connection = dbus.sessionBus({ busAddress: address })
  const shown: ShownNotification[] = []
  const arrivals = new EventEmitter().setMaxListeners(0)
  const server = createServerInterface((notification) => {
    shown.push(notification)
    arrivals.emit('shown', notification)
  })
  connection.export('/org/freedesktop/Notifications', server)
  await connection.requestName('org.freedesktop.Notifications', 0)

  return {
    address,
    shown,
    async waitFor(fits, { after = 0, timeoutMs = 30_000 } = {}) {
      const already = shown.slice(after).find(fits)
      if (already) return already
      const { promise, resolve, reject } = Promise.withResolvers<ShownNotification>()
      const listener = (notification: ShownNotification) => {
        if (fits(notification)) resolve(notification)
      }
      const timer = setTimeout(() => {
        const seen = shown.map((n) => JSON.stringify([n.summary, n.body])).join(', ') || 'none'
        reject(new Error(`no such notification within ${timeoutMs} ms; shown so far: ${seen}`))
      }, timeoutMs)
      arrivals.on('shown', listener)
      return promise.finally(() => {
        clearTimeout(timer)
        arrivals.off('shown', listener)
      })
    },
    click(id, action = 'default') {
      server.ActionInvoked(id, action)
      server.NotificationClosed(id, 2)
    },
    async [Symbol.asyncDispose]() {
      connection.disconnect()
      bus.kill('SIGTERM')
      await exited
    },
  }
}

function createServerInterface(onNotify: (notification: ShownNotification) => void) {
  let lastId = 0
  class Notifications extends dbus.interface.Interface {
    GetCapabilities() {
      return ['actions', 'body', 'body-markup', 'persistence']
    }
    GetServerInformation() {
      return ['Belfry test desktop', 'Belfry', '1', '1.2']
    }
    Notify(app: string, replaces: number, _icon: string, summary: string, body: string, actions: string[]) {
      const id = replaces || ++lastId
      onNotify({ id, app, summary, body, actions, replaces })
      return id
    }
    CloseNotification(id: number) {
      this.NotificationClosed(id, 3)
    }
    NotificationClosed(id: number, reason: number) {
      return [id, reason]
    }
    ActionInvoked(id: number, action: string) {
      return [id, action]
    }
  }
  Notifications.configureMembers({
    methods: {
      GetCapabilities: { inSignature: '', outSignature: 'as' },
      GetServerInformation: { inSignature: '', outSignature: 'ssss' },
      Notify: { inSignature: 'susssasa{sv}i', outSignature: 'u' },
      CloseNotification: { inSignature: 'u', outSignature: '' },
    },
    signals: {
      NotificationClosed: { signature: 'uu' },
      ActionInvoked: { signature: 'us' },
    },
  })
  return new Notifications('org.freedesktop.Notifications')
}

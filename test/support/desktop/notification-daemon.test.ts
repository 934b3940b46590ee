import assert from 'node:assert/strict'
import { test } from 'node:test'
import dbus from 'dbus-next'
import { startNotificationDaemon } from './notification-daemon.ts'

test('a program on the private bus is shown and can be clicked', async () => {
  await using desktop = await startNotificationDaemon()
  const bus = dbus.sessionBus({ busAddress: desktop.address })
  try {
    const object = await bus.getProxyObject('org.freedesktop.Notifications', '/org/freedesktop/Notifications')
    const server = object.getInterface('org.freedesktop.Notifications')
    const clicked = new Promise((resolve) => server.on('ActionInvoked', (id: number) => resolve(id)))
    const id: unknown = await server.Notify!('app', 0, '', 'Ada:', 'hello', [], {}, -1)
    const shown = await desktop.waitFor((n) => n.summary === 'Ada:')
    assert.equal(shown.body, 'hello')
    assert.equal(shown.id, id)
    desktop.click(shown.id)
    assert.equal(await clicked, id)
  } finally {
    bus.disconnect()
  }
})

// The README's picture: a real browser on a real desktop, at the moment a feedback arrives.
//
//   npm run picture -- docs/images/notification.png
//
// Needs a Linux machine with Xvfb, openbox, dunst and ImageMagick beside what the end-to-end tests need.

import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { createInterface } from 'node:readline'
import { setTimeout as delay } from 'node:timers/promises'
import { startPushService } from '@belfry/push-service'
import { launchBrowser } from '@belfry/push-service/browser'
import { startSite } from './site-process.ts'
import { pressBell, seeBell, signIn, visitInbox } from './visitor.ts'

const SIZE = { width: 1360, height: 800 }
// Time for the desktop to draw; nothing reports that it has finished.
const DRAWING_MS = 1500

const look = `
[global]
  width = 380
  origin = top-right
  offset = 24x24
  font = DejaVu Sans 12
  frame_width = 1
  frame_color = "#c9cdd6"
  corner_radius = 12
  padding = 16
  horizontal_padding = 18
  icon_position = left
  max_icon_size = 56
  markup = full
  show_indicators = no
  format = "<b>%s</b>\\n%b"
[urgency_low]
  background = "#ffffff"
  foreground = "#1d2230"
[urgency_normal]
  background = "#ffffff"
  foreground = "#1d2230"
  timeout = 60
`

await takePicture(resolve(process.argv[2] ?? 'notification.png'))

async function takePicture(file: string): Promise<void> {
  await using rooms = new AsyncDisposableStack()
  const folder = await mkdtemp(join(tmpdir(), 'belfry-picture-'))
  rooms.defer(() => rm(folder, { recursive: true, force: true, maxRetries: 5 }))
  const start = (command: string, args: string[], stdio: 'ignore' | 'pipe' = 'ignore') => {
    const child = spawn(command, args, { stdio: ['ignore', stdio, 'ignore', stdio] })
    rooms.defer(() => end(child))
    return child
  }

  const screen = `${SIZE.width}x${SIZE.height}x24`
  const display = start('Xvfb', ['-displayfd', '3', '-screen', '0', screen, '-nolisten', 'tcp'], 'pipe')
  process.env['DISPLAY'] = `:${await firstLine(display.stdio[3] as NodeJS.ReadableStream)}`
  const bus = start('dbus-daemon', ['--session', '--nofork', '--nopidfile', '--print-address=1'], 'pipe')
  const address = await firstLine(bus.stdout as NodeJS.ReadableStream)
  process.env['DBUS_SESSION_BUS_ADDRESS'] = address
  await writeFile(join(folder, 'dunstrc'), look)
  start('openbox', [])
  start('dunst', ['-conf', join(folder, 'dunstrc')])

  const push = rooms.use(await startPushService({ folder: join(folder, 'push') }))
  const site = rooms.use(await startSite({ data: folder, push: push.addresses }))
  const { browser } = rooms.use(
    await launchBrowser({
      browser: 'chromium',
      service: push.addresses,
      headless: false,
      dbus: address,
      // As a person sees it: the whole screen, without the banner about running as root.
      args: ['--test-type', '--window-position=0,0', `--window-size=${SIZE.width},${SIZE.height}`],
    }),
  )
  await site.sendFeedback('Grace', 'The search finds nothing when I type an umlaut.')
  const door = await browser.newPage()
  await signIn(door, site, site.password ?? '')
  // A fresh page, without the browser's offer to save the password.
  const page = await browser.newPage()
  for (const other of await browser.pages()) if (other !== page) await other.close()
  await visitInbox(page, site)
  await seeBell(page, 'granted-unsubscribed', 'default')
  await pressBell(page, 'subscribed')
  const arrived = push.events.next('ack')
  await site.sendFeedback('Ada', 'The form does not tell me whether my message has arrived. Could you look at it?')
  await arrived
  await page.reload()
  await delay(DRAWING_MS)
  await once(spawn('import', ['-window', 'root', file]), 'exit')
}

async function firstLine(stream: NodeJS.ReadableStream): Promise<string> {
  const [line] = (await once(createInterface({ input: stream }), 'line')) as [string]
  return line
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  child.kill('SIGTERM')
  await once(child, 'exit')
}

import { relative } from 'node:path'
import { parseArgs } from 'node:util'
import { startPushService } from '../push-service.ts'
import type { PushService } from '../push-service-api.ts'
import { readStateFile } from '../state-file.ts'
import { ownVersion } from './own-version.ts'
import { interruption, runCommand, UsageError, type Terminal } from './terminal.ts'

export const defaultFolder = './data/push-service'
const defaultPort = 4443

const usage = `Starts a push service on this machine, for browsers and senders without internet.

  --folder <path>   where it keeps its certificates, subscriptions and waiting messages
                    (${defaultFolder})
  --port <number>   port of the push endpoints; the control API takes the next one, Chromium's
                    messages the one after (the last ones of the folder, else ${String(defaultPort)}; 0: any)
  --version         prints the version
`

/** `npm run push-service`: runs until interrupted; resolves to the exit code. */
export async function runPushService(args: readonly string[], terminal: Terminal): Promise<number> {
  return await runCommand(terminal, async () => {
    const { values } = parseArgs({
      args: [...args],
      options: {
        folder: { type: 'string', default: defaultFolder },
        port: { type: 'string' },
        help: { type: 'boolean', short: 'h' },
        version: { type: 'boolean' },
      },
    })
    if (values.help) {
      terminal.out(usage)
      return
    }
    if (values.version) {
      terminal.out(`${ownVersion()}\n`)
      return
    }
    const { folder } = values
    await using service = await startPushService({
      folder,
      ...(await portsOf(folder, values.port)),
    })
    terminal.out(welcome(service, folder))
    await interruption(terminal)
    terminal.out('\nClosing. Subscriptions and waiting messages are kept for the next start.\n')
  })
}

async function portsOf(
  folder: string,
  text: string | undefined,
): Promise<{ httpPort?: number; controlPort?: number; mcsPort?: number }> {
  if (text === undefined && (await readStateFile(folder).catch(() => undefined))) return {}
  const port = Number(text ?? defaultPort)
  if (!/^\d+$/.test(text ?? '0') || port > 65533)
    throw new UsageError(`--port must be a number from 0 to 65533, not ${String(text)}`)
  return port === 0 ? {} : { httpPort: port, controlPort: port + 1, mcsPort: port + 2 }
}

function welcome(service: PushService, folder: string): string {
  const { addresses } = service
  const hosts = Object.entries(addresses.resolve).map(([host, target]) => `${host}=${target}`)
  const nearby = relative('.', addresses.caFile)
  const caFile = nearby.startsWith('..') ? addresses.caFile : nearby
  const where = folder === defaultFolder ? '' : ` --folder ${folder}`
  return `
A push service of your own is running. Nothing leaves this machine.

  Push endpoints   ${addresses.pushUrl}   (their certificate is signed by ${caFile})
  Control API      ${addresses.controlUrl}
  Firefox          ${addresses.autopushUrl}
  Chromium         ${addresses.chromium.mcsUrl}

What you can do now, each in another terminal:

  Open a browser that subscribes here
    npm run browser -- firefox${where}
    npm run browser -- chromium${where}

  Let Belfry send here
    BELFRY_PUSH_ALLOW=${addresses.allow.join(',')} \\
    BELFRY_PUSH_CA=${caFile} \\
    BELFRY_PUSH_RESOLVE=${hosts.join(',')} \\
    npm start

  Make a subscriber without a browser, see what it got, and see everything that happens
    curl -d '{"profile":"mozilla","local":true}' ${addresses.controlUrl}/subscriptions
    curl ${addresses.controlUrl}/subscriptions/<id>/messages
    curl -H 'accept: text/event-stream' ${addresses.controlUrl}/events

Ctrl-C stops it.
`
}

import { join } from 'node:path'
import { PortTakenError, startPushService } from '@belfry/push-service'
import type { PushService } from '@belfry/push-service'
import { ConfigError, createBelfry, openDataFolder } from 'belfry'
import { createApp } from '../app.ts'
import { openDatabase } from '../database/open-database.ts'
import { establishOwner } from './establish-owner.ts'
import { drain, listen } from './listen.ts'
import type { Settings } from './read-settings.ts'

/** The site, running. Disposing it lets open requests finish, then closes everything. */
export interface RunningSite extends AsyncDisposable {
  url: URL
  data: string
  /** The owner's password, when it was made by this start. */
  password: string | undefined
  pushService: PushService | undefined
  /** The link that makes the first account of the dashboard; undefined when there is one already. */
  setUpLink: string | undefined
  /** Whether the API key came from the environment, and is not in the folder. */
  ownApiKey: boolean
}

/**
 * Starts the site: takes the port, opens the folder, and puts form, inbox and Belfry together.
 *
 * @throws ConfigError when a setting turns out not to work; then nothing is left running.
 */
export async function startSite(settings: Settings): Promise<RunningSite> {
  await using starting = new AsyncDisposableStack()
  // Resources are closed in reverse order. The server is the exception: it is opened first, because the site's address
  // may depend on its port.
  const rooms = starting.use(new AsyncDisposableStack())
  const ready = Promise.withResolvers<ReturnType<typeof createApp>>()
  const { server, port } = await listen(async (request, env) => (await ready.promise).fetch(request, env), settings)
  starting.defer(() => drain(server, 5000))
  ready.promise.catch(() => undefined)
  starting.defer(() => ready.reject(new Error('the site did not start')))

  const data = openDataFolder(settings.options.data)
  const url = new URL(settings.options.url ?? `http://${hostName(settings.host)}:${port}`)
  const pushService = settings.localPush ? rooms.use(await startLocalPush(data)) : undefined

  // One file for the app's tables and Belfry's, so that one transaction can write both.
  const database = join(data, 'feedback.db')
  const belfry = rooms.use(
    await createBelfry({
      ...settings.options,
      data,
      database,
      url: url.href,
      dashboard: true,
      topics: { feedback: { name: 'New feedback', access: 'granted', transactional: true } },
      push: joinPush(settings.options.push, pushService),
    }),
  )
  const db = rooms.use(openDatabase(database))
  const password = await establishOwner(db, settings)
  ready.resolve(createApp({ db, belfry, url, now: Date.now }))

  const running = starting.move()
  return {
    url,
    data,
    password,
    pushService,
    setUpLink: (await belfry.setUpLink())?.url,
    ownApiKey: settings.options.secrets?.apiKey !== undefined,
    [Symbol.asyncDispose]: () => running.disposeAsync(),
  }
}

// It takes the ports of its last start again: the browsers that subscribed know them.
async function startLocalPush(data: string): Promise<PushService> {
  try {
    return await startPushService({ folder: join(data, 'push-service') })
  } catch (cause) {
    if (!(cause instanceof PortTakenError)) throw cause
    throw new ConfigError([{ setting: '--local-push', message: cause.message }], { cause })
  }
}

// Browsers offer notifications on http only for localhost, so the site uses that name for this machine.
function hostName(host: string): string {
  const here = ['127.0.0.1', '::1', '0.0.0.0', '::'].includes(host)
  if (here) return 'localhost'
  return host.includes(':') ? `[${host}]` : host
}

function joinPush(
  push: Settings['options']['push'] = {},
  local: PushService | undefined,
): NonNullable<Settings['options']['push']> {
  if (local === undefined) return push
  return {
    allow: [...(push.allow ?? []), ...local.allow],
    ca: [push.ca, local.ca].filter(Boolean).join('\n'),
    resolve: { ...local.resolve, ...push.resolve },
  }
}

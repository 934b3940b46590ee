import { parseArgs } from 'node:util'
import { ConfigError, readEnvironment } from 'belfry'
import type { ServerConfig } from 'belfry'

/** The settings of the site: Belfry's own, and two of this program. */
export interface Settings extends ServerConfig {
  localPush: boolean
  newPassword: boolean
}

export const usage = `The feedback form, with Belfry inside.

  npm start -- [options]

  --port <number>   port to listen on              PORT, default 3000; 0 takes a free one
  --host <address>  address to listen on           HOST, default 127.0.0.1
  --data <folder>   where everything is kept       BELFRY_DATA, default ./data
  --url <url>       address people open            BELFRY_URL, default http://localhost:<port>
  --local-push      start a push service of our own, to try it without internet
  --new-password    make and print a new password for the owner
  --help            this text

Also from the environment: BELFRY_CONTACT, an address push services may write to about your
pushes; BELFRY_LOG_LEVEL, default warn; and the other variables of Belfry.`

// Its messages would be in one database and their notifications in another: nothing could commit both together.
const ONE_FILE =
  "this example keeps its messages and Belfry's tables in one SQLite file: omit it " +
  'here, belfry serve and createBelfry take it'

const AT_THE_ROOT = 'this example has its pages at the root of a host; Belfry itself may be below a path (basePath)'

/**
 * Reads the settings from the command line and, where one is missing there, from the environment.
 *
 * @returns undefined when only the usage is asked for.
 * @throws ConfigError naming every setting that is wrong.
 */
export function readSettings(args: string[], env: NodeJS.ProcessEnv): Settings | undefined {
  const flags = readFlags(args)
  if (flags.help) return undefined
  const defaults = { PORT: '3000', BELFRY_LOG_LEVEL: 'warn', ...contactOnLocalhost(flags.url || env.BELFRY_URL) }
  const given = Object.entries(env).filter(([, value]) => value !== '')
  const config = readEnvironment(
    { ...defaults, ...Object.fromEntries(given) },
    { port: flags.port, host: flags.host, data: flags.data, url: flags.url },
  )
  const { url } = config.options
  if (url !== undefined && new URL(url).pathname !== '/')
    throw new ConfigError([{ setting: 'BELFRY_URL', message: AT_THE_ROOT }])
  if (config.options.database !== undefined) throw new ConfigError([{ setting: 'database', message: ONE_FILE }])
  return {
    ...config,
    localPush: flags['local-push'] ?? false,
    newPassword: flags['new-password'] ?? false,
  }
}

// A public site should name a contact whom push services can write to; Belfry warns when it does not. A try-out on
// localhost needs none.
function contactOnLocalhost(url: string | undefined): Record<string, string> {
  return url ? {} : { BELFRY_CONTACT: 'contact-not-set@example.com' }
}

function readFlags(args: string[]) {
  const text = { type: 'string' } as const
  const yes = { type: 'boolean' } as const
  try {
    return parseArgs({
      args,
      options: {
        port: text,
        host: text,
        data: text,
        url: text,
        'local-push': yes,
        'new-password': yes,
        help: yes,
      },
    }).values
  } catch (cause) {
    // Node's first sentence explains the problem, the others how to escape a dash.
    const [message = ''] = (cause as Error).message.split('. ')
    throw new ConfigError([{ setting: 'options', message: `${message}; --help shows them all` }], {
      cause,
    })
  }
}

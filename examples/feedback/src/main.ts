// The feedback form with Belfry inside: `npm start`. `npm start -- --help` shows the settings.

import { ConfigError, DatabaseError, nameSources } from 'belfry'
import { onInterrupt } from './start/on-interrupt.ts'
import { readSettings, usage } from './start/read-settings.ts'
import { startSite } from './start/start-site.ts'
import { welcome } from './start/welcome.ts'

// All files made here hold messages, endpoints or secrets: readable by their owner only.
process.umask(0o077)

try {
  const settings = readSettings(process.argv.slice(2), process.env)
  if (settings === undefined) {
    console.log(usage)
  } else {
    const interrupted = onInterrupt()
    const site = await startSite(settings)
    console.log(welcome(site))
    await interrupted
    console.log('\nClosing. What has not been sent yet is sent after the next start.')
    await site[Symbol.asyncDispose]()
    process.exit(0)
  }
} catch (error) {
  // Wrong settings and files are explained in one line each. Any other error is a surprise, and is shown with its
  // stack.
  const expected = error instanceof ConfigError || error instanceof DatabaseError
  console.error(expected ? (nameSources(error) as Error).message : error)
  process.exit(1)
}

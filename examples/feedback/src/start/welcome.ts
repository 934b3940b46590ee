import { join, relative, resolve } from 'node:path'
import type { RunningSite } from './start-site.ts'

/** The text on the terminal once the site runs: all addresses, and the next steps. */
export function welcome(site: RunningSite): string {
  const { url, data, password, pushService, setUpLink, ownApiKey } = site
  const secrets = join(data, 'secrets.json')
  const inbox = new URL('/admin', url).href
  const lines = [
    '',
    'Belfry is up.',
    '',
    `  The form          ${url.href}`,
    `  The owner's inbox ${inbox}`,
    password === undefined
      ? '  Password          the one printed at the first start (forgotten? --new-password)'
      : `  Password          ${password}   (write it down: it is shown only this once)`,
    `  The dashboard     ${new URL('/dashboard/', url).href}`,
    ...(setUpLink === undefined ? [] : [`  Its first account ${setUpLink}   (once, within 24 hours)`]),
    `  The data          ${data}`,
    `  The API key       ${ownApiKey ? 'the one in BELFRY_API_KEY' : `in ${secrets}`}`,
    '',
    ...(pushService === undefined ? [] : localPush(url, inbox, data)),
    'To see it work:',
    `  1. Open ${inbox}${pushService === undefined ? '' : ' in that browser'} and sign in with the password.`,
    '  2. Turn the bell on, and allow notifications when the browser asks.',
    `  3. Open ${url.href} in another window, and send a feedback.`,
    '',
    'Or send a notification from another terminal:',
    ...curl(url, ownApiKey ? '$BELFRY_API_KEY' : keyIn(secrets)).map((line) => `  ${line}`),
    '',
    'Ctrl-C stops it. The next start goes on where this one ended.',
  ]
  return lines.join('\n')
}

function localPush(url: URL, inbox: string, data: string): string[] {
  const folder = join(data, 'push-service')
  const options = [
    ...(folder === resolve('data/push-service') ? [] : ['--folder', folder]),
    ...(inbox === 'http://localhost:3000/admin' ? [] : ['--url', inbox]),
  ].join(' ')
  return [
    'Belfry has its own push service today. Open a browser that uses it, in another terminal:',
    `  npm run browser -- firefox ${options}`.trimEnd(),
    `  npm run browser -- chromium ${options}`.trimEnd(),
    '',
  ]
}

// Node reads the key: every machine that runs this has it, and the key stays out of the terminal.
function keyIn(file: string): string {
  const short = relative(process.cwd(), file)
  const path = short.startsWith('..') ? file : `./${short}`
  return `$(node -p 'require("${path}").apiKey')`
}

function curl(url: URL, key: string): string[] {
  return [
    `curl ${new URL('/v1/notifications', url).href} -H 'content-type: application/json' \\`,
    `  -H "authorization: Bearer ${key}" \\`,
    `  -d '{"to":{"topic":"feedback"},"title":"Hello","body":"From the command line","url":"/admin"}'`,
  ]
}

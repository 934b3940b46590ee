import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { once } from 'node:events'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, test } from 'node:test'
import { promisify } from 'node:util'
import { findLanguage, type Language } from '../../setup/languages.ts'
import { run } from '../../packages/server/src/cli/run.ts'
import { browserSubscription, temporaryBelfry } from '../support/belfry/temporary-belfry.ts'

const GUIDE = new URL('../../docs/guides/other-languages.md', import.meta.url)
const KEY = 'IDENTITY_KEY'

// Reads its input from the environment, so that the guide's code runs unchanged.
const CALLS: Record<Language, { file: string; head: string; token: string; notify: string }> = {
  python: {
    file: 'main.py',
    head: '',
    token: `import os\nprint(belfry_token(os.environ["${KEY}"], "Ada Ł. 🔔", ["feedback"]), end="")`,
    notify: `import os\nprint(belfry_notify(os.environ["URL"], os.environ["API_KEY"], json.loads(os.environ["SAY"]), "k1"), end="")`,
  },
  php: {
    file: 'main.php',
    head: '<?php\n',
    token: `echo belfry_token(getenv('${KEY}'), 'Ada Ł. 🔔', ['feedback']);`,
    notify: `echo belfry_notify(getenv('URL'), getenv('API_KEY'), json_decode(getenv('SAY'), true), 'k1');`,
  },
  ruby: {
    file: 'main.rb',
    head: '',
    token: `print belfry_token(ENV['${KEY}'], 'Ada Ł. 🔔', topics: ['feedback'])`,
    notify: `print belfry_notify(ENV['URL'], ENV['API_KEY'], JSON.parse(ENV['SAY']), 'k1')`,
  },
}

for (const language of Object.keys(CALLS) as Language[]) {
  const program = findLanguage(language)
  const skip = program === undefined ? `there is no ${language}: npm test installs it as root on Debian` : false
  describe(`the guide's ${language}`, { skip, timeout: 60_000 }, () => {
    test('signs a token that Belfry takes, and sends a notification once', async () => {
      await using stand = await temporaryBelfry({ topics: { feedback: { name: 'Feedback', access: 'granted' } } })
      const server = createServer(stand.belfry.listener).listen(0, '127.0.0.1')
      await once(server, 'listening')
      try {
        const identityKey = await shown('identity-key', stand.data)
        const token = await execute(language, 'token', { [KEY]: identityKey })
        const taken = await stand.page('PUT', '/b/default/subscription', {
          ...browserSubscription(),
          identity: token,
          topics: ['feedback'],
        })
        assert.ok(taken.status < 300, JSON.stringify(taken.body))
        const [person] = stand.rows('select external_id from belfry_subscribers')
        assert.equal(person?.['external_id'], 'Ada Ł. 🔔')

        const env = {
          URL: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
          API_KEY: stand.apiKey,
          SAY: JSON.stringify({ to: { topic: 'feedback' }, title: 'Grüße' }),
        }
        const [first, second] = [await execute(language, 'notify', env), await execute(language, 'notify', env)]
        assert.match(first, /^\S{10,}$/)
        assert.equal(second, first)
        assert.equal(stand.rows('select count(*) as n from belfry_notifications')[0]?.['n'], 1)
      } finally {
        server.close()
        server.closeAllConnections()
      }
    })
  })
}

async function shown(what: string, data: string): Promise<string> {
  let out = ''
  const terminal = { env: { BELFRY_DATA: data }, out: (text: string) => (out += text), err: assert.fail }
  assert.equal(await run(['show', what], terminal), 0)
  return out.trim()
}

async function execute(language: Language, what: 'token' | 'notify', env: NodeJS.ProcessEnv): Promise<string> {
  const { file, head, [what]: call } = CALLS[language]
  const blocks = [...readFileSync(GUIDE, 'utf8').matchAll(/^```(\w+)\n(.*?)^```/gms)]
  const code = blocks.find(([, name, text = '']) => name === language && text.includes(`belfry_${what}(`))?.[2]
  assert.ok(code, `the guide has no ${language} for ${what}`)
  const folder = mkdtempSync(join(tmpdir(), 'belfry-language-'))
  try {
    writeFileSync(join(folder, file), `${head}${code}\n${call}\n`)
    const options = { env: { PATH: process.env['PATH'], LANG: 'C.UTF-8', ...env }, timeout: 30_000 }
    const { stdout } = await promisify(execFile)(findLanguage(language) ?? '', [join(folder, file)], options)
    return stdout
  } finally {
    rmSync(folder, { recursive: true })
  }
}

import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { DatabaseSync } from 'node:sqlite'
import { createBelfry } from 'belfry'
import { createApp } from '../app.ts'
import { openDatabase } from '../database/open-database.ts'
import { savePasswordHash } from '../owner/owner-store.ts'
import { hashPassword } from '../owner/password.ts'

const password = 'correct horse battery staple'
// Slow on purpose, at each sign-in: here a thousandth of the work. The site's own is tested beside password.ts.
const passwordHash = hashPassword(password, 2 ** 5)

/** A site for a test: the real app with the real Belfry, on its own files, without a port. */
export interface TestSite extends AsyncDisposable {
  db: DatabaseSync
  clock: { now: number }
  password: string
  get(path: string, headers?: Record<string, string>): Promise<Response>
  post(path: string, form: Record<string, string>, headers?: Record<string, string>): Promise<Response>
  /** Signs in, and returns the header that makes a request the owner's. */
  signIn(): Promise<{ cookie: string; device: string }>
}

/** Opens a site for a test. */
export async function openTestSite(address = 'http://localhost:3000'): Promise<TestSite> {
  await using opening = new AsyncDisposableStack()
  const data = await mkdtemp(join(tmpdir(), 'feedback-'))
  opening.defer(() => rm(data, { recursive: true, force: true }))
  const database = join(data, 'feedback.db')
  const clock = { now: Date.now() }
  const url = new URL(address)
  const topics = { feedback: { name: 'New feedback', access: 'granted' as const } }
  const belfry = opening.use(await createBelfry({ data, database, url: address, topics, log: 'silent' }))
  const db = opening.use(openDatabase(database))
  savePasswordHash(db, await passwordHash)
  const app = createApp({ db, belfry, url, now: () => clock.now })

  const site = {
    db,
    clock,
    password,
    async get(path: string, headers = {}) {
      return app.request(new URL(path, url), { headers })
    },
    async post(path: string, form: Record<string, string>, headers = {}) {
      return app.request(new URL(path, url), {
        method: 'POST',
        body: new URLSearchParams(form),
        headers,
      })
    },
    async signIn() {
      const response = await site.post('/admin', { password })
      const [cookie = '', device = ''] = response.headers.getSetCookie().map((set) => set.split(';')[0] ?? '')
      return { cookie, device }
    },
  }
  const open = opening.move()
  return { ...site, [Symbol.asyncDispose]: () => open.disposeAsync() }
}

/** The session's token in a page's forms. */
export function csrfIn(page: string): string {
  return /name="csrf" value="([^"]+)"/.exec(page)?.[1] ?? ''
}

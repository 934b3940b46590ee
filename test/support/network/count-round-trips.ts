import { once } from 'node:events'
import { connect, createServer, type AddressInfo } from 'node:net'
import { setTimeout as delay } from 'node:timers/promises'

/** A connection to a distant server, which counts how often somebody asked it and waited for the answer. */
export interface CountedRoad extends AsyncDisposable {
  url: string
  /** Round trips on all its connections, since this was asked for the last time. */
  taken(): number
}

// Long enough for all that does not depend on an answer to be asked meanwhile.
const ANSWER_TAKES_MS = 20

export async function countRoundTrips(url: string): Promise<CountedRoad> {
  const target = new URL(url)
  let count = 0
  const server = createServer((near) => {
    const far = connect(Number(target.port), target.hostname)
    let isAsked = false
    near.on('data', (bytes: Buffer) => {
      if (!isAsked) count += 1
      isAsked = true
      far.write(bytes)
    })
    // One after the other, or two answers would change places.
    let before = Promise.resolve()
    far.on('data', (bytes: Buffer) => {
      const due = delay(ANSWER_TAKES_MS)
      before = Promise.all([before, due]).then(() => {
        isAsked = false
        near.write(bytes)
      })
    })
    for (const [one, other] of [
      [near, far],
      [far, near],
    ] as const) {
      one.on('error', () => undefined).on('close', () => other.destroy())
    }
  })
  await once(server.listen(0, '127.0.0.1'), 'listening')
  const through = new URL(url)
  through.port = String((server.address() as AddressInfo).port)
  return {
    url: through.href,
    taken() {
      const taken = count
      count = 0
      return taken
    },
    async [Symbol.asyncDispose]() {
      server.close()
      await once(server, 'close')
    },
  }
}

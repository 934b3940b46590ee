import { once } from 'node:events'
import { connect, createServer, type AddressInfo, type Socket } from 'node:net'

/** A connection to a server that can be cut, blocked or redirected. `url` goes through it. */
export interface Road extends AsyncDisposable {
  url: string
  /** Connections end, and new ones are refused: a server that restarts. */
  cut(): void
  /** Nothing goes through, without an error: a network that drops packets. */
  block(): void
  /** Held bytes go on, as TCP sends lost ones again; new connections go through. */
  mend(): void
  /** As `mend`, but the old connections stay silent for ever: a new server has taken over. */
  replace(): void
  /** The target of new connections. */
  leadTo(url: string): void
}

interface Pair {
  near: Socket
  far: Socket
  held: boolean
}

export async function openRoad(url: string): Promise<Road> {
  let target = new URL(url)
  let state: 'open' | 'cut' | 'blocked' = 'open'
  const pairs = new Set<Pair>()
  /** Silent for ever. */
  const stranded = new Set<Pair>()

  const server = createServer((near) => {
    near.on('error', () => undefined) // its close says the same
    if (state === 'cut') near.destroy()
    else join(near)
  })

  function join(near: Socket): void {
    const far = connect(Number(target.port), target.hostname)
    const pair: Pair = { near, far, held: true }
    pairs.add(pair)
    far.on('error', () => undefined)
    for (const [one, other] of [
      [near, far],
      [far, near],
    ] as const) {
      one.on('close', () => {
        // Over a blocked road no side learns that the other has gone.
        if (!pair.held) {
          pairs.delete(pair)
          other.destroy()
        }
      })
    }
    if (state === 'open') letThrough(pair)
  }

  await once(server.listen(0, '127.0.0.1'), 'listening')
  const through = new URL(url)
  through.hostname = '127.0.0.1'
  through.port = String((server.address() as AddressInfo).port)

  const cut = () => {
    state = 'cut'
    for (const pair of [...pairs, ...stranded]) end(pair)
    pairs.clear()
    stranded.clear()
  }
  return {
    url: through.href,
    cut,
    block() {
      state = 'blocked'
      for (const pair of pairs) hold(pair)
    },
    mend() {
      state = 'open'
      for (const pair of pairs) {
        if (!pair.near.destroyed && !pair.far.destroyed) letThrough(pair)
        else {
          pairs.delete(pair)
          end(pair)
        }
      }
    },
    replace() {
      state = 'open'
      for (const pair of pairs) stranded.add(pair)
      pairs.clear()
    },
    leadTo: (other) => (target = new URL(other)),
    async [Symbol.asyncDispose]() {
      cut()
      server.close()
      await once(server, 'close')
    },
  }
}

// Piped twice, everything would arrive twice.
function letThrough(pair: Pair): void {
  if (!pair.held) return
  pair.held = false
  pair.near.pipe(pair.far)
  pair.far.pipe(pair.near)
}

function hold(pair: Pair): void {
  pair.held = true
  pair.near.unpipe(pair.far).pause()
  pair.far.unpipe(pair.near).pause()
}

function end({ near, far }: Pair): void {
  near.destroy()
  far.destroy()
}

import { execFile } from 'node:child_process'
import { promisify } from 'node:util'

export interface WireBytes {
  /** by those that connected to the port */
  sent: number
  received: number
  connections: number
}

interface Counter {
  sent: number
  received: number
}

const CONNECTION = /\S+:(\d+)\s+\S+:\d+\s/
const bytes = (name: string) => new RegExp(`\\b${name}:(\\d+)`)

/**
 * Counts the bytes on the TCP connections to a port of this machine, as the kernel sees them: with TLS and HTTP/2 or
 * PostgreSQL's own framing, without TCP and IP headers. Call it now and then: the count of a closed connection is that
 * of the last call. Undefined where there is no `ss` (package iproute2).
 */
export async function watchWire(port: number): Promise<{
  look(): Promise<WireBytes | undefined>
}> {
  const counters = new Map<string, Counter>()
  const run = promisify(execFile)
  const first = await look()
  return {
    async look() {
      const now = await look()
      return now === undefined || first === undefined
        ? undefined
        : {
            ...now,
            sent: now.sent - first.sent,
            received: now.received - first.received,
          }
    },
  }

  async function look(): Promise<WireBytes | undefined> {
    const args = ['-tinOH', 'state', 'established', `( dport = :${port} )`]
    const output = await run('ss', args, { maxBuffer: 2 ** 24 }).then(
      ({ stdout }) => stdout,
      () => undefined,
    )
    if (output === undefined) return undefined
    let connections = 0
    for (const line of output.split('\n')) {
      const from = CONNECTION.exec(line)?.[1]
      if (from === undefined) continue
      connections += 1
      counters.set(from, {
        sent: Number(bytes('bytes_sent').exec(line)?.[1] ?? 0),
        received: Number(bytes('bytes_received').exec(line)?.[1] ?? 0),
      })
    }
    const sum = { sent: 0, received: 0 }
    for (const { sent, received } of counters.values()) {
      sum.sent += sent
      sum.received += received
    }
    return { ...sum, connections }
  }
}

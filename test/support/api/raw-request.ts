import { connect } from 'node:net'

/** What came back, taken apart as far as it is an answer. */
export interface RawAnswer {
  /** 0: none came. */
  status: number
  head: string
  body: string
  /** Milliseconds. */
  took: number
}

/** Sends bytes and reads what comes until the other side has closed, or has answered and rests. */
export async function rawRequest(url: string, text: string | Buffer): Promise<RawAnswer> {
  const { port, hostname } = new URL(url)
  const since = performance.now()
  const { promise, resolve } = Promise.withResolvers<void>()
  const socket = connect(Number(port), hostname)
  const chunks: Buffer[] = []
  socket.on('data', (chunk) => chunks.push(chunk))
  socket.on('error', () => undefined)
  socket.on('close', () => resolve())
  socket.setTimeout(1200, () => socket.destroy())
  socket.write(typeof text === 'string' ? Buffer.from(text, 'latin1') : text)
  await promise
  const said = Buffer.concat(chunks).toString('latin1')
  const end = said.indexOf('\r\n\r\n')
  const head = end === -1 ? said : said.slice(0, end)
  const status = Number(/^HTTP\/1\.1 (\d{3})/.exec(head)?.[1] ?? 0)
  return { status, head, body: end === -1 ? '' : said.slice(end + 4), took: performance.now() - since }
}

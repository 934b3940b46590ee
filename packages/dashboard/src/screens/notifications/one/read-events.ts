/** One event of a stream. */
export interface StreamEvent {
  event: string
  data: string
}

// A server that never ends a line must not fill the memory.
const LONGEST = 1_000_000

/**
 * The events of a stream of server-sent events, as they come, as far as Belfry uses them
 * (https://html.spec.whatwg.org/#event-stream-interpretation). EventSource cannot send the header by which Belfry knows
 * its dashboard.
 */
export async function* readEvents(body: ReadableStream<Uint8Array>): AsyncGenerator<StreamEvent> {
  const decoder = new TextDecoder()
  const reader = body.getReader()
  let text = ''
  for (;;) {
    const { done, value } = await reader.read()
    if (done) return
    text += decoder.decode(value, { stream: true })
    if (text.length > LONGEST) throw new Error('an event of the stream is too long')
    const blocks = text.split('\n\n')
    text = blocks.pop() ?? ''
    for (const block of blocks) {
      const found = eventOf(block)
      if (found !== undefined) yield found
    }
  }
}

function eventOf(block: string): StreamEvent | undefined {
  const lines = block.split('\n').map((line) => /^(\w+): ?(.*)$/.exec(line))
  const valueOf = (field: string) => lines.flatMap((line) => (line?.[1] === field ? [line[2] ?? ''] : []))
  const data = valueOf('data')
  return data.length === 0 ? undefined : { event: valueOf('event').at(-1) ?? 'message', data: data.join('\n') }
}

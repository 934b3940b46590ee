import { createBelfryClient, type BelfryClient } from '@belfry/client'

/** Asks an address of this Belfry, as if it came over the network. */
export type AskInside = (request: Request) => Promise<Response>

/** The request that brought a tool's call: its key and its sender count for what the tool asks. */
export interface Caller {
  request: Request
  ask: AskInside
}

/** What the API refuses; the message is for an agent. */
export class ToolRefusal extends Error {
  override name = 'ToolRefusal'
}

// Of the body that was sent to /mcp.
const OWN_HEADERS = new Set(['content-type', 'content-length', 'accept', 'transfer-encoding'])

/**
 * The API with the caller's own key: a tool can do exactly what that key can, is counted, limited and audited the same
 * way, and needs no checks of its own.
 */
export function apiOfCaller({ request, ask }: Caller): BelfryClient {
  const { origin } = new URL(request.url)
  const [, apiKey = ''] = /^Bearer +(\S+)$/i.exec(request.headers.get('authorization') ?? '') ?? []
  return createBelfryClient({
    server: origin,
    apiKey,
    fetch: (made) => {
      for (const [name, value] of request.headers) {
        if (!OWN_HEADERS.has(name) && !name.startsWith('mcp-')) made.headers.set(name, value)
      }
      return ask(made)
    },
  })
}

interface Answered<Answer> {
  data?: Answer
  error?: unknown
  response: Response
}

/** The data of an answer; throws a ToolRefusal. */
export async function answerOf<Answer>(asked: Promise<Answered<Answer>>): Promise<NonNullable<Answer>> {
  const { data, error, response } = await asked
  if (data !== undefined && data !== null) return data
  const { code = `http-${response.status}`, detail, title, help, errors = [] } = (error ?? {}) as Problem
  const fields = errors.map(({ field, message }) => `${field}: ${message}`)
  throw new ToolRefusal(`${code}: ${[detail ?? title, ...fields, help].filter(Boolean).join('. ')}`)
}

interface Problem {
  code?: string
  title?: string
  detail?: string
  help?: string
  errors?: { field: string; message: string }[]
}

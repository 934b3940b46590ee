import type { Context } from 'hono'
import type { z } from 'zod'
import type { Deprecation } from './deprecation.ts'
import type { HttpEnv, RequestApiKey, RequestSite } from './environment.ts'
import type { Told } from './told.ts'

/** One kind of answer that an operation gives. */
export interface AnswerKind {
  description: string
  /** Of an answer in JSON. */
  schema?: z.ZodType
  /** The media type of any other answer, or several. The handler makes it as a Response. */
  type?: string | readonly string[]
  /** The data of each event, of an answer that is a stream of server-sent events. It has an id. */
  events?: z.ZodType
  /** The headers of this answer, by name. */
  headers?: Readonly<Record<string, string>>
}

/** The input and answers of one method of one address: the checks and the description are made from it. */
export interface Operation {
  /** Its name in the description and in clients, e.g. `listNotifications`. */
  id: string
  summary: string
  description?: string
  /** Describes the parts of the path. They are not checked: an id that does not exist is unknown, in any form. */
  params?: z.ZodObject
  query?: z.ZodObject
  /** Describes request headers. They are not checked here: the room does that, with its own code. */
  headers?: z.ZodObject
  body?: z.ZodType
  /** A body that is taken, for the reference. */
  example?: object
  /** The room checks the body itself, because it does not come over HTTP alone; the handler gets it as it came. */
  roomChecksBody?: true
  answers: Readonly<Record<number, AnswerKind>>
  /** The required scope of the API key: by default `read` for GET and `manage` for the rest; `read` is `figures` too. */
  scope?: 'send' | 'read' | 'manage' | 'figures'
  /** Of a page or worker that tells what has happened, and not one that joins: it has a larger allowance of its own. */
  isReport?: true
  /** The form of a page of Belfry's own posts it, and its address holds the proof: it comes from no page of the site. */
  isOwnForm?: true
  /** It changes nothing, and is written to the audit log all the same. */
  isTold?: true
  /** Needs no API key, though its area does. */
  isOpen?: true
  /** Answers however often it is asked: a watchdog must not take a busy server for a dead one. */
  isUnlimited?: true
  /** Its deprecation, shown in its answers and its description. */
  deprecated?: Deprecation
  /** Codes of its refusals, besides those of its input and of authentication. */
  refusals?: readonly string[]
}

/** The parameters of a handler. */
export interface Asked<O extends Operation> {
  site: RequestSite
  /** Behind an API key only. */
  apiKey: RequestApiKey
  /** Behind an API key only: for changes whose record must not come apart from them. */
  told: Told
  /** The prefix of Belfry's paths for a browser. */
  prefix: string
  params: O['params'] extends z.ZodObject ? Record<keyof z.output<O['params']>, string> : unknown
  query: O['query'] extends z.ZodObject ? z.output<O['query']> : unknown
  body: O extends { roomChecksBody: true } ? unknown : O['body'] extends z.ZodType ? z.output<O['body']> : unknown
  header: (name: string) => string | undefined
  /** Makes an answer in JSON, of a kind that the operation describes. */
  answer: <Status extends keyof O['answers'] & number>(
    status: Status,
    body: JsonOf<O['answers'][Status]>,
    headers?: Record<string, string>,
  ) => Response
  context: Context<HttpEnv>
}

type JsonOf<Kind> = Kind extends { schema: infer Schema extends z.ZodType } ? z.output<Schema> : never

/** An operation with its handler. */
export interface Endpoint {
  operation: Operation
  handle(c: Context<HttpEnv>): Promise<Response>
}

import type { EngineName } from './settings.ts'

/** One of the two programs under comparison, ready to work. */
export interface Contender {
  /** Builds, or builds and sends, so many messages; throws when one fails. */
  run(messages: number): Promise<void>
  close(): Promise<void>
}

/** Everything a contender needs to know; goes to worker threads as it is. */
export interface ContenderOptions {
  contender: 'belfry' | 'webPush'
  task: 'build' | 'send'
  engine: EngineName
  /** Whether it has a worker thread to itself: the native engine then encrypts in that thread. */
  ownThread: boolean
  sinkUrl: string
  sinkCa: string
}

export const SUBSCRIPTIONS = 500
export const PAYLOAD = Buffer.from(
  JSON.stringify({ title: 'Ada:', body: 'The form does not '.padEnd(200, 'submit ') }).slice(0, 200),
)
export const SUBJECT = 'mailto:ops@example.com'
export const TTL = 86_400

import type { Funnel, Progress } from './announce.ts'
import type { Muted } from './reports.ts'
import type { State } from './state.ts'

/** What your own question is about; without a topic it is about the site as a whole. */
export interface Question {
  topic?: string | undefined
  /** Your name for the question, to tell several apart in the statistics. */
  prompt?: string | undefined
}

export interface Refusal extends Question {
  /** How long it holds; 30 when absent. */
  days?: number | undefined
}

export interface Subscribing {
  /** Topics to turn on; by default those of the client. */
  topics?: readonly string[] | undefined
  /** Your own name for the words that were answered with yes; by default that of the client. */
  wording?: string | undefined
  /** The name of your own question that was answered with yes. */
  prompt?: string | undefined
}

/** The page's side of the subscription. Its methods resolve to a State and do not reject. */
export interface BelfryClient extends EventTarget {
  /** The state of this browser; only reads (one GET), asks nothing, changes nothing. */
  state(): Promise<State>
  /**
   * Asks for permission when that is still open, subscribes and registers. Call it in the handler of
   * a click before anything is awaited: Firefox and Safari ask only then.
   */
  subscribe(options?: Subscribing): Promise<State>
  /** Turns notifications off here, in the browser and on the server, and remembers that. */
  unsubscribe(): Promise<State>
  /** Call it on each page load: makes browser and server agree again, as long as the user wants it. */
  sync(): Promise<State>
  /** Says that your own question was shown to the user: counted, nothing else. */
  asked(question?: Question): void
  /**
   * The id of the notification that has led to this page, where the page is to offer "Not relevant": the notification
   * does, but the browser has no actions to show it with.
   */
  readonly landed: string | undefined
  /**
   * Says that a notification was not relevant, or takes that back. Resolves to the topics that are off now: after the
   * second notification of a topic.
   */
  irrelevant(notification: string, undo?: boolean): Promise<Muted[]>
  /** Remembers that the user said "not now" to your own question: for 30 days unless you say otherwise. */
  softDecline(question?: Refusal): Promise<State>
  /** Stops listening to other tabs and to changes of the permission. */
  close(): void
  /** A new state, also when another tab or the browser's settings changed it. */
  addEventListener(
    type: 'change',
    listener: (event: CustomEvent<State>) => void,
    options?: AddEventListenerOptions | boolean,
  ): void
  /** The progress of a slow call, to be shown. */
  addEventListener(
    type: 'progress',
    listener: (event: CustomEvent<Progress>) => void,
    options?: AddEventListenerOptions | boolean,
  ): void
  /** A step on the way to a subscription or out of it, for your statistics. */
  addEventListener(
    type: 'funnel',
    listener: (event: CustomEvent<Funnel>) => void,
    options?: AddEventListenerOptions | boolean,
  ): void
  /** A topic is off now, because a second of its notifications was called irrelevant by the way to this page. */
  addEventListener(
    type: 'muted',
    listener: (event: CustomEvent<Muted>) => void,
    options?: AddEventListenerOptions | boolean,
  ): void
  /** `landed` has changed, since a click has brought this page to the front: offer "Not relevant" in this page. */
  addEventListener(
    type: 'landed',
    listener: (event: CustomEvent<{ notification: string }>) => void,
    options?: AddEventListenerOptions | boolean,
  ): void
  addEventListener(
    type: string,
    listener: EventListenerOrEventListenerObject | null,
    options?: AddEventListenerOptions | boolean,
  ): void
}

import type { BelfryClient } from './client.ts'
import { BelfryBell } from './components/bell.ts'
import { BelfryInbox } from './components/inbox.ts'
import { BelfryLanding } from './components/landing.ts'
import { BelfryPreferences } from './components/preferences.ts'
import { BelfryPrompt } from './components/prompt.ts'

/** What all of Belfry's elements take from a page's script. */
interface BelfryElement extends HTMLElement {
  /** The page's own client; without one they make one of the attributes `base` or `site`. */
  client: BelfryClient | undefined
}

/** `<belfry-bell>`: the one control of notifications. */
export interface BelfryBellElement extends BelfryElement {
  /** The panel is shown in the page, without a button. */
  inline: boolean
  open: boolean
  /** The token of the person who is signed in, as for createClient(): whose preferences its panel shows. */
  identity: Identity
}

/** `<belfry-prompt>`: the site's own question, before the browser's. */
export interface BelfryPromptElement extends BelfryElement {
  readonly open: boolean
  /** Asks, unless it is of no use or not welcome; resolves to whether the question was shown. */
  ask(): Promise<boolean>
}

/** `<belfry-inbox>`: what the site sent to the person at the page. */
export interface BelfryInboxElement extends BelfryElement {
  /** The token of the person who is signed in, as for createClient(). */
  identity: Identity
  readonly unread: number
}

/** `<belfry-landing>`: "Not relevant" on the page that a notification has led to, where its browser has no actions. */
export type BelfryLandingElement = BelfryElement

/** `<belfry-preferences>`: topics, a pause, quiet hours, and how much a notification shows. */
export interface BelfryPreferencesElement extends BelfryElement {
  /** The token of the person who is signed in, as for createClient(). */
  identity: Identity
}

type Identity = string | null | undefined | (() => Promise<string | null>)

declare global {
  interface HTMLElementTagNameMap {
    'belfry-bell': BelfryBellElement
    'belfry-inbox': BelfryInboxElement
    'belfry-landing': BelfryLandingElement
    'belfry-preferences': BelfryPreferencesElement
    'belfry-prompt': BelfryPromptElement
  }
}

// Loaded twice, by two versions of a page's scripts for instance, the first stays: a name can be defined once.
for (const [name, element] of Object.entries({
  'belfry-bell': BelfryBell,
  'belfry-inbox': BelfryInbox,
  'belfry-landing': BelfryLanding,
  'belfry-preferences': BelfryPreferences,
  'belfry-prompt': BelfryPrompt,
})) {
  if (!customElements.get(name)) customElements.define(name, element)
}

import type { PushMessage } from '../push/push-message.ts'
import type { WaitingMessagesJournal } from '../messages/waiting-messages.ts'
import type { Subscription } from '../subscriptions/subscription.ts'
import type { SubscriptionsJournal } from '../subscriptions/subscriptions.ts'

/** A browser that checked in: Chromium's android id with its secret. */
export interface CheckedIn {
  readonly androidId: string
  readonly securityToken: string
}

/** The storage for everything that must survive a restart of the service. */
export interface Journal extends SubscriptionsJournal, WaitingMessagesJournal {
  loadSubscriptions(): Subscription[]
  loadMessages(): PushMessage[]
  loadCheckedIn(): CheckedIn[]
  saveCheckedIn(browser: CheckedIn): void
  close(): void
}

/** For a service without a folder: nothing is written, nothing survives. */
export const forgetfulJournal: Journal = {
  loadSubscriptions: () => [],
  loadMessages: () => [],
  loadCheckedIn: () => [],
  saveSubscriptions: () => undefined,
  removeSubscription: () => undefined,
  saveMessage: () => undefined,
  removeMessage: () => undefined,
  saveCheckedIn: () => undefined,
  close: () => undefined,
}

export { startPushService, type PushServiceOptions } from './push-service.ts'
export type { OwnSubscription, PushService, PushServiceAddresses } from './push-service-api.ts'
export type { SubscribeOptions } from './subscriptions/make-own-subscriptions.ts'
export type { Keep, ReceivedMessage } from './subscriptions/own-subscriber.ts'
export type { SubscriptionView } from './subscriptions/subscription-view.ts'
export type { ProfileName } from './profiles/profile.ts'
export type { Fault, FaultAction, FaultInput } from './faults/fault.ts'
export type { Faults } from './faults/faults.ts'
export {
  EventNotSeenError,
  type NextOptions,
  type PushServiceEvents,
} from './events/push-service-events.ts'
export type {
  PushServiceEvent,
  PushServiceEventOf,
  PushServiceEventType,
} from './events/push-service-event.ts'
export { PortTakenError } from './endpoint/listen.ts'
export { FolderInUseError } from './journal/open-journal.ts'

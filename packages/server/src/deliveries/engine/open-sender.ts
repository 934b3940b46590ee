import { Sender, type SenderOptions } from '@belfry/web-push'
import type { PushOptions } from './engine-messages.ts'

/** The sender with the operator's settings: the engine's, and the one with which doctor looks for faults. */
export function openSender({ allow = [], ca, resolve, proxy, noProxy }: PushOptions, more: SenderOptions = {}): Sender {
  return new Sender({
    ...more,
    ...(ca === undefined ? {} : { ca }),
    ...(resolve === undefined ? {} : { resolve }),
    ...(proxy === undefined ? {} : { proxy }),
    ...(noProxy === undefined ? {} : { noProxy }),
    // A host allowed by name may have any address: a push service in the operator's own network.
    allowPrivate: allow,
  })
}

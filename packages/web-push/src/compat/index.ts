/**
 * A drop-in for the npm package `web-push`, 3.6.7 and its main branch: the same functions, options,
 * messages and errors. What is different, and the way on to Belfry's own API, is told in
 * docs/guides/from-web-push.md.
 *
 * @example
 * import webpush from '@belfry/web-push/compat' // was: from 'web-push'
 *
 * webpush.setVapidDetails('mailto:ada@example.com', publicKey, privateKey)
 * await webpush.sendNotification(subscription, 'Hello')
 */
import { createWebPush } from './create-web-push.ts'
import type { WebPush } from './create-web-push.ts'
import { supportedContentEncodings, supportedUrgency } from './request-options.ts'
import { WebPushError } from './web-push-error.ts'

/** The one instance that the process shares; `setVapidDetails` and `setGCMAPIKey` change it. */
const webpush: WebPush = createWebPush()

export const encrypt: WebPush['encrypt'] = webpush.encrypt
export const getVapidHeaders: WebPush['getVapidHeaders'] = webpush.getVapidHeaders
export const generateVAPIDKeys: WebPush['generateVAPIDKeys'] = webpush.generateVAPIDKeys
export const setGCMAPIKey: WebPush['setGCMAPIKey'] = webpush.setGCMAPIKey
export const setVapidDetails: WebPush['setVapidDetails'] = webpush.setVapidDetails
export const generateRequestDetails: WebPush['generateRequestDetails'] =
  webpush.generateRequestDetails
export const sendNotification: WebPush['sendNotification'] = webpush.sendNotification
export { supportedContentEncodings, supportedUrgency, WebPushError }

// A plain object, as web-push's is, because tests replace its functions.
export { webpush as default }

export type { EncryptionResult } from './encryption.ts'
export type { ProxyOptions as HttpsProxyAgentOptions } from './proxy-agent.ts'
export type { PushSubscription, RequestDetails } from './request-details.ts'
export type {
  ContentEncoding,
  Headers,
  RequestOptions,
  Urgency,
  VapidDetails,
  VapidKeys,
} from './request-options.ts'
export type { SendResult } from './send.ts'

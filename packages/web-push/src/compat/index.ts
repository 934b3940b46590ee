/**
 * A drop-in for the npm package `web-push`, 3.6.7 and its main branch: the same functions, options, messages and
 * errors. docs/guides/from-web-push.md lists the differences, and the way on to Belfry's own API.
 *
 * @example
 * import webpush from '@belfry/web-push/compat' // was: from 'web-push'
 *
 * webpush.setVapidDetails('mailto:ada@example.com', publicKey, privateKey)
 * await webpush.sendNotification(subscription, 'Hello')
 */
import '../check-node.ts'
import { createWebPush } from './create-web-push.ts'
import type { WebPush } from './create-web-push.ts'
import { supportedContentEncodings, supportedUrgency } from './request-options.ts'
import { WebPushError } from './web-push-error.ts'

/** The one instance that the process shares; `setVapidDetails` and `setGCMAPIKey` change it. */
const webpush: WebPush = createWebPush()

/**
 * Encrypts a payload of at most 3993 bytes (`aesgcm`: 4078) for a subscription's keys (RFC 8291), without padding.
 *
 * @throws Error in web-push's words when a key or the payload is wrong, RangeError when the payload is too long
 * @example
 * const { cipherText } = encrypt(keys.p256dh, keys.auth, 'Hello', 'aes128gcm')
 */
export const encrypt: WebPush['encrypt'] = webpush.encrypt

/**
 * Signs a VAPID token for a push service's origin (RFC 8292), 12 hours long, or until
 * `expiration` in seconds since 1970.
 *
 * @throws Error in web-push's words when an argument is wrong
 * @example
 * const subject = 'mailto:ada@example.com'
 * const headers = getVapidHeaders('https://fcm.googleapis.com', subject, publicKey, privateKey, 'aes128gcm')
 */
export const getVapidHeaders: WebPush['getVapidHeaders'] = webpush.getVapidHeaders

/**
 * Makes a VAPID key pair as base64url: make it once and keep it, subscriptions are bound to it.
 *
 * @example
 * const { publicKey, privateKey } = generateVAPIDKeys()
 */
export const generateVAPIDKeys: WebPush['generateVAPIDKeys'] = webpush.generateVAPIDKeys

/**
 * Sets the key for Google's services of before 2019, for the whole process; null takes it back.
 *
 * @throws Error when it is an empty string or no string
 * @example
 * setGCMAPIKey(null)
 */
export const setGCMAPIKey: WebPush['setGCMAPIKey'] = webpush.setGCMAPIKey

/**
 * Sets who the messages of the whole process are from (RFC 8292 section 2.1); null takes it back.
 *
 * @throws Error in web-push's words when the subject or a key is wrong
 * @example
 * setVapidDetails('mailto:ada@example.com', publicKey, privateKey)
 */
export const setVapidDetails: WebPush['setVapidDetails'] = webpush.setVapidDetails

/**
 * Builds the request (RFC 8030 section 5) without sending it; `TTL` is in seconds, four weeks unless said otherwise.
 *
 * @throws Error in web-push's words when an argument is wrong
 * @example
 * const { endpoint, headers, body } = generateRequestDetails(subscription, 'Hello', { TTL: 60 })
 */
export const generateRequestDetails: WebPush['generateRequestDetails'] = webpush.generateRequestDetails

/**
 * Sends a message over HTTP/1.1; rejects when an argument is wrong, with a {@link WebPushError} for any answer but 2xx,
 * and with Node's error for none. `timeout` is in milliseconds, 30,000 in all unless given.
 *
 * @example
 * const { statusCode } = await sendNotification(subscription, 'Hello', { TTL: 60, urgency: 'high' })
 */
export const sendNotification: WebPush['sendNotification'] = webpush.sendNotification

export { supportedContentEncodings, supportedUrgency, WebPushError }

// A plain object, as web-push's is, because tests replace its functions.
export { webpush as default }

export type { EncryptionResult } from './encrypt-by-parts.ts'
export type { ProxyOptions as HttpsProxyAgentOptions } from './proxy-agent.ts'
export type { PushSubscription, RequestDetails } from './request-details.ts'
export type { ContentEncoding, Headers, RequestOptions, Urgency, VapidDetails, VapidKeys } from './request-options.ts'
export type { SendResult } from './send.ts'

import { Encryptor } from '../encryptor.ts'
import { encryptPayload } from './encryption.ts'
import type { EncryptionResult } from './encrypt-by-parts.ts'
import { buildRequestDetails } from './request-details.ts'
import type { PushSubscription, RequestDetails, Toolbox } from './request-details.ts'
import { supportedContentEncodings, supportedUrgency } from './request-options.ts'
import type { ContentEncoding, RequestOptions, VapidKeys } from './request-options.ts'
import { sendRequest } from './send.ts'
import type { SendResult } from './send.ts'
import { emptyState } from './state.ts'
import { checkVapidDetails, generateVAPIDKeys, vapidHeaders } from './vapid.ts'
import { VapidTokens } from './vapid-tokens.ts'
import { WebPushError } from './web-push-error.ts'

export interface WebPush {
  WebPushError: typeof WebPushError
  supportedContentEncodings: typeof supportedContentEncodings
  supportedUrgency: typeof supportedUrgency
  encrypt: (
    userPublicKey: string,
    userAuth: string,
    payload: string | Buffer,
    contentEncoding: ContentEncoding,
  ) => EncryptionResult
  getVapidHeaders: GetVapidHeaders
  generateVAPIDKeys: () => VapidKeys
  setGCMAPIKey: (apiKey: string | null) => void
  setVapidDetails: SetVapidDetails
  generateRequestDetails: GenerateRequestDetails
  sendNotification: (
    subscription: PushSubscription,
    payload?: string | Buffer | null,
    options?: RequestOptions,
  ) => Promise<SendResult>
}

export interface GetVapidHeaders {
  (...args: [...VapidArguments, 'aes128gcm', expiration?: number]): { Authorization: string }
  (...args: [...VapidArguments, 'aesgcm', expiration?: number]): {
    Authorization: string
    'Crypto-Key': string
  }
  (...args: [...VapidArguments, ContentEncoding, expiration?: number]): {
    Authorization: string
    'Crypto-Key'?: string
  }
}

type VapidArguments = [audience: string, subject: string, publicKey: string, privateKey: string]

export interface SetVapidDetails {
  (subject: string, publicKey: string, privateKey: string): void
  (reset: null): void
}

/** The overloads of `@types/web-push`: an empty payload, typed as one with a body, comes back with null. */
export interface GenerateRequestDetails {
  (subscription: PushSubscription, payload?: null, options?: RequestOptions): RequestDetails & { body: null }
  (
    subscription: PushSubscription,
    payload?: string | Buffer,
    options?: RequestOptions,
  ): RequestDetails & { body: Buffer }
  (subscription: PushSubscription, payload?: string | Buffer | null, options?: RequestOptions): RequestDetails
}

/** Makes web-push's API with its own state, so that tests need not share one. */
export function createWebPush(options?: { now?: () => number }): WebPush {
  const tools: Toolbox = {
    state: emptyState(),
    encryptor: new Encryptor(),
    tokens: new VapidTokens({ now: options?.now ?? (() => Date.now()) }),
  }

  function setGCMAPIKey(apiKey: string | null): void {
    if (apiKey !== null && (typeof apiKey !== 'string' || apiKey.length === 0)) {
      throw new Error('The GCM API Key should be a non-empty string or null.')
    }
    tools.state.gcmAPIKey = apiKey
  }

  function setVapidDetails(...args: [string, string, string] | [null]): void {
    if (args.length === 1 && args[0] === null) {
      tools.state.vapidDetails = null
      return
    }
    const [subject, publicKey, privateKey] = args
    const details = { subject, publicKey, privateKey }
    checkVapidDetails(details)
    tools.state.vapidDetails = details
  }

  function generateRequestDetails(
    subscription: PushSubscription,
    payload?: string | Buffer | null,
    requestOptions?: RequestOptions,
  ): RequestDetails {
    return buildRequestDetails(tools, subscription, payload, requestOptions)
  }

  return {
    WebPushError,
    supportedContentEncodings,
    supportedUrgency,
    encrypt: (userPublicKey, userAuth, payload, contentEncoding) =>
      encryptPayload(tools.encryptor, userPublicKey, userAuth, payload, contentEncoding),
    getVapidHeaders: ((audience, subject, publicKey, privateKey, contentEncoding, expiration) =>
      vapidHeaders(
        tools.tokens,
        audience,
        { subject, publicKey, privateKey },
        contentEncoding,
        expiration,
      )) as GetVapidHeaders,
    generateVAPIDKeys,
    setGCMAPIKey,
    setVapidDetails,
    generateRequestDetails: generateRequestDetails as GenerateRequestDetails,
    async sendNotification(subscription, payload, requestOptions) {
      return sendRequest(generateRequestDetails(subscription, payload, requestOptions))
    },
  }
}

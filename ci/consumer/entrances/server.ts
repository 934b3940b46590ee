// Every entrance that runs on a server, for ci/consumer-types.ts: under each way to resolve a package its names have
// their types, and compile as the ES module or the CommonJS that this file is there.

import { createBelfry, type Belfry, type BelfryOptions } from 'belfry'
import { clientFile } from '@belfry/browser/files'
import { createBelfryClient, type BelfryModels } from '@belfry/client'
import { startPushService, type PushService } from '@belfry/push-service'
import { buildRequest, Sender, VapidSigner, type PushRequest } from '@belfry/web-push'
import * as webpush from '@belfry/web-push/compat'
import { loadBinding } from '@belfry/web-push-native'

const keys: webpush.VapidKeys = webpush.generateVAPIDKeys()
const file: string = clientFile().pathname

export async function embed(options: BelfryOptions): Promise<Belfry> {
  // @ts-expect-error a topic is described by an object, so that this would compile if the types had become any
  await createBelfry({ data: file, topics: { news: 1 } })
  return createBelfry(options)
}

export async function send(given: Parameters<typeof buildRequest>[0]): Promise<string> {
  const signer = new VapidSigner({ keys, subject: 'mailto:ada@example.com' })
  const request: PushRequest = buildRequest({ ...given, signer })
  const sender = new Sender()
  return (await sender.send(request)).kind
}

export async function sendAsBefore(subscription: webpush.PushSubscription): Promise<string> {
  const { body }: webpush.SendResult = await webpush.sendNotification(subscription, 'Hello')
  return body
}

export async function tryOut(): Promise<PushService> {
  return startPushService({ folder: './push-service' })
}

export async function read(server: string): Promise<BelfryModels['Notification'] | undefined> {
  const client = createBelfryClient({ server, apiKey: 'key' })
  const { data } = await client.GET('/v1/notifications/{id}', { params: { path: { id: '1' } } })
  return loadBinding().ok ? data : undefined
}

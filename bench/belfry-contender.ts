import { buildRequest, generateVapidKeys, loadEngine, NativeEngine, Sender, VapidSigner } from '@belfry/web-push'
import type { EncryptionEngine, PushRequest } from '@belfry/web-push'
import { PAYLOAD, SUBJECT, SUBSCRIPTIONS, TTL } from './contender.ts'
import type { Contender, ContenderOptions } from './contender.ts'
import { makeSubscriptions } from './subscriptions.ts'
import { encryptionOf } from './settings.ts'
import type { BenchSubscription } from './subscriptions.ts'

/** Batches being sent at once: while one is under way the next is encrypted. */
const BATCHES = 2

/** Belfry as its delivery engine uses it: batches of 500, one signer, one sender. */
export async function belfryContender(options: ContenderOptions): Promise<Contender> {
  const subscriptions = makeSubscriptions(SUBSCRIPTIONS, options.sinkUrl)
  const signer = new VapidSigner({ keys: generateVapidKeys(), subject: SUBJECT })
  const encrypt = await batchEncryption(options)
  const { host } = new URL(options.sinkUrl)
  const sender = new Sender({ ca: options.sinkCa, allowPrivate: [host] })

  async function build(batch: readonly BenchSubscription[]): Promise<PushRequest[]> {
    const bodies = await encrypt(batch.map(({ keys }) => ({ payload: PAYLOAD, keys })))
    return bodies.map((body, i) => {
      if (typeof body === 'string') throw new Error(body)
      const { endpoint } = batch[i] as BenchSubscription
      return buildRequest({ endpoint, body, ttl: TTL, urgency: 'normal', signer })
    })
  }

  async function send(batch: readonly BenchSubscription[]): Promise<void> {
    const requests = await build(batch)
    const answers = await Promise.all(requests.map((request) => sender.send(request)))
    const bad = answers.find((answer) => answer.kind !== 'response' || answer.status !== 201)
    if (bad) throw new Error(JSON.stringify(bad))
  }

  async function run(messages: number): Promise<void> {
    let left = messages
    const work = options.task === 'build' ? build : send
    const takeBatches = async () => {
      while (left > 0) {
        const batch = subscriptions.slice(0, left)
        left -= batch.length
        await work(batch)
      }
    }
    await Promise.all(Array.from({ length: BATCHES }, takeBatches))
  }

  return { run, close: () => sender.close() }
}

async function batchEncryption({
  engine: name,
  ownThread,
}: ContenderOptions): Promise<EncryptionEngine['encryptBatch']> {
  const { engine, nativeFault } = await loadEngine({ use: encryptionOf(name) })
  if (name !== 'typescript' && nativeFault !== undefined) throw new Error(nativeFault)
  if (ownThread && engine instanceof NativeEngine) {
    return async (messages) => engine.encryptBatchSync(messages)
  }
  return (messages) => engine.encryptBatch(messages)
}

// Encrypts rounds of batches, on the pool and in this thread, and reports how many bodies decrypted.

import { randomBytes } from 'node:crypto'
import { parentPort, workerData } from 'node:worker_threads'
import { loadBinding } from '../src/load-binding.ts'
import { bodiesOf, decrypt, makeBatch, makeSubscribers } from './subscribers.ts'

const { rounds, count } = workerData as { rounds: number; count: number }
const loaded = loadBinding()
if (!loaded.ok) throw new Error(loaded.reason)
const subscribers = makeSubscribers(count)
let decrypted = 0
for (let round = 0; round < rounds; round += 1) {
  const payloads = subscribers.map(() => randomBytes(50))
  const pooled = makeBatch(subscribers, payloads)
  const inline = makeBatch(subscribers, payloads)
  const pending = loaded.binding.encryptBatch(pooled, 4)
  loaded.binding.encryptBatchSync(inline)
  await pending
  for (const batch of [pooled, inline]) {
    for (const [i, body] of bodiesOf(batch).entries()) {
      const plaintext = decrypt(body, subscribers[i] as never)
      if (payloads[i]?.equals(plaintext)) decrypted += 1
    }
  }
}
parentPort?.postMessage(decrypted)

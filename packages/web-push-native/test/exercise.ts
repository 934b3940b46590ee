// Puts an addon, given as a file, through everything that is hard on memory; for the sanitizers, and to watch for
// leaks. node test/exercise.ts <file> <thousands of messages>

import { createRequire } from 'node:module'
import { randomBytes, randomInt } from 'node:crypto'
import { isMainThread, threadId, Worker, workerData } from 'node:worker_threads'
import { bind } from '../src/binding.ts'
import type { Addon, Binding } from '../src/binding.ts'
import { selfTest } from '../src/self-test.ts'
import { makeBatch, makeSubscribers } from './subscribers.ts'

const [file = '', thousands = '2'] = isMainThread ? process.argv.slice(2) : (workerData as string[])
const addon = createRequire(import.meta.url)(file) as Addon
const bindings = Object.entries(addon.backends).map(([name, number]) => {
  const problem = selfTest(addon, number)
  if (problem) throw new Error(`${name}: ${problem}`)
  return bind(addon, name)
})

/** All back ends in turn; the portable one, which is slow, now and then. */
function nextBinding(turn: number): Binding {
  const quick = bindings.filter(({ backend }) => backend !== 'portable')
  const slow = bindings.find(({ backend }) => backend === 'portable')
  return (turn % 16 === 0 ? slow : undefined) ?? (quick[turn % quick.length] as Binding)
}

await encryptThousands(Number(thousands))
if (isMainThread) {
  sendNonsense()
  await endThreadsInTheMiddle()
  const megabytes = Math.round(process.memoryUsage.rss() / 1e6)
  console.log(`${thousands},000 messages, ${megabytes} MB resident at the end`)
}

async function encryptThousands(count: number): Promise<void> {
  const subscribers = makeSubscribers(100)
  subscribers[7]?.point.fill(9, 40)
  const payloads = subscribers.map(() => randomBytes(randomInt(400)))
  let half = 0
  for (let i = 0; i < count * 10; i += 1) {
    const binding = nextBinding(i)
    const batch = makeBatch(subscribers, payloads, randomInt(50))
    if (i % 2 === 0) binding.encryptBatchSync(batch)
    else await binding.encryptBatch(batch, 1 + (i % 4))
    if (batch.statuses.some((one, index) => one !== (index === 7 ? 1 : 0))) throw new Error('status')
    if (i === Math.floor(count * 5)) half = process.memoryUsage.rss()
  }
  if (isMainThread) {
    const growth = Math.round((process.memoryUsage.rss() - half) / 1e3)
    console.log(`resident memory in the second half: ${growth} kB more`)
  }
}

function sendNonsense(): void {
  for (let round = 0; round < 3000; round += 1) {
    const count = randomInt(4)
    try {
      nextBinding(round).encryptBatchSync({
        keys: randomBytes(randomInt(3) === 0 ? randomInt(400) : count * 81),
        table: Uint32Array.from({ length: count * 3 }, () => randomInt(400)),
        payloads: randomBytes(randomInt(800)),
        bodies: Buffer.alloc(randomInt(2000)),
        statuses: Buffer.alloc(count),
      })
    } catch (error) {
      if ((error as { code: string }).code !== 'ERR_INVALID_BATCH') throw error
    }
  }
}

async function endThreadsInTheMiddle(): Promise<void> {
  for (let round = 0; round < 10; round += 1) {
    const workers = [1, 2, 3].map(() => new Worker(new URL(import.meta.url), { workerData: [file, '50'] }))
    await new Promise((resolve) => setTimeout(resolve, 100 + round * 40))
    await Promise.all(workers.map((worker) => worker.terminate()))
  }
  if (threadId !== 0) throw new Error('a worker does not start workers')
}

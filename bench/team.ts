import { once } from 'node:events'
import { Worker } from 'node:worker_threads'
import { belfryContender } from './belfry-contender.ts'
import type { Contender, ContenderOptions } from './contender.ts'
import { webPushContender } from './web-push-contender.ts'

export async function makeContender(options: ContenderOptions): Promise<Contender> {
  return options.contender === 'belfry' ? belfryContender(options) : webPushContender(options)
}

/** A contender in this thread or, with workers, in so many of them, each doing its share. */
export async function makeTeam(options: ContenderOptions, workers: number): Promise<Contender> {
  if (workers === 0) return makeContender(options)
  const members = await Promise.all(Array.from({ length: workers }, () => startMember({ ...options, ownThread: true })))
  return {
    async run(messages) {
      const share = Math.ceil(messages / workers)
      await Promise.all(members.map((member, i) => member.run(Math.min(share, messages - i * share))))
    },
    async close() {
      await Promise.all(members.map((member) => member.close()))
    },
  }
}

async function startMember(options: ContenderOptions): Promise<Contender> {
  const worker = new Worker(new URL('./team-member.ts', import.meta.url), { workerData: options })
  const ask = async (order: number | 'close') => {
    worker.postMessage(order)
    await once(worker, 'message')
  }
  await once(worker, 'message')
  return {
    run: ask,
    async close() {
      const ended = once(worker, 'exit')
      await ask('close')
      await ended
    },
  }
}

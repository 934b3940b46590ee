import { fork } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import type { ContenderOptions } from './contender.ts'
import type { Cost } from './cost.ts'

/** A contender in its own process: neither collects the other's garbage, nor is compiled for the other's objects. */
export interface ContenderApart {
  measure(messages: number): Promise<Cost>
  close(): Promise<void>
}

/** Starts one, with so many worker threads; 0 means its main thread. */
export async function startApart(options: ContenderOptions, workers: number): Promise<ContenderApart> {
  const script = fileURLToPath(new URL('./apart-main.ts', import.meta.url))
  const child = fork(script, [JSON.stringify({ options, workers })])
  const ended = once(child, 'exit').then(([code]: unknown[]) => code as number | null)
  const answer = async (): Promise<unknown> => {
    const [message] = (await Promise.race([
      once(child, 'message'),
      ended.then((code) => {
        throw new Error(`the process of ${options.contender} ended with code ${code}`)
      }),
    ])) as unknown[]
    return message
  }
  await answer()
  return {
    async measure(messages) {
      child.send(messages)
      return (await answer()) as Cost
    },
    async close() {
      if (child.connected) child.disconnect()
      await ended
    },
  }
}

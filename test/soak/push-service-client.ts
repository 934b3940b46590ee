import { fork } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import type { Question, Reply, SoakPushService } from './push-service-process.ts'

/** A client of a soak's push service, for another process. */
export type RemotePushService = AsyncDisposable & {
  [Name in keyof SoakPushService]: (
    ...args: Parameters<SoakPushService[Name]>
  ) => Promise<Awaited<ReturnType<SoakPushService[Name]>>>
}

const program = fileURLToPath(new URL('./push-service-process.ts', import.meta.url))

export async function startSoakPushService(): Promise<RemotePushService> {
  const child = fork(program, { stdio: 'inherit' })
  const exit = once(child, 'exit')
  await once(child, 'message')
  const waiting = new Map<number, (reply: Reply) => void>()
  child.on('message', (reply: Reply) => waiting.get(reply.number)?.(reply))
  let number = 0

  async function ask(name: keyof SoakPushService, args: unknown[]): Promise<unknown> {
    number += 1
    const question: Question = { number, name, args }
    const { promise, resolve } = Promise.withResolvers<Reply>()
    waiting.set(question.number, resolve)
    child.send(question)
    const reply = await promise
    waiting.delete(question.number)
    if ('error' in reply) throw new Error(`the push service could not ${name}: ${reply.error}`)
    return reply.result
  }

  const names = [
    'reach',
    'subscribe',
    'addFault',
    'removeFault',
    'clearFaults',
    'lose',
    'received',
    'taken',
    'toldGone',
    'faulted',
  ] as const satisfies (keyof SoakPushService)[]
  const asked = Object.fromEntries(names.map((name) => [name, (...args: unknown[]) => ask(name, args)]))
  return {
    ...(asked as unknown as Omit<RemotePushService, typeof Symbol.asyncDispose>),
    async [Symbol.asyncDispose]() {
      if (child.connected) child.disconnect()
      const late = setTimeout(() => child.kill('SIGKILL'), 5000)
      await exit
      clearTimeout(late)
    },
  }
}

import https from 'node:https'
import webPush from 'web-push'
import { PAYLOAD, SUBJECT, SUBSCRIPTIONS, TTL } from './contender.ts'
import type { Contender, ContenderOptions } from './contender.ts'
import { makeSubscriptions } from './subscriptions.ts'

/** Messages under way at once, and so connections: 8, 16 or 50 of them cost the same (bench/results.md). */
const IN_FLIGHT = 100

/** The npm package web-push as its users run it at its best: connections kept, many messages at once. */
export function webPushContender(options: ContenderOptions): Contender {
  const subscriptions = makeSubscriptions(SUBSCRIPTIONS, options.sinkUrl).map((one) => one.webPush)
  const vapidDetails = { subject: SUBJECT, ...webPush.generateVAPIDKeys() }
  const agent = new https.Agent({ keepAlive: true, ca: options.sinkCa })
  const build = { vapidDetails, TTL, contentEncoding: 'aes128gcm' } as const

  function* turns(messages: number) {
    for (let i = 0; i < messages; i += 1) {
      yield subscriptions[i % subscriptions.length] as (typeof subscriptions)[0]
    }
  }

  async function run(messages: number): Promise<void> {
    // One iterator that all the senders take their next message from.
    const queue = turns(messages)
    if (options.task === 'build') {
      for (const one of queue) webPush.generateRequestDetails(one, PAYLOAD, build)
      return
    }
    const sendInTurn = async () => {
      for (const one of queue) await webPush.sendNotification(one, PAYLOAD, { ...build, agent })
    }
    await Promise.all(Array.from({ length: IN_FLIGHT }, sendInTurn))
  }

  return { run, close: async () => agent.destroy() }
}

import { localhostCertificate } from '#test/network/localhost-certificate'
import { compare, USUAL_MESSAGES } from './compare.ts'
import type { Comparison } from './compare.ts'
import type { Settings } from './settings.ts'
import { startSink } from './sink.ts'
import { startApart } from './apart.ts'

/** Cost of making a request and sending it over TLS to a sink in its own process. */
export async function measureSend(settings: Settings): Promise<Comparison> {
  await using sink = await startSink()
  const options = {
    task: 'send',
    engine: settings.engine,
    ownThread: false,
    sinkUrl: sink.url,
    sinkCa: localhostCertificate.cert,
  } as const
  const belfry = await startApart({ ...options, contender: 'belfry' }, settings.workers)
  const webPush = await startApart({ ...options, contender: 'webPush' }, settings.workers)
  try {
    const messages = settings.messages ?? USUAL_MESSAGES
    const comparison = await compare('send', { belfry, webPush }, { ...settings, messages })
    return { ...comparison, sink: sink.name }
  } finally {
    await Promise.all([belfry.close(), webPush.close()])
  }
}

import { compare, USUAL_MESSAGES } from './compare.ts'
import type { Comparison } from './compare.ts'
import type { Settings } from './settings.ts'
import { startApart } from './apart.ts'

/** Cost of making a request: encryption, VAPID header, the other headers. Nothing is sent. */
export async function measureBuild(settings: Settings): Promise<Comparison> {
  const options = {
    task: 'build',
    engine: settings.engine,
    ownThread: false,
    sinkUrl: 'https://push.example.com',
    sinkCa: '',
  } as const
  const belfry = await startApart({ ...options, contender: 'belfry' }, settings.workers)
  const webPush = await startApart({ ...options, contender: 'webPush' }, settings.workers)
  try {
    const messages = settings.messages ?? USUAL_MESSAGES
    return await compare('build', { belfry, webPush }, { ...settings, messages })
  } finally {
    await Promise.all([belfry.close(), webPush.close()])
  }
}

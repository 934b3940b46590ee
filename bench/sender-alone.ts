import { localhostCertificate } from '#test/network/localhost-certificate'
import type { Contender } from './contender.ts'
import { secondsSince } from './rounding.ts'
import type { EngineName } from './settings.ts'
import { makeTeam } from './team.ts'
import type { Turn } from './turn.ts'

/** Encrypting and sending without the rest of Belfry, in separate threads like Belfry's engine. */
export async function startSenderAlone(bench: {
  engine: EngineName
  sinkUrl: string
  workers: number
}): Promise<Contender> {
  const { engine, sinkUrl, workers } = bench
  return makeTeam(
    {
      contender: 'belfry',
      task: 'send',
      engine,
      ownThread: true,
      sinkUrl,
      sinkCa: localhostCertificate.cert,
    },
    workers,
  )
}

/** One turn of it. */
export async function sendAlone(sender: Contender, messages: number): Promise<Turn> {
  const startedAt = performance.now()
  const before = process.cpuUsage()
  await sender.run(messages)
  const { user, system } = process.cpuUsage(before)
  return { cpuMicros: user + system, seconds: secondsSince(startedAt), messages }
}

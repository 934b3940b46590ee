// The process of one contender: measures as many messages as its parent asks for, until the parent disconnects.

import type { ContenderOptions } from './contender.ts'
import { measureCost } from './cost.ts'
import { makeTeam } from './team.ts'

const { options, workers } = JSON.parse(process.argv[2] ?? '') as {
  options: ContenderOptions
  workers: number
}
const team = await makeTeam(options, workers)
process.on('message', (messages: number) => void answer(messages))
process.on('disconnect', () => void team.close())
process.send?.('ready')

async function answer(messages: number): Promise<void> {
  const cost = await measureCost(team, messages)
  process.send?.(cost)
}

// One worker thread of a team: runs each order, and reports when it is done. An error ends the thread, which team.ts
// notices.

import { parentPort, workerData } from 'node:worker_threads'
import type { ContenderOptions } from './contender.ts'
import { makeContender } from './team.ts'

const contender = await makeContender(workerData as ContenderOptions)
parentPort?.postMessage('ready')
parentPort?.on('message', (order: number | 'close') => void obey(order))

async function obey(order: number | 'close'): Promise<void> {
  await (order === 'close' ? contender.close() : contender.run(order))
  parentPort?.postMessage('done')
  if (order === 'close') parentPort?.close()
}

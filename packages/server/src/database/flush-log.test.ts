import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { createLogFlusher } from './flush-log.ts'

const folder = mkdtempSync(join(tmpdir(), 'belfry-flush-'))
after(() => rmSync(folder, { recursive: true }))

// A disk that answers on command.
function slowDisk(name: string) {
  const file = join(folder, name)
  writeFileSync(`${file}-wal`, '')
  const answers: PromiseWithResolvers<void>[] = []
  const flusher = createLogFlusher(file, () => {
    const answer = Promise.withResolvers<void>()
    answers.push(answer)
    return answer.promise
  })
  return { flusher, answers }
}

const asked = async (answers: unknown[], times: number) => {
  while (answers.length < times) await new Promise((resolve) => setImmediate(resolve))
}

test('callers that come during a flush share one later flush', async () => {
  const { flusher, answers } = slowDisk('shared')
  const first = flusher.flush()
  await asked(answers, 1)
  let done = 0
  const others = [1, 2, 3].map(() => flusher.flush().then(() => (done += 1)))
  answers[0]?.resolve()
  await first
  await asked(answers, 2)
  assert.equal(done, 0, 'the flush that ran then may have begun before their commits')
  answers[1]?.resolve()
  await Promise.all(others)
  assert.equal(answers.length, 2)
  await flusher.close()
})

test('a failed flush rejects for its waiting callers, and for no later ones', async () => {
  const { flusher, answers } = slowDisk('failing')
  const first = flusher.flush()
  await asked(answers, 1)
  const second = flusher.flush()
  answers[0]?.reject(new Error('EIO'))
  await assert.rejects(first, { name: 'LogFlushError', code: 'log-not-flushed' })
  await asked(answers, 2)
  answers[1]?.resolve()
  await second
  await flusher.close()
})

test('a log that is missing at first is found when it is there', async () => {
  const file = join(folder, 'late')
  const flusher = createLogFlusher(file)
  await assert.rejects(flusher.flush(), { name: 'LogFlushError' })
  writeFileSync(`${file}-wal`, '')
  await flusher.flush()
  await flusher.close()
})

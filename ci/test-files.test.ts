import assert from 'node:assert/strict'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { Slots } from './slots.ts'
import { runTestFiles } from './test-files.ts'
import type { Verdict } from './verdict.ts'

describe('running test files', () => {
  let root: string
  before(async () => {
    root = await mkdtemp(join(tmpdir(), 'belfry-test-files-'))
  })
  after(() => rm(root, { recursive: true }))

  async function run(source: string, fileTimeoutMs = 20_000): Promise<Verdict> {
    const file = join(root, 'some.test.ts')
    await writeFile(file, `import { describe, it } from 'node:test'\n${source}`)
    // Without this the file would think it runs under the runner that runs this file.
    const env = { NODE_TEST_CONTEXT: undefined }
    return runTestFiles([file], {
      root,
      env,
      fileTimeoutMs,
      slots: new Slots({ count: 1 }),
      signal: new AbortController().signal,
    })
  }

  it('fails when a Belfry has answered other than described, even after the test', async () => {
    const verdict = await run(`
      import { channel } from 'node:diagnostics_channel'
      const response = Response.json({ status: 'bad' })
      it('asks', () => channel('belfry:answer').publish({ method: 'GET', route: '/healthz', response }))`)
    assert.ok(verdict.failed > 0)
    assert.match(verdict.output, /GET \/healthz answered 200 and not as described/)
  })

  it('counts tests and not the suites around them', async () => {
    const verdict = await run(`
      it('rings', () => {})
      describe('the tower', () => {
        it('stands', () => {})
        it('leans', () => { throw new Error('4 degrees') })
      })`)
    assert.equal(verdict.passed, 2)
    assert.equal(verdict.failed, 1)
    assert.match(verdict.output, /✖ leans \(some\.test\.ts:\d+\)\nError: 4 degrees/)
  })

  it('keeps the reason of a skip', async () => {
    const verdict = await run(`
      it('rings', { skip: 'no bell: apt-get install bell' }, () => {})
      it('chimes', (t) => t.skip('no hour'))
      describe('the tower', { skip: 'no stone' }, () => { it('stands', () => {}) })`)
    assert.deepEqual(
      verdict.skipped.map(({ why }) => why),
      ['no bell: apt-get install bell', 'no hour', 'no stone'],
    )
    assert.equal(verdict.failed, 0)
  })

  it('stops a file that leaves something open, and fails it', async () => {
    const verdict = await run(`it('rings', () => {})\nsetInterval(() => {}, 1000)`, 5000)
    assert.equal(verdict.passed, 1)
    assert.equal(verdict.failed, 1)
    assert.match(verdict.output, /did not end within 5 s \(something is left open\)/)
  })

  it('names the test that hangs', async () => {
    const verdict = await run(
      `describe('the tower', () => { it('stands', () => {})\nit('leans', () => new Promise(() => setInterval(() => {}, 1000))) })`,
      5000,
    )
    assert.equal(verdict.passed, 1)
    assert.match(verdict.output, /did not end within 5 s \(running: "leans" of line \d+\)/)
  })

  it('fails a file that dies, that cannot be read or that tests nothing', async () => {
    assert.match((await run(`it('rings', () => {})\nprocess.exit(3)`)).output, /ended with code 3/)
    assert.match((await run(`enum Bell { Big }`)).output, /enum is not supported/)
    assert.match((await run(``)).output, /has no test/)
  })

  it('runs other files beside an exclusive one, and never two exclusive ones', async () => {
    const names = ['browser-1', 'browser-2', 'other']
    const files = names.map((name) => join(root, `${name}.test.ts`))
    const log = join(root, 'log')
    for (const [index, file] of files.entries()) {
      const note = (what: string) => `appendFileSync(${JSON.stringify(log)}, '${what} ${names[index]}\\n')`
      await writeFile(
        file,
        `import { appendFileSync } from 'node:fs'\nimport { it } from 'node:test'\n` +
          `it('runs', () => {})\n${note('start')}\nprocess.on('exit', () => ${note('end')})`,
      )
    }
    const verdict = await runTestFiles(files, {
      root,
      env: { NODE_TEST_CONTEXT: undefined },
      slots: new Slots({ count: 3 }),
      beside: (file) => (file.includes('browser') ? 'no-browser' : 'anything'),
      signal: new AbortController().signal,
    })
    assert.equal(verdict.passed, 3)
    const browsers = (await readFile(log, 'utf8')).split('\n').filter((line) => /browser/.test(line))
    assert.deepEqual(browsers, ['start browser-1', 'end browser-1', 'start browser-2', 'end browser-2'])
  })

  it('runs a file that failed once more, alone, and tells of it', async () => {
    const file = join(root, 'second.test.ts')
    const options = {
      root,
      env: { NODE_TEST_CONTEXT: undefined },
      secondRuns: 1,
      slots: new Slots({ count: 1 }),
      signal: new AbortController().signal,
    }
    const ran = join(root, 'ran')
    await writeFile(
      file,
      `import assert from 'node:assert'\nimport { existsSync, writeFileSync } from 'node:fs'
      import { it } from 'node:test'\nconst ran = existsSync(${JSON.stringify(ran)})
      writeFileSync(${JSON.stringify(ran)}, '')\nit('leans', () => assert(ran, 'the first time'))`,
    )
    const verdict = await runTestFiles([file], options)
    assert.deepEqual([verdict.passed, verdict.failed, verdict.unstable?.length], [1, 0, 1])
    assert.match(verdict.unstable?.[0] ?? '', /leans[^]*the first time/)
    await writeFile(file, `import { it } from 'node:test'\nit('leans', () => { throw new Error('always') })`)
    const twice = await runTestFiles([file], options)
    assert.deepEqual([twice.failed, twice.unstable?.length], [1, 0])
    assert.match(twice.output, /always[^]*run again[^]*always/)
    const two = await runTestFiles([file, file], options)
    assert.equal(two.failed, 2)
    assert.doesNotMatch(two.output, /run again/)
  })

  it('fails when there is nothing to run', async () => {
    const verdict = await runTestFiles([], {
      root,
      slots: new Slots({ count: 1 }),
      signal: new AbortController().signal,
    })
    assert.equal(verdict.failed, 1)
  })

  it('fails a suite whose preparation fails', async () => {
    const verdict = await run(`
      import { before } from 'node:test'
      describe('the tower', () => {
        before(() => { throw new Error('no ground') })
        it('stands', () => {})
      })`)
    assert.ok(verdict.failed > 0)
    assert.match(verdict.output, /no ground/)
  })
})

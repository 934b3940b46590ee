import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { after, before, describe, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { openDatabase } from '../../packages/server/src/database/open-database.ts'
import {
  postgresVersions,
  sqliteVersions,
  type SchemaPlace,
  type SchemaVersions,
} from '../support/databases/schema-versions.ts'
import { startPostgres, whyNoPostgres } from '../support/databases/postgres.ts'

const PROCESSES = 5
const program = fileURLToPath(new URL('../support/databases/migrate-process.ts', import.meta.url))

describe('the schema of the embedded store', () => holds(sqliteVersions()))

describe('the schema on PostgreSQL', { skip: await whyNoPostgres() }, async () => {
  const postgres = await startPostgres()
  holds(postgresVersions(postgres))
  after(() => postgres[Symbol.asyncDispose]())
})

function holds(versions: SchemaVersions): void {
  const { newest } = versions
  const create = () => versions.create()
  // Each version is made once, from the one before it, and the newest in one go: the tests get copies.
  let bare: SchemaPlace
  let whole: SchemaPlace
  before(async () => {
    bare = await create()
    whole = await create()
    await openAndClose(whole)
  })
  after(async () => {
    await bare[Symbol.asyncDispose]()
    await whole[Symbol.asyncDispose]()
  })
  const createAt = async (version: number) => {
    await bare.migrateTo(version)
    return versions.create(bare)
  }
  for (let version = 1; version < newest; version += 1) {
    test(`is migrated from ${version} to ${newest} with all its rows`, async () => {
      await using place = await createAt(version)
      await place.write(version)
      const [columns, before] = [await place.columns(), await place.read()]
      for (const [relation, rows] of Object.entries(before)) {
        // Write one into test/support/schema-history/ with the version that made the table.
        assert.ok(rows.length > 0, `${relation} has no row to lose`)
      }
      await openAndClose(place)
      assert.deepEqual(await place.read(columns), before)
      assert.deepEqual(await place.applied(), upTo(newest))
    })

    // Old processes run on while a new one migrates: they write no new column and read every old one.
    test(`lets a process of schema ${version} go on writing and reading at ${newest}`, async () => {
      await using old = await createAt(version)
      await old.write(version)
      await using place = await versions.create(whole)
      await place.write(version)
      assert.deepEqual(await place.read(await old.columns()), await old.read())
      const functions = await place.functions()
      const kept = (await old.functions()).filter((name) => !versions.contracted.has(name))
      for (const name of kept) assert.ok(functions.includes(name), name)
    })
  }

  test(`${PROCESSES} processes that start together make it once`, async () => {
    await using place = await create()
    await startTogether(place)
    assert.deepEqual(await place.applied(), upTo(newest))
  })

  test(`${PROCESSES} processes that start together migrate an old one once`, async () => {
    await using place = await create()
    await place.migrateTo(1)
    await place.write(1)
    const [columns, before] = [await place.columns(), await place.read()]
    await startTogether(place)
    assert.deepEqual(await place.read(columns), before)
    assert.deepEqual(await place.applied(), upTo(newest))
  })
}

async function openAndClose({ address }: SchemaPlace): Promise<void> {
  const database = await openDatabase(address)
  await database.close()
}

async function startTogether({ address }: SchemaPlace): Promise<void> {
  const run = () => promisify(execFile)(process.execPath, [program, address], { timeout: 60_000 })
  await Promise.all(Array.from({ length: PROCESSES }, run))
}

function upTo(newest: number): number[] {
  return Array.from({ length: newest }, (_, n) => n + 1)
}

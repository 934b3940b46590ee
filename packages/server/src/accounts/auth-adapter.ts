import { createAdapterFactory, type CleanedWhere } from 'better-auth/adapters'
import type { Expression, ExpressionBuilder, Kysely, SqlBool } from 'kysely'
import type { Database } from '../database/database.ts'

type Value = string | number | null
// better-auth names tables and columns at run time.
type Rows = Record<string, Record<string, Value>>

/**
 * The tables of the operators for better-auth, on both databases: by the names that its options give, with times in
 * milliseconds and flags as 0 and 1, as everywhere here. Each call is one statement: an open transaction would keep
 * the embedded store's one connection while better-auth hashes a password.
 */
export function authAdapter({ kysely }: Pick<Database, 'kysely'>): ReturnType<typeof createAdapterFactory> {
  const db = kysely as unknown as Kysely<Rows>
  return createAdapterFactory({
    config: {
      adapterId: 'belfry',
      supportsJSON: false,
      supportsArrays: false,
      supportsBooleans: false,
      supportsNumericIds: false,
      transaction: false,
      customTransformInput: ({ data }: { data: unknown }) => (data instanceof Date ? data.getTime() : data),
      customTransformOutput: ({ data, fieldAttributes }) =>
        fieldAttributes.type === 'date' && typeof data === 'number' ? new Date(data) : (data as unknown),
    },
    adapter: ({ getFieldName }) => ({
      async create({ model, data }) {
        const row = await db.insertInto(model).values(data).returningAll().executeTakeFirstOrThrow()
        return row as never
      },
      async findOne({ model, where }) {
        const row = await db.selectFrom(model).selectAll().where(matching(where)).limit(1).executeTakeFirst()
        return (row ?? null) as never
      },
      async findMany({ model, where, limit, offset = 0, sortBy }) {
        let query = db.selectFrom(model).selectAll().where(matching(where)).limit(limit).offset(offset)
        if (sortBy) query = query.orderBy(getFieldName({ model, field: sortBy.field }), sortBy.direction)
        return (await query.execute()) as never
      },
      async update({ model, where, update }) {
        if (where.length === 0) return null
        const query = db.updateTable(model).set(update as Record<string, Value>)
        return ((await query.where(matching(where)).returningAll().executeTakeFirst()) ?? null) as never
      },
      async updateMany({ model, where, update }) {
        const query = db.updateTable(model).set(update as Record<string, Value>)
        return Number((await query.where(matching(where)).executeTakeFirst()).numUpdatedRows)
      },
      async delete({ model, where }) {
        await db.deleteFrom(model).where(matching(where)).execute()
      },
      async deleteMany({ model, where }) {
        return Number((await db.deleteFrom(model).where(matching(where)).executeTakeFirst()).numDeletedRows)
      },
      async consumeOne({ model, where }) {
        const one = db.selectFrom(model).select('id').where(matching(where)).limit(1)
        const query = db.deleteFrom(model).where('id', 'in', one).returningAll()
        return ((await query.executeTakeFirst()) ?? null) as never
      },
      async incrementOne({ model, where, increment, set = {} }) {
        const one = db.selectFrom(model).select('id').where(matching(where)).limit(1)
        const query = db
          .updateTable(model)
          .set(set as Record<string, Value>)
          .set((eb) => mapValues(increment, (by, column) => eb(column, '+', by)) as never)
          .where('id', 'in', one)
          .where(matching(where)) // once more, for one that has waited for another's commit
        return ((await query.returningAll().executeTakeFirst()) ?? null) as never
      },
      async count({ model, where }) {
        const query = db.selectFrom(model).select((eb) => eb.fn.countAll().as('count'))
        return Number((await query.where(matching(where)).executeTakeFirstOrThrow()).count)
      },
    }),
  })
}

const OPERATORS = { eq: '=', ne: '<>', lt: '<', lte: '<=', gt: '>', gte: '>=', in: 'in', not_in: 'not in' } as const

function matching(where: readonly CleanedWhere[] = []) {
  return (eb: ExpressionBuilder<Rows, string>): Expression<SqlBool> => {
    const one = ({ field, operator = 'eq', value, mode = 'sensitive' }: CleanedWhere) => {
      if (!(operator in OPERATORS) || mode !== 'sensitive') throw new Error(`no ${mode} ${operator} here`)
      if (value === null) return eb(field, operator === 'ne' ? 'is not' : 'is', null)
      return eb(field, OPERATORS[operator as keyof typeof OPERATORS], value as Value)
    }
    const some = where.filter(({ connector }) => connector === 'OR').map(one)
    const all = where.filter(({ connector }) => connector !== 'OR').map(one)
    return eb.and(some.length === 0 ? all : [...all, eb.or(some)])
  }
}

function mapValues<From, To>(record: Record<string, From>, map: (value: From, key: string) => To): Record<string, To> {
  return Object.fromEntries(Object.entries(record).map(([key, value]) => [key, map(value, key)]))
}

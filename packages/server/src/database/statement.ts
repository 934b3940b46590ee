/** A value of a statement; an array is a list for `= any(…)`. */
export type StatementValue = string | number | null | Uint8Array | readonly (string | number)[]
export type StatementValues = Readonly<Record<string, StatementValue | undefined>>

/** One statement in the dialects of both databases. */
export interface Statement {
  /** With `$1`, `$2`, … in place of `names`. */
  readonly postgres: string
  readonly names: readonly string[]
  /** With the names themselves, which SQLite knows. */
  readonly sqlite: string
  /** See `keep`. */
  readonly isKept?: true
}

/** The result of the statement; an update without `returning` has no rows. */
export interface Answer {
  rows: unknown[]
  rowCount: number | null
}

/** Runs statements on one database, in a transaction `Tx` or by themselves: the embedded store answers at once. */
export interface StatementRunner<Tx> {
  readonly dialect: 'sqlite' | 'postgres'
  readonly run: (tx: Tx, statement: Statement, values: StatementValues) => Answer | Promise<Answer>
  /** The rows as arrays, for reads of a thousand rows. */
  readonly table: (tx: Tx, statement: Statement, values: StatementValues) => unknown[][] | Promise<unknown[][]>
  /**
   * SQLite only: runs a statement that has `?` in place of names once for each row, and answers with the rows that have
   * changed something. Faster than one statement that reads a thousand rows from JSON.
   */
  readonly each?: <Row extends readonly (string | number)[]>(
    tx: Tx,
    statement: Statement,
    rows: readonly Row[],
  ) => Row[]
}

export interface TransactionOptions {
  /** `work` awaits a statement that only reads before it asks for others: that one goes out together with `begin`. */
  readsFirst?: boolean
  /**
   * Nobody waits for it, so that its commit may move SQLite's write-ahead log into the file, which takes two answers of
   * the disk. The others leave that to it, up to a bound.
   */
  movesLog?: boolean
}

/**
 * What the work of a transaction results in, where the commit need not wait for it: its last statements have been asked
 * for, and one that fails keeps all from being committed.
 */
export class CommittedWith<T> {
  readonly answers: Promise<T>

  constructor(answers: Promise<T>) {
    this.answers = answers
  }
}

/** The result of a transaction's work. */
export type Work<T> = T | CommittedWith<T>

/** A database for statements that are written once for both kinds. */
export interface StatementDatabase<Tx> {
  readonly statements: StatementRunner<Tx>
  /** For single statements that read. */
  readonly connection: Tx
  /** In one transaction; `work` may be called again after a conflict, and only awaits the database. */
  atomically<T>(work: (tx: Tx) => Work<T> | Promise<Work<T>>, options?: TransactionOptions): Promise<T>
  /** Resolves when all earlier commits survive a power cut. */
  flush(): Promise<void>
}

// A colon that is no half of a cast.
const NAME = /(?<![:\w]):([a-z]\w*)/gi

/**
 * A statement for both databases, written for PostgreSQL with `:names` for its values: `belfry.sites` is `belfry_sites`
 * in SQLite, `= any(:ids::bigint[])` a list, and casts and row locks are not needed. Where the two need different
 * texts, `forSqlite` is the one for SQLite, with the same names.
 *
 * @example
 * statement('select id from belfry.topics where site_id = :site and id = any(:ids::text[])')
 */
export function statement(text: string, forSqlite: string = text): Statement {
  const names = [...new Set(Array.from(text.matchAll(NAME), ([, name = '']) => name))]
  return {
    names,
    postgres: text.replaceAll(NAME, (_, name: string) => `$${names.indexOf(name) + 1}`),
    sqlite: forSqlite
      .replaceAll(/\bbelfry\.(?=\w)/g, 'belfry_')
      .replaceAll(/= any\((:\w+)::\w+\[\]\)/g, 'in (select value from json_each($1))')
      .replaceAll(/::\w+(\[\])?/g, '')
      .replaceAll(/\bfor no key update\b/g, ''),
  }
}

/**
 * A statement that PostgreSQL parses once a connection, and no longer plans after some executions. Only for one of many
 * a second whose plan is right for a table of any size, since it is made when the table may be empty: inserts, and what
 * is found by a key that one index is about.
 */
export function keep(one: Statement): Statement {
  return { ...one, isKept: true }
}

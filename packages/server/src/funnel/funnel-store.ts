import { statement, type StatementDatabase } from '../database/statement.ts'
import type { Counted, Step } from './schema.ts'

export interface Sum extends Counted {
  day: number
  count: number
}

const ADD = statement(`
  insert into belfry.funnel as f (site_id, day, topic_id, browser, prompt, step, count)
  values (:siteId, :day, :topic, :browser, :prompt, :step, :count)
  on conflict (site_id, day, topic_id, browser, prompt, step) do update set count = f.count + excluded.count`)

const PROMPTS = statement('select distinct prompt from belfry.funnel where site_id = :site and day >= :since')

const READ = statement(`
  select topic_id as topic, browser, prompt, step, sum(count)::bigint as count from belfry.funnel
  where site_id = :site and day >= :since
    and (:topic = '*' or topic_id = :topic) and (:prompt = '*' or prompt = :prompt)
  group by topic_id, browser, prompt, step order by topic_id, browser, prompt`)

/** In the order of their keys, so that two processes never wait for each other. */
export function addSums<Tx>(database: StatementDatabase<Tx>, sums: readonly Sum[]): Promise<void> {
  return database.atomically(async (tx) => {
    for (const sum of sums) await database.statements.run(tx, ADD, { ...sum })
  })
}

/** The names of prompts that a site has used since a day. */
export async function listPrompts<Tx>(
  { statements, connection }: StatementDatabase<Tx>,
  site: string,
  since: number,
): Promise<string[]> {
  const { rows } = await statements.run(connection, PROMPTS, { site, since })
  return (rows as { prompt: string }[]).map(({ prompt }) => prompt)
}

export interface FunnelRow {
  topic: string
  browser: string
  prompt: string
  step: Step
  count: number
}

export async function readFunnel(
  database: { read<Row>(read: typeof READ, values: Record<string, string | number>): Promise<Row[]> },
  site: string,
  { since, topic = '*', prompt = '*' }: { since: number; topic?: string | undefined; prompt?: string | undefined },
): Promise<FunnelRow[]> {
  return database.read<FunnelRow>(READ, { site, since, topic, prompt })
}

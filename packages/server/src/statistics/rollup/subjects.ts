import { keep, statement } from '../../database/statement.ts'

const subjectsOf = (topic: string) => `
  select number, state, site_id as "siteId", ${topic} as topic, created_at as "createdAt"
  from belfry.notifications where number = any(:numbers::bigint[])`

/** The subjects of notifications, by number, and their states: those that still exist. */
export const SUBJECTS = keep(
  statement(subjectsOf(`coalesce(audience::jsonb ->> 'topic', '')`), subjectsOf(`coalesce(audience ->> 'topic', '')`)),
)

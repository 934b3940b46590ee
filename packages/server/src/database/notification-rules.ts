import type { ClientBase } from 'pg'
import { notificationRulesFile } from './migrations/postgres-migrations.ts'
import { readSql } from './read-migrations.ts'

/**
 * The version of the notification rules. It rises with each change of the schema, so that processes of two versions on
 * one database know by whose rules a request from SQL was checked; notifications/notification-rules.test.ts asks for
 * it.
 */
export const RULES_VERSION = 3

/**
 * Stores the rules of belfry.notify(), once per version. Together with the migrations, so that they are never missing.
 * The rules of a newer version stay in force: they accept everything that these do.
 */
export async function storeNotificationRules(client: ClientBase): Promise<void> {
  const { rows } = await client.query(
    "select 1 from pg_tables where schemaname = 'belfry' and tablename = 'notification_rules'",
  )
  if (rows.length === 0) return // the schema of an earlier version
  const stored = await client.query('select 1 from belfry.notification_rules where version >= $1', [RULES_VERSION])
  // Only a role that migrates needs the right to write here.
  if (stored.rows.length === 0) await client.query(readSql(notificationRulesFile()))
}

import type { Selectable } from 'kysely'
import { z } from 'zod'
import type { Queries } from '../database/database.ts'
import type { SitesTable } from '../database/schema.ts'
import { parseStored } from '../database/stored-json.ts'
import { clockOf, minutesOf } from '../digests/time-of-day.ts'
import { siteFormsSchema } from '../forms/form-of-service.ts'
import { sitePrivacySchema } from '../forms/privacy.ts'
import { storedPace, storedSilence } from '../pace/schema.ts'
import { storedQuietHours } from './quiet-hours-schema.ts'
import { SITE_FIELDS, type Site } from './site.ts'

export const storedOrigins = z.array(z.string())
const declaredSchema = z.partialRecord(z.enum(SITE_FIELDS), z.string())

export async function findSite(db: Queries, id: string): Promise<Site | undefined> {
  const row = await db.selectFrom('belfry_sites').selectAll().where('id', '=', id).executeTakeFirst()
  return row && toSite(row)
}

export async function listSites(db: Queries): Promise<Site[]> {
  const rows = await db.selectFrom('belfry_sites').selectAll().orderBy('id').execute()
  return rows.map(toSite)
}

export async function countSites(db: Queries): Promise<number> {
  const row = await db
    .selectFrom('belfry_sites')
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow()
  return row.count
}

export async function saveSite(db: Queries, site: Site): Promise<void> {
  const columns = {
    name: site.name,
    url: site.url,
    origins: JSON.stringify(site.origins),
    contact: site.contact,
    base_path: site.basePath,
    max_per_minute: site.limits.maxPerMinute,
    max_subscriptions: site.limits.maxSubscriptions,
    pace: site.pace === null ? null : JSON.stringify(site.pace),
    silence: site.silence === null ? null : JSON.stringify(site.silence),
    quiet_hours: site.quietHours === null ? null : JSON.stringify(site.quietHours),
    declared: JSON.stringify(site.declared),
    inbox: site.inbox ? 1 : 0,
    not_relevant: site.notRelevant ? 1 : 0,
    digest_at: minutesOf(site.digestAt),
    payload_forms: JSON.stringify(site.payloadForms),
    privacy: JSON.stringify(site.privacy),
  } as const
  await db
    .insertInto('belfry_sites')
    .values({ id: site.id, ...columns, created_at: site.createdAt })
    .onConflict((conflict) => conflict.column('id').doUpdateSet(columns))
    .execute()
}

function toSite(row: Selectable<SitesTable>): Site {
  return {
    id: row.id,
    name: row.name,
    url: row.url,
    origins: parseStored(storedOrigins, row.origins, 'sites.origins'),
    contact: row.contact,
    basePath: row.base_path,
    limits: { maxPerMinute: row.max_per_minute, maxSubscriptions: row.max_subscriptions },
    pace: row.pace === null ? null : parseStored(storedPace, row.pace, 'sites.pace'),
    silence: row.silence === null ? null : parseStored(storedSilence, row.silence, 'sites.silence'),
    quietHours: row.quiet_hours === null ? null : parseStored(storedQuietHours, row.quiet_hours, 'sites.quiet_hours'),
    inbox: row.inbox === 1,
    notRelevant: row.not_relevant === 1,
    digestAt: clockOf(row.digest_at),
    payloadForms: parseStored(siteFormsSchema, row.payload_forms, 'sites.payload_forms'),
    privacy: parseStored(sitePrivacySchema, row.privacy, 'sites.privacy'),
    declared: parseStored(declaredSchema, row.declared, 'sites.declared'),
    createdAt: row.created_at,
  }
}

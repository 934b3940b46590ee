/** The files of SQLite's schema in their order, each by its name, for the tracers of which readMigrations() tells. */
export function sqliteMigrations(): readonly URL[] {
  return [
    new URL('./sqlite/0001-init.sql', import.meta.url),
    new URL('./sqlite/0002-write-checks.sql', import.meta.url),
    new URL('./sqlite/0003-turns.sql', import.meta.url),
    new URL('./sqlite/0004-imports.sql', import.meta.url),
    new URL('./sqlite/0005-dead-jobs.sql', import.meta.url),
    new URL('./sqlite/0006-lists.sql', import.meta.url),
    new URL('./sqlite/0007-set-up.sql', import.meta.url),
    new URL('./sqlite/0008-chores.sql', import.meta.url),
    new URL('./sqlite/0009-granted.sql', import.meta.url),
    new URL('./sqlite/0010-pace.sql', import.meta.url),
    new URL('./sqlite/0011-inbox.sql', import.meta.url),
    new URL('./sqlite/0012-interactions.sql', import.meta.url),
    new URL('./sqlite/0013-delivery-preferences.sql', import.meta.url),
    new URL('./sqlite/0014-ageing.sql', import.meta.url),
    new URL('./sqlite/0015-not-relevant.sql', import.meta.url),
    new URL('./sqlite/0016-signed-out.sql', import.meta.url),
    new URL('./sqlite/0017-key-addresses.sql', import.meta.url),
    new URL('./sqlite/0018-audit.sql', import.meta.url),
    new URL('./sqlite/0019-funnel.sql', import.meta.url),
    new URL('./sqlite/0020-statistics.sql', import.meta.url),
    new URL('./sqlite/0021-erased-people.sql', import.meta.url),
    new URL('./sqlite/0022-consents.sql', import.meta.url),
    new URL('./sqlite/0023-budgets.sql', import.meta.url),
    new URL('./sqlite/0024-key-topics.sql', import.meta.url),
  ]
}

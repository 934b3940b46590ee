/**
 * The files of PostgreSQL's schema in their order, each by its name, for the tracers of which readMigrations() tells.
 */
export function postgresMigrations(): readonly URL[] {
  return [
    new URL('./postgres/0001-init.sql', import.meta.url),
    new URL('./postgres/0002-check-request.sql', import.meta.url),
    new URL('./postgres/0003-notify.sql', import.meta.url),
    new URL('./postgres/0004-write-checks.sql', import.meta.url),
    new URL('./postgres/0005-fold-acceptances.sql', import.meta.url),
    new URL('./postgres/0006-imports.sql', import.meta.url),
    new URL('./postgres/0007-trim-as-javascript.sql', import.meta.url),
    new URL('./postgres/0008-lists.sql', import.meta.url),
    new URL('./postgres/0009-set-up.sql', import.meta.url),
    new URL('./postgres/0010-chores.sql', import.meta.url),
    new URL('./postgres/0011-notification-rules.sql', import.meta.url),
    new URL('./postgres/0012-notify-by-rules.sql', import.meta.url),
    new URL('./postgres/0013-copied-rules.sql', import.meta.url),
    new URL('./postgres/0014-granted.sql', import.meta.url),
    new URL('./postgres/0015-pace.sql', import.meta.url),
    new URL('./postgres/0016-inbox.sql', import.meta.url),
    new URL('./postgres/0017-interactions.sql', import.meta.url),
    new URL('./postgres/0018-delivery-preferences.sql', import.meta.url),
    new URL('./postgres/0019-ageing.sql', import.meta.url),
    new URL('./postgres/0020-not-relevant.sql', import.meta.url),
    new URL('./postgres/0021-signed-out.sql', import.meta.url),
    new URL('./postgres/0022-key-addresses.sql', import.meta.url),
    new URL('./postgres/0023-audit.sql', import.meta.url),
    new URL('./postgres/0024-funnel.sql', import.meta.url),
    new URL('./postgres/0025-statistics.sql', import.meta.url),
    new URL('./postgres/0026-erased-people.sql', import.meta.url),
    new URL('./postgres/0027-consents.sql', import.meta.url),
    new URL('./postgres/0028-budgets.sql', import.meta.url),
    new URL('./postgres/0029-key-topics.sql', import.meta.url),
    new URL('./postgres/0030-digests.sql', import.meta.url),
    new URL('./postgres/0031-recalls.sql', import.meta.url),
    new URL('./postgres/0032-operators.sql', import.meta.url),
    new URL('./postgres/0033-grouped-interactions.sql', import.meta.url),
    new URL('./postgres/0034-own-caps.sql', import.meta.url),
    new URL('./postgres/0035-opaque.sql', import.meta.url),
    new URL('./postgres/0036-endings.sql', import.meta.url),
    new URL('./postgres/0037-never-accepted.sql', import.meta.url),
    new URL('./postgres/0038-passkeys.sql', import.meta.url),
    new URL('./postgres/0039-operations.sql', import.meta.url),
    new URL('./postgres/0040-annotations.sql', import.meta.url),
    new URL('./postgres/0041-silence.sql', import.meta.url),
    new URL('./postgres/0042-site-quiet-hours.sql', import.meta.url),
    new URL('./postgres/0043-fold-by-key.sql', import.meta.url),
  ]
}

/** What is stored anew with each version of what a notification may hold; made by notification-rules.test.ts. */
export function notificationRulesFile(): URL {
  return new URL('./postgres/notification-rules.sql', import.meta.url)
}

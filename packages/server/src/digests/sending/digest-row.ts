import type { Site } from '../../sites/site.ts'
import { checkRequest, notificationRow, type NewNotification } from '../../notifications/notification-row.ts'

// Until the next one, so that a browser that is off gets the newest.
const TTL_SECONDS = 86_400

/** The row of a digest: its people get a payload of their own. Undefined where the site has no address. */
export function digestRow(site: Site, id: string, now: number): NewNotification | undefined {
  if (site.url === null && site.origins.length === 0) return undefined
  const checked = checkRequest({ to: { all: true }, title: 'New messages', ttl: TTL_SECONDS }, undefined)
  const row = notificationRow(checked, { site, transactional: false, notRelevant: false, id, now })
  return { ...row, audience: JSON.stringify({ digest: id }) }
}

import { parseStored } from '../database/stored-json.ts'
import { FORGOTTEN } from '../deliveries/forgotten.ts'
import { notificationSchema, type NotificationRequest } from './schema.ts'

type Content = Omit<NotificationRequest, 'to' | 'ttl' | 'urgency' | 'privacy' | 'collapseKey'>

const contentSchema = notificationSchema
  .omit({ to: true, ttl: true, urgency: true, privacy: true, collapseKey: true })
  .strip() // a newer Belfry's further fields are left out: this one's description does not have them
  .catch({ title: '' }) // one row that cannot be read does not hide all others

/** The content of a notification, from its column; erased or unreadable content has no title. */
export function parseContent(stored: string): Content & { contentForgotten?: true } {
  if (stored === FORGOTTEN) return { title: '', contentForgotten: true }
  return parseStored(contentSchema, stored, 'notifications.content')
}

import type { RetirementReason } from '../database/schema.ts'
import type { Subscriber } from '../subscribers/subscriber-store.ts'

/**
 * Whether the owner of a subscription that was retired for this reason has let go of its handle too. A visitor whose
 * permission was taken away is told from one who wants no more by nobody, and has nothing but choices: those go along
 * when they come back.
 */
export function hasLetGo(reason: RetirementReason | null, { external_id: name }: Subscriber): boolean {
  switch (reason) {
    case null:
    case 'gone':
    case 'replaced':
    case 'aged':
    case 'never-accepted':
      return false
    case 'unsubscribed':
      return name !== null
    case 'signed-out':
    case 'ended':
      return true
  }
}

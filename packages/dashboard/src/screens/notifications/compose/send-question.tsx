import { type ReactNode, useRef } from 'react'
import { answer, belfry } from '../../../api/belfry.ts'
import { composeWords } from '../../../languages/compose.ts'
import { useWords } from '../../../languages/use-words.ts'
import { ConfirmByCount } from '../../../pieces/confirm-by-count.tsx'
import { Failure } from '../../../pieces/failure.tsx'
import { useAct } from '../../../pieces/use-act.ts'
import { useAddressees } from '../addressees.ts'
import { addresseesOf, type Draft, type NewNotification, notificationOf } from './draft.ts'

/** Asks before a notification is sent, by how many it goes to, and sends it once however often it is pressed. */
export function SendQuestion(props: {
  draft: Draft
  opened: boolean
  onClose: () => void
  count: number
  /** How many rules it breaks. */
  checks: number
  onSent: (id: string) => void
}): ReactNode {
  const { draft, opened, onClose, count, checks, onSent } = props
  const t = useWords(composeWords)
  const addressees = useAddressees()
  const keyOf = useIdempotencyKey()
  const sending = useAct({
    act: (body: NewNotification) =>
      answer(belfry.POST('/v1/notifications', { body, params: { header: { 'idempotency-key': keyOf(body) } } })),
    done: t('sent'),
    invalidates: [['notifications']],
    onDone: ({ id }) => onSent(id),
  })
  const to = addresseesOf(draft)
  if (to === undefined) return null
  return (
    <ConfirmByCount
      opened={opened}
      onClose={onClose}
      title={t('confirm.title')}
      count={count}
      confirm={t('confirm.send')}
      busy={sending.isPending}
      onConfirm={() => sending.mutate(notificationOf(draft, to))}
    >
      <p>{t('confirm.text', { count, whom: addressees(to) })}</p>
      {checks > 0 && <p>{t('confirm.checks', { count: checks })}</p>}
      {sending.error !== null && <Failure error={sending.error} />}
    </ConfirmByCount>
  )
}

/** The same key for the same notification: pressed again after a lost answer, it is not sent twice. */
function useIdempotencyKey(): (body: NewNotification) => string {
  const last = useRef<{ body: string; key: string }>(undefined)
  return (body) => {
    const text = JSON.stringify(body)
    if (last.current?.body !== text) last.current = { body: text, key: newKey() }
    return last.current.key
  }
}

// randomUUID() is missing on pages without HTTPS.
function newKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16))
  return `dashboard-${Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')}`
}

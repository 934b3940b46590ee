import { Button, Group, NativeSelect, TextInput } from '@mantine/core'
import { useState, type ReactNode, type SubmitEvent } from 'react'
import { answer, belfry } from '../../api/belfry.ts'
import { annotationWords } from '../../languages/annotations.ts'
import { pieceWords } from '../../languages/pieces.ts'
import { useWords } from '../../languages/use-words.ts'
import { CopyableCode } from '../../pieces/copyable-code.tsx'
import { Dialog } from '../../pieces/dialog.tsx'
import { Failure } from '../../pieces/failure.tsx'
import { useAct } from '../../pieces/use-act.ts'
import styles from './share-button.module.css'

const DAY = 86_400_000
const CHOICES = [7, 30, 90, 365] as const

/** Makes a link by which somebody without an account sees the sums: an API key that reads nothing else. */
export function ShareButton(): ReactNode {
  const t = useWords(annotationWords)
  const [isOpen, setOpen] = useState(false)
  return (
    <>
      <Button size="xs" variant="default" onClick={() => setOpen(true)}>
        {t('share')}
      </Button>
      {isOpen && <ShareForm onClose={() => setOpen(false)} />}
    </>
  )
}

function ShareForm({ onClose }: { onClose: () => void }): ReactNode {
  const t = useWords(annotationWords)
  const p = useWords(pieceWords)
  const make = useAct({
    act: (form: FormData) => {
      const name = t('share.name', { who: textOf(form, 'who') }).slice(0, 100)
      const expiresAt = new Date(Date.now() + Number(textOf(form, 'days')) * DAY).toISOString()
      const dates = { from: textOf(form, 'from') || null, to: textOf(form, 'to') || null }
      const body = { name, scopes: ['figures' as const], reach: 'site' as const, expiresAt, dates }
      return answer(belfry.POST('/v1/api-keys', { body }))
    },
    done: t('share.made'),
    invalidates: [['api-keys']],
  })
  const submit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault()
    make.mutate(new FormData(event.currentTarget))
  }
  return (
    <Dialog onClose={onClose} title={t('share.title')}>
      {make.data === undefined ? (
        <form onSubmit={submit}>
          <p>{t('share.lead')}</p>
          <TextInput name="who" label={t('share.who')} maxLength={70} required data-autofocus mb="md" />
          <NativeSelect
            name="days"
            label={t('share.until')}
            defaultValue="30"
            data={CHOICES.map((days) => ({ value: String(days), label: t('share.days', { days }) }))}
            mb="md"
          />
          <div className={styles['pair']}>
            <TextInput name="from" type="date" label={t('share.from')} description={t('share.bound.help')} />
            <TextInput name="to" type="date" label={t('share.to')} description={t('share.bound.help')} />
          </div>
          {make.error !== null && <Failure error={make.error} />}
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {p('cancel')}
            </Button>
            <Button type="submit" loading={make.isPending}>
              {t('share.make')}
            </Button>
          </Group>
        </form>
      ) : (
        <>
          <p>{t('share.once')}</p>
          <CopyableCode>{linkWith(make.data.key)}</CopyableCode>
          <Group justify="flex-end" mt="md">
            <Button onClick={onClose}>{p('done')}</Button>
          </Group>
        </>
      )}
    </Dialog>
  )
}

// With the period and the filters of this view. The key stands behind the #, which no server logs.
function linkWith(key: string): string {
  const link = new URL('shared', document.baseURI)
  const view = new URLSearchParams(location.search)
  view.delete('site')
  link.search = view.toString()
  link.hash = key
  return link.href
}

function textOf(form: FormData, name: string): string {
  const value = form.get(name)
  return typeof value === 'string' ? value.trim() : ''
}

import { Button, Group, TextInput } from '@mantine/core'
import { useState, type ReactNode, type SubmitEvent } from 'react'
import { answer, belfry } from '../../api/belfry.ts'
import { useSession } from '../../api/session.ts'
import { useStoredAnnotations } from '../../frame/use-annotations.ts'
import { annotationWords } from '../../languages/annotations.ts'
import { pieceWords } from '../../languages/pieces.ts'
import { useFormats } from '../../languages/use-formats.ts'
import { useWords } from '../../languages/use-words.ts'
import { Card } from '../../pieces/card.tsx'
import { DataTable } from '../../pieces/data-table.tsx'
import { Dialog } from '../../pieces/dialog.tsx'
import { Failure } from '../../pieces/failure.tsx'
import { useAct } from '../../pieces/use-act.ts'
import { useGrowth } from './use-statistics.ts'

/** What the marks in the charts say, with those of one's own to write and delete. */
export function AnnotationsCard(): ReactNode {
  const t = useWords(annotationWords)
  const { dateTime, day } = useFormats()
  const { maySend } = useSession()
  const [isAdding, setAdding] = useState(false)
  const { from, to } = useGrowth().data ?? {}
  const { data, error, refetch } = useStoredAnnotations(from, to)
  const remove = useAct({
    act: (id: string) => answer(belfry.DELETE('/v1/annotations/{id}', { params: { path: { id } } })),
    done: t('deleted'),
    invalidates: [['annotations']],
  })
  type Row = NonNullable<typeof data>[number]
  const acts = ({ id, isOfSite, text }: Row) =>
    isOfSite && (
      <Button
        size="compact-sm"
        variant="default"
        aria-label={t('delete-of', { text })}
        onClick={() => remove.mutate(id)}
      >
        {t('delete')}
      </Button>
    )
  return (
    <Card
      title={t('annotations')}
      lead={t('annotations.lead')}
      actions={
        maySend && (
          <Button size="compact-sm" variant="default" onClick={() => setAdding(true)}>
            {t('add')} …
          </Button>
        )
      }
    >
      {remove.error !== null && <Failure error={remove.error} />}
      <DataTable
        label={t('annotations')}
        columns={[
          { id: 'at', title: t('when'), cell: ({ at }) => <time title={dateTime(at)}>{day(at)}</time> },
          { id: 'text', title: t('what'), cell: ({ kind, text }) => t(`mark.${kind}`, { text }) },
          ...(maySend ? [{ id: 'acts', title: t('acts'), end: true, cell: acts }] : []),
        ]}
        rows={data?.toReversed()}
        rowId={({ id }) => id}
        empty={<p>{t('annotations.none')}</p>}
        error={error}
        retry={() => void refetch()}
      />
      {isAdding && <AnnotationForm onClose={() => setAdding(false)} />}
    </Card>
  )
}

function AnnotationForm({ onClose }: { onClose: () => void }): ReactNode {
  const t = useWords(annotationWords)
  const p = useWords(pieceWords)
  const [now] = useState(() => localNow(new Date()))
  const add = useAct({
    act: (form: FormData) => {
      const [text, at] = [textOf(form, 'text'), textOf(form, 'at')]
      return answer(belfry.POST('/v1/annotations', { body: { text, at: new Date(at).toISOString() } }))
    },
    done: t('added'),
    invalidates: [['annotations']],
    onDone: onClose,
  })
  const submit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault()
    add.mutate(new FormData(event.currentTarget))
  }
  return (
    <Dialog onClose={onClose} title={t('add')}>
      <form onSubmit={submit}>
        <TextInput
          name="text"
          label={t('text')}
          description={t('text.help')}
          maxLength={200}
          required
          data-autofocus
          mb="md"
        />
        <TextInput name="at" type="datetime-local" label={t('at')} required defaultValue={now} max={now} mb="md" />
        {add.error !== null && <Failure error={add.error} />}
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {p('cancel')}
          </Button>
          <Button type="submit" loading={add.isPending}>
            {t('save')}
          </Button>
        </Group>
      </form>
    </Dialog>
  )
}

function textOf(form: FormData, name: string): string {
  const value = form.get(name)
  return typeof value === 'string' ? value.trim() : ''
}

// As such a field takes it: without seconds, in the zone of this browser.
function localNow(at: Date): string {
  return new Date(at.getTime() - at.getTimezoneOffset() * 60_000).toISOString().slice(0, 16)
}

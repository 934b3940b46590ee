import { Button, Checkbox, Group, NativeSelect, Textarea, TextInput } from '@mantine/core'
import { useState, type ReactNode, type SubmitEvent } from 'react'
import { answer, belfry } from '../../api/belfry.ts'
import { pieceWords } from '../../languages/pieces.ts'
import { topicWords } from '../../languages/topics.ts'
import { useWords } from '../../languages/use-words.ts'
import { Dialog } from '../../pieces/dialog.tsx'
import { Failure } from '../../pieces/failure.tsx'
import { useAct } from '../../pieces/use-act.ts'
import type { Topic } from './topics-screen.tsx'
import styles from './topics.module.css'

/** Makes a topic, or changes one. */
export function TopicForm({ topic, onClose }: { topic: Topic | undefined; onClose: () => void }): ReactNode {
  const t = useWords(topicWords)
  const p = useWords(pieceWords)
  const [isTransactional, setTransactional] = useState(topic?.transactional ?? false)
  const [hasCaps, setHasCaps] = useState(topic?.pace != null)
  const save = useAct({
    act: async (form: FormData) => {
      const body = { ...fieldsOf(form), pace: hasCaps && !isTransactional ? capsOf(form) : null }
      if (topic === undefined) return answer(belfry.POST('/v1/topics', { body: { id: textOf(form, 'id'), ...body } }))
      return answer(belfry.PATCH('/v1/topics/{id}', { params: { path: { id: topic.id } }, body }))
    },
    done: ({ name }) => t(topic === undefined ? 'created' : 'saved', { name }),
    invalidates: [['topics']],
    onDone: onClose,
  })
  const submit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault()
    save.mutate(new FormData(event.currentTarget))
  }
  const title = topic === undefined ? t('new') : t('edit-of', { name: topic.name })
  const [perDay, perWeek] = [topic?.pace?.perDay ?? '', topic?.pace?.perWeek ?? '']
  return (
    <Dialog onClose={onClose} title={title}>
      <form onSubmit={submit} className={styles['form']}>
        {topic === undefined && (
          <TextInput
            name="id"
            label={t('id')}
            description={t('id.help')}
            pattern="[a-z0-9][a-z0-9_\-]{0,63}"
            required
            data-autofocus
          />
        )}
        <TextInput
          name="name"
          label={t('name')}
          description={t('name.help')}
          maxLength={200}
          required
          defaultValue={topic?.name}
        />
        <Textarea
          name="description"
          label={t('description')}
          maxLength={1000}
          autosize
          minRows={2}
          defaultValue={topic?.description}
        />
        <NativeSelect
          name="access"
          label={t('access')}
          description={t('access.granted.help')}
          defaultValue={topic?.access ?? 'open'}
          data={[
            { value: 'open', label: t('access.open') },
            { value: 'granted', label: t('access.granted') },
          ]}
        />
        <Checkbox
          name="default"
          label={t('default')}
          description={t('default.help')}
          defaultChecked={topic?.default ?? false}
        />
        <Checkbox
          name="transactional"
          label={t('transactional')}
          description={t('transactional.help')}
          checked={isTransactional}
          onChange={(event) => setTransactional(event.currentTarget.checked)}
        />
        {!isTransactional && (
          <Checkbox
            label={t('own-caps')}
            checked={hasCaps}
            onChange={(event) => setHasCaps(event.currentTarget.checked)}
          />
        )}
        {!isTransactional && hasCaps && (
          <div className={styles['pair']}>
            <Cap name="perDay" label={t('per-day')} help={t('per.help')} value={perDay} />
            <Cap name="perWeek" label={t('per-week')} help={t('per.help')} value={perWeek} />
          </div>
        )}
        {save.error !== null && <Failure error={save.error} />}
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {p('cancel')}
          </Button>
          <Button type="submit" loading={save.isPending}>
            {t(topic === undefined ? 'create' : 'save')}
          </Button>
        </Group>
      </form>
    </Dialog>
  )
}

function Cap(props: { name: string; label: string; help: string; value: number | string }): ReactNode {
  const { name, label, help, value } = props
  return (
    <TextInput
      name={name}
      type="number"
      min={1}
      max={50}
      label={label}
      description={help}
      defaultValue={String(value)}
    />
  )
}

function fieldsOf(form: FormData) {
  return {
    name: textOf(form, 'name'),
    description: textOf(form, 'description'),
    access: textOf(form, 'access') === 'granted' ? ('granted' as const) : ('open' as const),
    default: form.has('default'),
    transactional: form.has('transactional'),
  }
}

function capsOf(form: FormData) {
  return { perDay: capOf(form, 'perDay'), perWeek: capOf(form, 'perWeek') }
}

function capOf(form: FormData, name: string): number | null {
  const text = textOf(form, name)
  return text === '' ? null : Number(text)
}

function textOf(form: FormData, name: string): string {
  const value = form.get(name)
  return typeof value === 'string' ? value.trim() : ''
}

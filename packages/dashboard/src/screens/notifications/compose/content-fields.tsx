import { Button, Checkbox, Collapse, NativeSelect, Stack, Switch, Textarea, TextInput } from '@mantine/core'
import { useId, useState, type ReactNode } from 'react'
import { Refused } from '../../../api/refused.ts'
import { composeWords } from '../../../languages/compose.ts'
import { useFormats } from '../../../languages/use-formats.ts'
import { useWords } from '../../../languages/use-words.ts'
import { Card } from '../../../pieces/card.tsx'
import { Failure } from '../../../pieces/failure.tsx'
import { ActionFields } from './action-fields.tsx'
import { type Draft, LASTS } from './draft.ts'

export interface FieldsProps {
  draft: Draft
  change: (part: Partial<Draft>) => void
  /** Why the server would not take it. */
  refused: unknown
}

// As the server cuts them.
const MOST = { title: 80, body: 120 } as const
const SHOWN = ['title', 'body', 'url', 'icon', 'image', 'badge', 'tag'] as const
const URGENCIES = ['very-low', 'low', 'normal', 'high'] as const

/** What a notification says. */
export function ContentFields(props: FieldsProps): ReactNode {
  const { draft, change, refused } = props
  const t = useWords(composeWords)
  const id = useId()
  const [isOpen, setOpen] = useState(false)
  const faults = faultsOf(refused)
  const isElsewhere = refused !== null && !SHOWN.some((field) => faults.has(field))
  const count = useCount()
  const text = (field: 'title' | 'url' | 'icon' | 'image' | 'badge' | 'tag') => ({
    label: t(field === 'tag' ? 'tag' : `field.${field}`),
    value: draft[field],
    error: faults.get(field),
    onChange: (event: { currentTarget: { value: string } }) => change({ [field]: event.currentTarget.value }),
  })
  return (
    <Card title={t('content')}>
      <Stack gap="sm">
        <TextInput {...text('title')} description={count(draft.title, MOST.title)} inputWrapperOrder={BELOW} required />
        <Textarea
          label={t('field.body')}
          autosize
          minRows={3}
          maxRows={8}
          value={draft.body}
          error={faults.get('body')}
          description={count(draft.body, MOST.body)}
          inputWrapperOrder={BELOW}
          onChange={(event) => change({ body: event.currentTarget.value })}
        />
        <TextInput {...text('url')} description={t('field.url.hint')} placeholder="/" inputMode="url" />
        <TextInput {...text('icon')} description={t('field.icon.hint')} placeholder="/icon.png" inputMode="url" />
        <div>
          <Button
            variant="default"
            size="xs"
            aria-expanded={isOpen}
            aria-controls={id}
            onClick={() => setOpen(!isOpen)}
          >
            {t('more')}
          </Button>
        </div>
        <Collapse expanded={isOpen} id={id}>
          <Stack gap="sm">
            <TextInput {...text('image')} description={t('field.image.hint')} inputMode="url" />
            <TextInput {...text('badge')} description={t('field.badge.hint')} inputMode="url" />
            <ActionFields draft={draft} change={change} />
            <TextInput {...text('tag')} description={t('tag.hint')} />
            <NativeSelect
              label={t('lasts')}
              value={draft.lasts}
              data={LASTS.map((value) => ({ value, label: t(`lasts.${value}`) }))}
              onChange={(event) => change({ lasts: event.currentTarget.value })}
            />
            <NativeSelect
              label={t('urgency')}
              value={draft.urgency}
              data={URGENCIES.map((value) => ({ value, label: t(`urgency.${value}`) }))}
              onChange={(event) => change({ urgency: event.currentTarget.value as Draft['urgency'] })}
            />
            <Checkbox
              label={t('stays')}
              checked={draft.requireInteraction}
              onChange={(event) => change({ requireInteraction: event.currentTarget.checked })}
            />
            <Checkbox
              label={t('private')}
              description={t('private.hint')}
              checked={draft.isPrivate || draft.isOpaque}
              disabled={draft.isOpaque}
              onChange={(event) => change({ isPrivate: event.currentTarget.checked })}
            />
            <Switch
              label={t('opaque')}
              description={t('opaque.hint')}
              checked={draft.isOpaque}
              onChange={(event) => change({ isOpaque: event.currentTarget.checked })}
            />
          </Stack>
        </Collapse>
        {isElsewhere && <Failure error={refused} />}
      </Stack>
    </Card>
  )
}

const BELOW = ['label', 'input', 'description', 'error'] as ('label' | 'input' | 'description' | 'error')[]

function useCount(): (text: string, most: number) => string {
  const t = useWords(composeWords)
  const { number } = useFormats()
  return (text, most) => {
    const count = Array.from(new Intl.Segmenter().segment(text)).length
    return t(count > most ? 'count.over' : 'count', { count: number(count), most: number(most) })
  }
}

// An address is refused while it is being typed: the field says so, and nothing moves.
function faultsOf(refused: unknown): ReadonlyMap<string, string> {
  if (!(refused instanceof Refused)) return new Map()
  return new Map(refused.errors.map(({ field, message }) => [field, message]))
}

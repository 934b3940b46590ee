import { Button, Checkbox, Group, TextInput } from '@mantine/core'
import { useState, type ReactNode, type SubmitEvent } from 'react'
import { useSession } from '../../api/session.ts'
import { settingsWords } from '../../languages/settings.ts'
import { silenceWords } from '../../languages/silence.ts'
import { useWords } from '../../languages/use-words.ts'
import { Card } from '../../pieces/card.tsx'
import { Failure } from '../../pieces/failure.tsx'
import { textOf } from './form-values.ts'
import type { Site } from './settings-screen.tsx'
import styles from './settings.module.css'
import { useSiteChange } from './use-site-change.ts'

/** What those get who never react to messages of the site. */
export function SilenceForm({ site }: { site: Site }): ReactNode {
  const t = useWords(silenceWords)
  const s = useWords(settingsWords)
  const { mayManage } = useSession()
  const change = useSiteChange(site)
  const [isOn, setOn] = useState(site.silence !== null)
  const where = site.declared.silence
  const isFixed = where !== undefined || !mayManage
  const rule = site.silence ?? USUAL
  const submit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault()
    const form = new FormData(event.currentTarget)
    const number = (name: keyof typeof USUAL) => Number(textOf(form, name))
    const [afterDays, shownDays, perWeek] = [number('afterDays'), number('shownDays'), number('perWeek')]
    change.mutate({ silence: isOn ? { afterDays, shownDays, perWeek } : null })
  }
  const field = (name: keyof typeof USUAL, label: string, help?: string) => (
    <TextInput
      name={name}
      type="number"
      min={BOUNDS[name][0]}
      max={BOUNDS[name][1]}
      required
      label={label}
      description={help}
      readOnly={isFixed}
      defaultValue={String(rule[name])}
    />
  )
  return (
    <Card title={t('title')} lead={where === undefined ? t('lead') : s('declared', { where })}>
      <form onSubmit={submit} className={styles['form']}>
        <Checkbox
          label={t('on')}
          checked={isOn}
          disabled={isFixed}
          onChange={(event) => setOn(event.currentTarget.checked)}
        />
        {isOn && (
          <>
            {field('afterDays', t('after-days'))}
            {field('shownDays', t('shown-days'), t('shown-days.help'))}
            {field('perWeek', t('per-week'), t('per-week.help'))}
          </>
        )}
        {change.error !== null && <Failure error={change.error} />}
        {!isFixed && (
          <Group justify="flex-end">
            <Button type="submit" loading={change.isPending}>
              {s('save')}
            </Button>
          </Group>
        )}
      </form>
    </Card>
  )
}

// As the API's own.
const USUAL = { afterDays: 90, shownDays: 10, perWeek: 1 } as const
const BOUNDS = { afterDays: [7, 3650], shownDays: [1, 1000], perWeek: [1, 50] } as const

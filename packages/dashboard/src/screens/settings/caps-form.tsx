import { Button, Checkbox, Group, NativeSelect, TextInput } from '@mantine/core'
import { useState, type ReactNode, type SubmitEvent } from 'react'
import { useSession } from '../../api/session.ts'
import { settingsWords } from '../../languages/settings.ts'
import { useWords } from '../../languages/use-words.ts'
import { Card } from '../../pieces/card.tsx'
import { Failure } from '../../pieces/failure.tsx'
import { numberOf, textOf } from './form-values.ts'
import type { Site } from './settings-screen.tsx'
import styles from './settings.module.css'
import { useSiteChange } from './use-site-change.ts'

/** How often one person may get messages of the site. */
export function CapsForm({ site }: { site: Site }): ReactNode {
  const t = useWords(settingsWords)
  const { mayManage } = useSession()
  const change = useSiteChange(site)
  const [isOn, setOn] = useState(site.pace !== null)
  const where = site.declared.pace
  const isFixed = where !== undefined || !mayManage
  const submit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault()
    const form = new FormData(event.currentTarget)
    const excess = EXCESSES.find((one) => one === textOf(form, 'excess')) ?? 'hold'
    const pace = { perDay: numberOf(form, 'perDay'), perWeek: numberOf(form, 'perWeek'), excess } as const
    change.mutate({ pace: isOn ? pace : null })
  }
  return (
    <Card title={t('caps')} lead={where === undefined ? t('caps.lead') : t('declared', { where })}>
      <form onSubmit={submit} className={styles['form']}>
        <Checkbox
          label={t('caps.on')}
          checked={isOn}
          disabled={isFixed}
          onChange={(event) => setOn(event.currentTarget.checked)}
        />
        {isOn && (
          <>
            <div className={styles['pair']}>
              {(['perDay', 'perWeek'] as const).map((name) => (
                <TextInput
                  key={name}
                  name={name}
                  type="number"
                  min={1}
                  max={50}
                  label={t(name === 'perDay' ? 'per-day' : 'per-week')}
                  description={t('per.help')}
                  readOnly={isFixed}
                  defaultValue={String((site.pace === null ? DEFAULTS : site.pace)[name] ?? '')}
                />
              ))}
            </div>
            <NativeSelect
              name="excess"
              label={t('excess')}
              disabled={isFixed}
              defaultValue={site.pace?.excess ?? 'hold'}
              data={EXCESSES.map((value) => ({ value, label: t(`excess.${value}`) }))}
            />
          </>
        )}
        {change.error !== null && <Failure error={change.error} />}
        {!isFixed && (
          <Group justify="flex-end">
            <Button type="submit" loading={change.isPending}>
              {t('save')}
            </Button>
          </Group>
        )}
      </form>
    </Card>
  )
}

const EXCESSES = ['hold', 'skip', 'digest'] as const

// As the API's own: S96.
const DEFAULTS = { perDay: 1, perWeek: 6 } as const

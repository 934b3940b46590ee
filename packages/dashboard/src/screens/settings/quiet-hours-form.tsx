import { Button, Checkbox, Group, TextInput } from '@mantine/core'
import { useState, type ReactNode, type SubmitEvent } from 'react'
import { useSession } from '../../api/session.ts'
import { quietHoursWords } from '../../languages/quiet-hours.ts'
import { settingsWords } from '../../languages/settings.ts'
import { useWords } from '../../languages/use-words.ts'
import { Card } from '../../pieces/card.tsx'
import { Failure } from '../../pieces/failure.tsx'
import { textOf } from './form-values.ts'
import type { Site } from './settings-screen.tsx'
import styles from './settings.module.css'
import { useSiteChange } from './use-site-change.ts'

/** When those who have said nothing of their own are left alone. */
export function QuietHoursForm({ site }: { site: Site }): ReactNode {
  const t = useWords(quietHoursWords)
  const s = useWords(settingsWords)
  const { mayManage } = useSession()
  const change = useSiteChange(site)
  const [isOn, setOn] = useState(site.quietHours !== null)
  const where = site.declared.quietHours
  const isFixed = where !== undefined || !mayManage
  const { from, to, timeZone } = site.quietHours ?? usual()
  const submit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault()
    const form = new FormData(event.currentTarget)
    const times = { from: textOf(form, 'quietFrom').slice(0, 5), to: textOf(form, 'quietTo').slice(0, 5) }
    change.mutate({ quietHours: isOn ? { ...times, timeZone: textOf(form, 'quietZone') || null } : null })
  }
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
            <div className={styles['pair']}>
              <TextInput
                name="quietFrom"
                type="time"
                required
                label={t('from')}
                readOnly={isFixed}
                defaultValue={from}
              />
              <TextInput name="quietTo" type="time" required label={t('to')} readOnly={isFixed} defaultValue={to} />
            </div>
            <TextInput
              name="quietZone"
              label={t('zone')}
              description={t('zone.help')}
              readOnly={isFixed}
              defaultValue={timeZone ?? ''}
            />
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

// The zone of whoever sets them: most people of a site live where it does.
function usual() {
  return { from: '22:00', to: '07:00', timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone }
}

import { Button, Checkbox, Group, TextInput } from '@mantine/core'
import type { ReactNode, SubmitEvent } from 'react'
import { useSession } from '../../api/session.ts'
import { siteWords } from '../../languages/sites.ts'
import { useWords } from '../../languages/use-words.ts'
import { Card } from '../../pieces/card.tsx'
import { Failure } from '../../pieces/failure.tsx'
import { textOf } from './form-values.ts'
import type { Site } from './settings-screen.tsx'
import styles from './settings.module.css'
import { useSiteChange } from './use-site-change.ts'

const FLAGS = ['inbox', 'notRelevant'] as const

/** What people of the site are offered beside the notifications themselves. Quiet hours are each person's own. */
export function MessagesForm({ site }: { site: Site }): ReactNode {
  const t = useWords(siteWords)
  const { mayManage } = useSession()
  const change = useSiteChange(site)
  const { declared } = site
  const isFixed = (field: keyof typeof declared) => declared[field] !== undefined || !mayManage
  const help = (field: (typeof FLAGS)[number] | 'digestAt') =>
    declared[field] === undefined ? t(`${field}.help`) : t('declared', { where: declared[field] })
  const submit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault()
    const form = new FormData(event.currentTarget)
    change.mutate({
      ...(isFixed('inbox') ? {} : { inbox: form.has('inbox') }),
      ...(isFixed('notRelevant') ? {} : { notRelevant: form.has('notRelevant') }),
      ...(isFixed('digestAt') ? {} : { digestAt: textOf(form, 'digestAt') }),
    })
  }
  return (
    <Card title={t('messages')} lead={t('messages.lead')}>
      <form onSubmit={submit} className={styles['form']}>
        <TextInput
          name="digestAt"
          type="time"
          label={t('digestAt')}
          description={help('digestAt')}
          required
          readOnly={isFixed('digestAt')}
          defaultValue={site.digestAt}
        />
        {FLAGS.map((flag) => (
          <Checkbox
            key={flag}
            name={flag}
            label={t(flag)}
            description={help(flag)}
            disabled={isFixed(flag)}
            defaultChecked={site[flag]}
          />
        ))}
        {change.error !== null && <Failure error={change.error} />}
        {mayManage && (
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

import { Button, Group, Textarea, TextInput } from '@mantine/core'
import type { ReactNode, SubmitEvent } from 'react'
import { useSession } from '../../api/session.ts'
import { settingsWords } from '../../languages/settings.ts'
import { useWords } from '../../languages/use-words.ts'
import { Card } from '../../pieces/card.tsx'
import { Failure } from '../../pieces/failure.tsx'
import { numberOf, textOf } from './form-values.ts'
import type { Site } from './settings-screen.tsx'
import styles from './settings.module.css'
import { type SiteChange, useSiteChange } from './use-site-change.ts'

type Field = keyof Site['declared']

/** Where the site is, whose pages may subscribe, and whom push services may write to. */
export function SiteForm({ site }: { site: Site }): ReactNode {
  const t = useWords(settingsWords)
  const { mayManage } = useSession()
  const change = useSiteChange(site)
  const { declared } = site
  // What is declared elsewhere is shown as it is, and where.
  const fieldOf = (field: Field, help?: string) => ({
    readOnly: declared[field] !== undefined || !mayManage,
    description: declared[field] === undefined ? help : t('declared', { where: declared[field] }),
  })
  const submit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault()
    const body = siteOf(new FormData(event.currentTarget))
    const own = Object.entries(body).filter(([field]) => declared[field as Field] === undefined)
    change.mutate(Object.fromEntries(own))
  }
  return (
    <Card title={t('site')} lead={t('site.lead')}>
      <form onSubmit={submit} className={styles['form']}>
        <TextInput name="name" label={t('name')} maxLength={200} defaultValue={site.name} {...fieldOf('name')} />
        <TextInput
          name="url"
          type="url"
          label={t('url')}
          defaultValue={site.url ?? ''}
          {...fieldOf('url', t('url.help'))}
        />
        <Textarea
          name="origins"
          label={t('origins')}
          autosize
          minRows={2}
          defaultValue={site.origins.join('\n')}
          {...fieldOf('origins', t('origins.help'))}
        />
        <TextInput
          name="contact"
          label={t('contact')}
          maxLength={500}
          defaultValue={site.contact ?? ''}
          {...fieldOf('contact', t('contact.help'))}
        />
        <TextInput
          name="maxPerMinute"
          type="number"
          min={1}
          label={t('max-per-minute')}
          defaultValue={String(site.limits.maxPerMinute ?? '')}
          {...fieldOf('limits', t('max-per-minute.help'))}
        />
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

function siteOf(form: FormData): SiteChange {
  const origins = textOf(form, 'origins').split(/\s+/).filter(Boolean)
  return {
    ...(textOf(form, 'name') === '' ? {} : { name: textOf(form, 'name') }),
    url: textOf(form, 'url') || null,
    ...(origins.length === 0 ? {} : { origins }),
    contact: textOf(form, 'contact') || null,
    limits: { maxPerMinute: numberOf(form, 'maxPerMinute') },
  }
}

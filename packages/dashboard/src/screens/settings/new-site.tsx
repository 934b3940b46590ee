import { Button, Group, TextInput } from '@mantine/core'
import { useState, type ReactNode, type SubmitEvent } from 'react'
import { answer, belfry } from '../../api/belfry.ts'
import { useGoToSite } from '../../frame/use-go-to-site.ts'
import { pieceWords } from '../../languages/pieces.ts'
import { siteWords } from '../../languages/sites.ts'
import { useWords } from '../../languages/use-words.ts'
import { bellCode } from '../../pieces/bell-code.ts'
import { CopyableCode } from '../../pieces/copyable-code.tsx'
import { Dialog } from '../../pieces/dialog.tsx'
import { Failure } from '../../pieces/failure.tsx'
import { useAct } from '../../pieces/use-act.ts'
import { textOf } from './form-values.ts'
import styles from './settings.module.css'

interface MadeSite {
  id: string
  name: string
  /** Undefined: there is a site, but no key. */
  key: string | undefined
}

/** Makes a site and its first key, which is shown once, and says what to put into its pages. */
export function NewSite({ onClose }: { onClose: () => void }): ReactNode {
  const t = useWords(siteWords)
  const make = useAct({
    act: makeSite,
    done: ({ name }) => t('made.said', { name }),
    invalidates: [['sites']],
  })
  return (
    <Dialog onClose={onClose} title={t('new')} size="lg">
      {make.data === undefined ? (
        <SiteFields make={make} onClose={onClose} />
      ) : (
        <Made site={make.data} onClose={onClose} />
      )}
    </Dialog>
  )
}

async function makeSite(form: FormData): Promise<MadeSite> {
  const [id, contact] = [textOf(form, 'id'), textOf(form, 'contact')]
  const body = { id, name: textOf(form, 'name'), url: textOf(form, 'url'), ...(contact === '' ? {} : { contact }) }
  const { name } = await answer(belfry.POST('/v1/sites', { body }))
  const first = { name, scopes: ['send', 'read'], expiresAt: null } as const
  const key = await answer(
    belfry.POST('/v1/api-keys', { params: { query: { site: id } }, body: { ...first, scopes: [...first.scopes] } }),
  ).catch(() => undefined) // the site is there: its keys are made in its own settings, too
  return { id, name, key: key?.key }
}

interface SiteFieldsProps {
  make: { mutate: (form: FormData) => void; isPending: boolean; error: unknown }
  onClose: () => void
}

function SiteFields({ make, onClose }: SiteFieldsProps): ReactNode {
  const t = useWords(siteWords)
  const p = useWords(pieceWords)
  const [name, setName] = useState('')
  const [id, setId] = useState<string>()
  const submit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault()
    make.mutate(new FormData(event.currentTarget))
  }
  return (
    <form onSubmit={submit} className={styles['form']}>
      <TextInput
        name="name"
        label={t('name')}
        description={t('name.help')}
        maxLength={200}
        required
        value={name}
        onChange={(event) => setName(event.currentTarget.value)}
        data-autofocus
      />
      <TextInput
        name="id"
        label={t('id')}
        description={t('id.help')}
        pattern="[a-z0-9][a-z0-9_\-]{0,63}"
        required
        value={id ?? idOf(name)}
        onChange={(event) => setId(event.currentTarget.value)}
      />
      <TextInput name="url" type="url" label={t('url')} description={t('url.help')} required />
      <TextInput name="contact" label={t('contact')} description={t('contact.help')} maxLength={500} />
      {make.error !== null && <Failure error={make.error} />}
      <Group justify="flex-end">
        <Button variant="default" onClick={onClose}>
          {p('cancel')}
        </Button>
        <Button type="submit" loading={make.isPending}>
          {t('make')}
        </Button>
      </Group>
    </form>
  )
}

function Made({ site: { id, name, key }, onClose }: { site: MadeSite; onClose: () => void }): ReactNode {
  const t = useWords(siteWords)
  const goToSite = useGoToSite()
  const go = () => {
    onClose()
    goToSite(id)
  }
  return (
    <div className={styles['form']}>
      <p className={styles['text']}>{t('made', { name })}</p>
      {key === undefined ? (
        <p className={styles['text']}>{t('no-key')}</p>
      ) : (
        <>
          <p className={styles['text']}>{t('key')}</p>
          <CopyableCode>{key}</CopyableCode>
        </>
      )}
      <p className={styles['text']}>{t('bell')}</p>
      <CopyableCode>{bellCode(id)}</CopyableCode>
      <Group justify="flex-end">
        <Button onClick={go}>{t('go')}</Button>
      </Group>
    </div>
  )
}

// "Our Shop" is our-shop.
function idOf(name: string): string {
  const plain = name.normalize('NFKD').replaceAll(/\p{M}/gu, '').toLowerCase()
  return plain
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-|-$/g, '')
    .slice(0, 64)
}

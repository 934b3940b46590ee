import { Button, Checkbox, Group, TextInput } from '@mantine/core'
import type { ReactNode, SubmitEvent } from 'react'
import { answer, belfry } from '../../api/belfry.ts'
import { pieceWords } from '../../languages/pieces.ts'
import { settingsWords } from '../../languages/settings.ts'
import { useWords } from '../../languages/use-words.ts'
import { CopyableCode } from '../../pieces/copyable-code.tsx'
import { Dialog } from '../../pieces/dialog.tsx'
import { Failure } from '../../pieces/failure.tsx'
import { useAct } from '../../pieces/use-act.ts'
import type { ApiKey } from './api-keys.tsx'
import { textOf } from './form-values.ts'
import styles from './settings.module.css'

const SCOPES = ['send', 'read', 'manage'] as const

/** Makes a key, or the next one of the same server, and shows it once. */
export function NewApiKey({ replaces, onClose }: { replaces: ApiKey | undefined; onClose: () => void }): ReactNode {
  const t = useWords(settingsWords)
  const p = useWords(pieceWords)
  const make = useAct({
    act: (form: FormData) => {
      const scopes = SCOPES.filter((scope) => form.has(scope))
      const body =
        replaces === undefined ? { name: textOf(form, 'name'), scopes, expiresAt: null } : { replaces: replaces.id }
      return answer(belfry.POST('/v1/api-keys', { body }))
    },
    done: t('api-key.made'),
    invalidates: [['api-keys']],
  })
  const submit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault()
    make.mutate(new FormData(event.currentTarget))
  }
  const title = replaces === undefined ? t('api-key.new') : t('replace.title', { name: replaces.name })
  return (
    <Dialog onClose={onClose} title={title}>
      {make.data === undefined ? (
        <form onSubmit={submit} className={styles['form']}>
          {replaces === undefined ? (
            <>
              <TextInput name="name" label={t('api-key.who')} maxLength={100} required data-autofocus />
              <Checkbox.Group label={t('scopes')} defaultValue={['send']}>
                <Group mt="xs">
                  {SCOPES.map((scope) => (
                    <Checkbox key={scope} name={scope} value={scope} label={t(`scope.${scope}`)} />
                  ))}
                </Group>
              </Checkbox.Group>
            </>
          ) : (
            <p>{t('replace.text')}</p>
          )}
          {make.error !== null && <Failure error={make.error} />}
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {p('cancel')}
            </Button>
            <Button type="submit" loading={make.isPending}>
              {t(replaces === undefined ? 'api-key.create' : 'replace')}
            </Button>
          </Group>
        </form>
      ) : (
        <>
          <p>{t('api-key.once')}</p>
          <CopyableCode>{make.data.key}</CopyableCode>
          <Group justify="flex-end" mt="md">
            <Button onClick={onClose}>{p('done')}</Button>
          </Group>
        </>
      )}
    </Dialog>
  )
}

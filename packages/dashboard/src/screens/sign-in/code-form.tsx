import { Button, TextInput } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import type { ReactNode, SubmitEvent } from 'react'
import { answer, belfry, isRefused } from '../../api/belfry.ts'
import { signInWords } from '../../languages/sign-in.ts'
import { useWords } from '../../languages/use-words.ts'
import { Failure } from '../../pieces/failure.tsx'
import styles from './entrance.module.css'
import { textOf } from './text-of.ts'

/** The second factor. */
export function CodeForm({ enter, restart }: { enter: () => void; restart: () => void }): ReactNode {
  const t = useWords(signInWords)
  const confirm = useMutation({
    mutationFn: (code: string) => answer(belfry.POST('/dashboard/api/sign-in/code', { body: { code } })),
    onSuccess: enter,
  })
  const submit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault()
    confirm.mutate(textOf(new FormData(event.currentTarget), 'code').replaceAll(/\s/g, ''))
  }
  const isOver = isRefused(confirm.error, 'sign-in-over')
  return (
    <form onSubmit={submit} className={styles['fields']}>
      <TextInput name="code" label={t('code')} autoComplete="one-time-code" required autoFocus maxLength={64} />
      {confirm.error !== null && <Failure error={confirm.error} />}
      <Button type="submit" loading={confirm.isPending} disabled={isOver}>
        {t('sign-in')}
      </Button>
      <Button variant="subtle" onClick={restart}>
        {t('code.back')}
      </Button>
    </form>
  )
}

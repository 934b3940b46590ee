import { Button, Divider } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { answer, belfry } from '../../api/belfry.ts'
import { askPasskey } from '../../api/passkeys.ts'
import { passkeyWords } from '../../languages/passkeys.ts'
import { useWords } from '../../languages/use-words.ts'
import { PasskeyFailure } from '../../pieces/passkey-failure.tsx'
import styles from './entrance.module.css'

/** The other way in: the device says who it is. */
export function PasskeyButton({ enter }: { enter: () => void }): ReactNode {
  const t = useWords(passkeyWords)
  const signIn = useMutation({
    mutationFn: async () => {
      const options = await answer(belfry.POST('/dashboard/api/sign-in/passkey/options'))
      const credential = await askPasskey(options)
      return answer(belfry.POST('/dashboard/api/sign-in/passkey', { body: { credential } }))
    },
    onSuccess: enter,
  })
  return (
    <div className={styles['fields']}>
      <Divider label={t('or')} mt="md" styles={{ label: { color: 'var(--soft)' } }} />
      <PasskeyFailure error={signIn.error} />
      <Button variant="default" loading={signIn.isPending} onClick={() => signIn.mutate()}>
        {t('sign-in')}
      </Button>
    </div>
  )
}

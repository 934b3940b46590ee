import type { ReactNode } from 'react'
import { answer, belfry } from '../../../api/belfry.ts'
import { makePasskey } from '../../../api/passkeys.ts'
import { passkeyWords } from '../../../languages/passkeys.ts'
import { useWords } from '../../../languages/use-words.ts'
import { PasskeyFailure } from '../../../pieces/passkey-failure.tsx'
import { useAct } from '../../../pieces/use-act.ts'
import { useBrowserName } from '../../../pieces/use-browser-name.ts'
import { PASSKEYS } from './listed-passkeys.ts'
import { ProofForm } from './proof-form.tsx'
import { readUserAgent } from './read-user-agent.ts'

/** The password, then the device's own question. It is named after the browser that it was made in. */
export function AddPasskey({ onClose }: { onClose: () => void }): ReactNode {
  const t = useWords(passkeyWords)
  const name = useBrowserName()(readUserAgent(navigator.userAgent))
  const add = useAct({
    act: async (password: string) => {
      const options = await answer(belfry.POST('/dashboard/api/passkeys/options', { body: { password } }))
      const credential = await makePasskey(options)
      return answer(belfry.POST('/dashboard/api/passkeys', { body: { name, credential } }))
    },
    done: t('added', { name }),
    invalidates: [PASSKEYS],
    onDone: onClose,
  })
  return (
    <ProofForm
      title={t('add')}
      text={t('add.text')}
      submit={t('add.go')}
      act={add}
      failure={<PasskeyFailure error={add.error} />}
      onClose={onClose}
    />
  )
}

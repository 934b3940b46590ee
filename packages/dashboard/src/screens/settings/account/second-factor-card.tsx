import { Button } from '@mantine/core'
import { useState, type ReactNode } from 'react'
import { useSession } from '../../../api/session.ts'
import { accountWords } from '../../../languages/account.ts'
import { useWords } from '../../../languages/use-words.ts'
import { Card } from '../../../pieces/card.tsx'
import { StatusWord } from '../../../pieces/status-word.tsx'
import { FactorOff } from './factor-off.tsx'
import { FactorOn } from './factor-on.tsx'

/** A code of an authenticator beside the password: on, off, and what it is good for. */
export function SecondFactorCard(): ReactNode {
  const t = useWords(accountWords)
  const { operator } = useSession()
  // What is open stays open when the session says that it is on.
  const [asked, setAsked] = useState<'on' | 'off'>()
  const isOn = operator.hasSecondFactor
  const close = () => setAsked(undefined)
  return (
    <Card title={t('factor')} lead={t('factor.lead')}>
      <p>
        <StatusWord level={isOn ? 'good' : 'warning'}>{t(isOn ? 'factor.is-on' : 'factor.is-off')}</StatusWord>
      </p>
      <Button variant={isOn ? 'default' : 'filled'} onClick={() => setAsked(isOn ? 'off' : 'on')}>
        {t(isOn ? 'factor.turn-off' : 'factor.turn-on')} …
      </Button>
      {asked === 'on' && <FactorOn onClose={close} />}
      {asked === 'off' && <FactorOff onClose={close} />}
    </Card>
  )
}

import type { ReactNode } from 'react'
import { useSession } from '../../../api/session.ts'
import { accountWords } from '../../../languages/account.ts'
import { frameWords } from '../../../languages/frame.ts'
import { useWords } from '../../../languages/use-words.ts'
import { Cards } from '../../../pieces/card.tsx'
import { EmptyState } from '../../../pieces/empty-state.tsx'
import { PageTitle } from '../../../pieces/page-title.tsx'
import { SettingsTabs } from '../settings-tabs.tsx'
import { OwnSessions } from './own-sessions.tsx'
import { PasskeysCard } from './passkeys-card.tsx'
import { PasswordCard } from './password-card.tsx'
import { SecondFactorCard } from './second-factor-card.tsx'

/** One's own account: how one signs in, and where one is signed in. */
export function AccountScreen(): ReactNode {
  const t = useWords(accountWords)
  const f = useWords(frameWords)
  const { operator, isOurs } = useSession()
  const { email, name, role, hasSecondFactor } = operator
  if (!isOurs) {
    return (
      <>
        <PageTitle title={t('title')} />
        <EmptyState title={t('by-app')}>{t('by-app.help')}</EmptyState>
      </>
    )
  }
  const who = { who: email ?? name, role: f(`role.${role}`) }
  return (
    <>
      <PageTitle title={t('title')} lead={t(hasSecondFactor ? 'lead.factor' : 'lead.password', who)} />
      <SettingsTabs />
      <Cards>
        <SecondFactorCard />
        <PasswordCard />
      </Cards>
      <PasskeysCard />
      <OwnSessions />
    </>
  )
}

import { Button, Menu } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { useSession } from '../api/session.ts'
import { useSignOut } from './use-sign-out.ts'
import { frameWords } from '../languages/frame.ts'
import { LANGUAGES, useLanguage } from '../languages/language.tsx'
import { useWords } from '../languages/use-words.ts'
import { SCHEMES, useScheme } from './scheme.ts'

/** Who is signed in, and how the page looks and speaks for them. */
export function AccountMenu({ compact = false }: { compact?: boolean }): ReactNode {
  const t = useWords(frameWords)
  const { operator, isOurs } = useSession()
  const signOut = useSignOut()
  const { language, speak } = useLanguage()
  const { scheme, choose } = useScheme()
  return (
    <Menu position="top-start" width={220} withinPortal>
      <Menu.Target>
        <Button variant="subtle" color="gray" size={compact ? 'compact-sm' : 'sm'} justify="flex-start" c="var(--ink)">
          {compact ? initials(operator.name) : operator.name}
          {compact && <span className="only-heard">{t('account')}</span>}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>{[operator.email ?? operator.name, t(`role.${operator.role}`)].join(', ')}</Menu.Label>
        <Menu.Divider />
        <Menu.Label>{t('scheme')}</Menu.Label>
        <Menu.RadioGroup value={scheme} onChange={(chosen) => choose(SCHEMES.find((one) => one === chosen) ?? 'auto')}>
          {SCHEMES.map((one) => (
            <Menu.RadioItem key={one} value={one}>
              {t(`scheme.${one}`)}
            </Menu.RadioItem>
          ))}
        </Menu.RadioGroup>
        <Menu.Divider />
        <Menu.Label>{t('language')}</Menu.Label>
        <Menu.RadioGroup
          value={language}
          onChange={(chosen) => speak(LANGUAGES.find((one) => one.language === chosen)?.language ?? 'en')}
        >
          {LANGUAGES.map(({ language: one, name }) => (
            <Menu.RadioItem key={one} value={one} lang={one}>
              {name}
            </Menu.RadioItem>
          ))}
        </Menu.RadioGroup>
        {isOurs && <Menu.Divider />}
        {isOurs && (
          <Menu.Item component={Link} to="/settings/account">
            {t('own-account')}
          </Menu.Item>
        )}
        {isOurs && <Menu.Item onClick={signOut}>{t('sign-out')}</Menu.Item>}
      </Menu.Dropdown>
    </Menu>
  )
}

function initials(name: string): string {
  return name
    .split(/\s+/)
    .map((word) => word.slice(0, 1))
    .slice(0, 2)
    .join('')
    .toUpperCase()
}

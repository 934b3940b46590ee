import type { BelfryModels } from '@belfry/client'
import { Link, useLocation } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { overviewWords } from '../../languages/overview.ts'
import { useAlarmText } from '../../languages/use-alarm-text.ts'
import { useWords } from '../../languages/use-words.ts'
import { Card } from '../../pieces/card.tsx'
import { StatusWord } from '../../pieces/status-word.tsx'
import styles from './alarms.module.css'
import { cureOf } from './cure-of.ts'
import type { Finding } from './use-reputation.ts'

type Alarm = BelfryModels['Alarm']

interface AlarmsProps {
  alarms: readonly Alarm[]
  /** What browsers are about to punish. */
  findings: readonly Finding[]
}

// Both are of what is sent to people who do not react.
const EASED_BY_SILENCE: readonly Finding['measure'][] = ['clicks', 'throttled']

/** What keeps messages from people at present, or soon will: each with what to do, and where. */
export function Alarms({ alarms, findings }: AlarmsProps): ReactNode {
  const t = useWords(overviewWords)
  if (alarms.length === 0 && findings.length === 0) return null
  return (
    <Card title={t('alarms')}>
      <ul className={styles['alarms']}>
        {alarms.map((alarm) => (
          <li key={`${alarm.cause} ${alarm.details['site']} ${alarm.details['notification']}`}>
            <AlarmText {...alarm} />
          </li>
        ))}
        {findings.map(({ measure, level, says, advice, source }) => (
          <li key={measure}>
            <StatusWord level={level === 'danger' ? 'bad' : 'warning'}>
              <strong>{says}</strong>
            </StatusWord>
            <p>{advice}</p>
            <p className={styles['links']}>
              <Link to="/notifications">{t('link.notifications')}</Link>
              {EASED_BY_SILENCE.includes(measure) && <Link to="/settings">{t('link.silence')}</Link>}
              {source !== null && (
                <a href={source} target="_blank" rel="noreferrer">
                  {t('link.source')}
                </a>
              )}
            </p>
          </li>
        ))}
      </ul>
    </Card>
  )
}

function AlarmText(alarm: Alarm): ReactNode {
  const t = useWords(overviewWords)
  const { summary, help } = useAlarmText()(alarm)
  const {
    cause,
    details: { summary: _, help: __, ...details },
  } = alarm
  const { site, notification } = details
  const { to, word } = cureOf(details)
  const search = site === undefined ? {} : { site }
  const isHere = useLocation().pathname === to
  return (
    <>
      <StatusWord level="bad">
        <strong>{summary}</strong>
      </StatusWord>
      {help !== undefined && <p>{help}</p>}
      <p className={styles['links']}>
        {!isHere && (
          <Link to={to} search={search}>
            {t(word)}
          </Link>
        )}
        {notification !== undefined && (
          <Link to="/notifications/$id" params={{ id: notification }} search={search}>
            {t('link.notification')}
          </Link>
        )}
      </p>
      <p className={styles['details']}>
        {[cause, ...Object.entries(details).map(([name, value]) => `${name}: ${value}`)].join(' · ')}
      </p>
    </>
  )
}

import type { BelfryModels } from '@belfry/client'
import type { ReactNode } from 'react'
import { composeWords } from '../../../languages/compose.ts'
import { useWords } from '../../../languages/use-words.ts'
import { Picture, SiteTile } from './picture.tsx'
import styles from './system-card.module.css'

type Appearance = BelfryModels['NotificationAppearance']

interface CardProps {
  appearance: Appearance
  /** As after somebody has opened it. */
  isOpened: boolean
  /** Its title is only a place where one will be. */
  isSample: boolean
}

const CARDS: Readonly<Record<Appearance['platform'], (props: CardProps) => ReactNode>> = {
  windows: WindowsToast,
  macos: AppleBanner,
  android: AndroidRow,
  ios: AppleBanner,
  linux: GnomeBanner,
}

/** A notification drawn as its system draws it. */
export function SystemCard(props: CardProps): ReactNode {
  const Drawn = CARDS[props.appearance.platform]
  return <Drawn {...props} />
}

function WindowsToast(props: CardProps): ReactNode {
  const { appearance } = props
  return (
    <div className={styles['windows']}>
      <p className={styles['head']}>
        <i className={styles['app']} /> {appearance.browser.split(' ')[0]}
        <span className={styles['signs']} aria-hidden="true">
          ⋯ ✕
        </span>
      </p>
      {appearance.image !== null && <Picture className={styles['hero']} src={appearance.image} />}
      <div className={styles['row']}>
        {appearance.icon !== null && <Picture className={styles['icon']} src={appearance.icon} />}
        <div className={styles['texts']}>
          <Texts {...props} />
          <p className={styles['from']}>{appearance.from}</p>
        </div>
      </div>
      <Buttons titles={appearance.actions} />
    </div>
  )
}

function AppleBanner(props: CardProps): ReactNode {
  const t = useWords(composeWords)
  const { appearance } = props
  return (
    <div className={styles[appearance.platform]}>
      <div className={styles['row']}>
        <SiteTile site={appearance.from} />
        <div className={styles['texts']}>
          <span className={styles['when']}>{t('looks.now')}</span>
          <Texts {...props}>
            {appearance.platform === 'ios' && (
              <p className={styles['from']}>{t('looks.from', { site: appearance.from })}</p>
            )}
          </Texts>
        </div>
      </div>
    </div>
  )
}

function AndroidRow(props: CardProps): ReactNode {
  const t = useWords(composeWords)
  const { appearance, isOpened } = props
  return (
    <div className={styles['android']}>
      <div className={styles['row']}>
        <span className={styles['round']}>
          {appearance.badge === null ? (
            <i className={styles['app']} />
          ) : (
            <Picture className={styles['badge']} src={appearance.badge} />
          )}
        </span>
        <div className={styles['texts']}>
          <p className={styles['from']}>
            {appearance.browser} · {appearance.from} · {t('looks.now')}
            <span className={styles['signs']} aria-hidden="true">
              {isOpened ? '⌃' : '⌄'}
            </span>
          </p>
          <Texts {...props} />
        </div>
        {appearance.icon !== null && <Picture className={styles['icon']} src={appearance.icon} />}
      </div>
      {isOpened && appearance.image !== null && <Picture className={styles['hero']} src={appearance.image} />}
      {isOpened && <Buttons titles={appearance.actions} />}
    </div>
  )
}

function GnomeBanner(props: CardProps): ReactNode {
  const t = useWords(composeWords)
  const { appearance, isOpened } = props
  return (
    <div className={styles['linux']}>
      <p className={styles['head']}>
        <i className={styles['app']} /> {appearance.browser} <span>{t('looks.now')}</span>
        <span className={styles['signs']} aria-hidden="true">
          {isOpened ? '⌃' : '⌄'} ✕
        </span>
      </p>
      <div className={styles['row']}>
        {appearance.icon !== null && <Picture className={styles['icon']} src={appearance.icon} />}
        <div className={styles['texts']}>
          <Texts {...props} />
        </div>
      </div>
      {isOpened && <Buttons titles={appearance.actions} />}
    </div>
  )
}

function Texts({ appearance, isOpened, isSample, children }: CardProps & { children?: ReactNode }): ReactNode {
  const { title, body, openedBody } = appearance
  const text = isOpened && openedBody !== null ? openedBody : body?.text
  return (
    <>
      <p className={styles['title']} data-sample={isSample || undefined} data-lines={title.lines} dir="auto">
        {title.text}
      </p>
      {children}
      {text !== undefined && (
        <p className={styles['body']} data-lines={text === openedBody ? undefined : body?.lines} dir="auto">
          {text}
        </p>
      )}
    </>
  )
}

function Buttons({ titles }: { titles: readonly string[] }): ReactNode {
  if (titles.length === 0) return null
  return (
    <p className={styles['buttons']}>
      {titles.map((title, place) => (
        <span key={place}>{title}</span>
      ))}
    </p>
  )
}

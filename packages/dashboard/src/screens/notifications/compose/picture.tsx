import { useState, type ReactNode } from 'react'
import styles from './system-card.module.css'

/** A picture of a notification; one that cannot be loaded is an empty place, as on the screen. */
export function Picture({ src, className }: { src: string; className: string | undefined }): ReactNode {
  const [broken, setBroken] = useState<string>()
  if (broken === src) return <span className={className} data-broken />
  return <img className={className} src={src} alt="" referrerPolicy="no-referrer" onError={() => setBroken(src)} />
}

/** The icon of a web app that the system takes from the site: its first letter stands for it here. */
export function SiteTile({ site }: { site: string }): ReactNode {
  return (
    <span className={styles['tile']} aria-hidden="true">
      {site.charAt(0).toUpperCase()}
    </span>
  )
}

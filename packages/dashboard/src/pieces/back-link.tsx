import { Link, type LinkProps } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { Icon } from '../frame/icons.tsx'
import styles from './back-link.module.css'

/** From one thing to the list that it is in. */
export function BackLink({ to, children }: { to: LinkProps['to']; children: ReactNode }): ReactNode {
  return (
    <Link to={to} className={styles['back']}>
      <Icon name="back" size={16} />
      {children}
    </Link>
  )
}

import type { ReactNode } from 'react'
import { CopyableCode } from './copyable-code.tsx'
import styles from './empty-state.module.css'

/** Where nothing is yet: what would be here, and the next step towards it. */
export function EmptyState(props: { title: string; children?: ReactNode; code?: string }): ReactNode {
  const { title, children, code } = props
  return (
    <div className={styles['empty']}>
      <p className={styles['title']}>{title}</p>
      {children !== undefined && <div className={styles['text']}>{children}</div>}
      {code !== undefined && <CopyableCode>{code}</CopyableCode>}
    </div>
  )
}

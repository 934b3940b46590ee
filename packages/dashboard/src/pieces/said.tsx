import { createContext, useCallback, useContext, useState, type ReactNode } from 'react'
import styles from './said.module.css'

const Say = createContext<(text: string) => void>(() => undefined)
const SHOWN = 5000

/** Says in a corner, and to who hears the page, that something is done. */
export function SaidProvider({ children }: { children: ReactNode }): ReactNode {
  const [said, setSaid] = useState({ text: '', number: 0 })
  const say = useCallback((text: string) => {
    setSaid(({ number }) => ({ text, number: number + 1 }))
    setTimeout(() => setSaid((now) => (now.text === text ? { ...now, text: '' } : now)), SHOWN)
  }, [])
  return (
    <Say value={say}>
      {children}
      <div role="status" className={styles['said']}>
        {said.text !== '' && <p key={said.number}>{said.text}</p>}
      </div>
    </Say>
  )
}

export function useSay(): (text: string) => void {
  return useContext(Say)
}

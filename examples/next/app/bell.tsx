'use client'

import { createClient, type BelfryClient } from '@belfry/browser'
import { useEffect, useState } from 'react'

export function Bell() {
  const [client, setClient] = useState<BelfryClient>()
  const [status, setStatus] = useState('…')
  useEffect(() => {
    const client = createClient({ topics: ['blog'] })
    client.addEventListener('change', ({ detail }) => setStatus(detail.status))
    void client.sync()
    setClient(client)
    return () => client.close()
  }, [])
  return (
    <button id="bell" onClick={() => void client?.subscribe()}>
      The bell: {status}
    </button>
  )
}

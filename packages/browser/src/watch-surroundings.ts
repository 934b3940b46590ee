import type { Environment } from './platform.ts'

export interface SurroundingsListener {
  /** Another tab has written down what it did. */
  otherTab: () => void
  /** The user has changed the permission, here or in the browser's settings. */
  permissionChanged: () => void
  /** A click on this notification has brought this page to the front. */
  landed: (notification: string) => void
}

/**
 * Listens, until the signal aborts, to what else changes things: other tabs, by the localStorage key `name`, and the
 * browser's settings. Answers the worker, which asks for this page's URL and says what led to it.
 */
export function watchSurroundings(
  environment: Environment,
  name: string,
  listener: SurroundingsListener,
  signal: AbortSignal,
): void {
  const { navigator } = environment
  navigator.serviceWorker?.addEventListener(
    'message',
    ({ data, ports }) => {
      const { belfry, id } = Object(data) as { belfry?: string; id?: string }
      if (belfry === 'where') ports[0]?.postMessage(environment.location?.href)
      if (belfry === 'landed' && id) listener.landed(id)
    },
    { signal },
  )
  environment.addEventListener?.('storage', ({ key }) => void (key === name && listener.otherTab()), { signal })
  navigator.permissions
    ?.query({ name: 'notifications' })
    .then((status) => status.addEventListener('change', listener.permissionChanged, { signal }))
    .catch(() => undefined) // Not every browser can be asked; the next call sees it anyway.
}

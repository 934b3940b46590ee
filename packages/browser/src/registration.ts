import { within } from './fault.ts'

const TIMEOUT_MS = 10_000

/** Finds the worker whose scope is exactly `base`/; with `create`, registers it and waits for it. */
export async function ownRegistration(
  container: ServiceWorkerContainer,
  base: string,
  create?: boolean,
): Promise<ServiceWorkerRegistration | undefined> {
  const scope = `${base}/`
  if (!create) {
    const found = await container.getRegistration(scope)
    return found?.scope === scope ? found : undefined // It also answers with a worker of the whole site.
  }
  const registering = container.register(`${scope}sw.js`, { scope, updateViaCache: 'none' })
  return within(registering.then(activated), 'worker-failed', TIMEOUT_MS)
}

/** PushManager.subscribe() is refused until there is an active worker. */
function activated(registration: ServiceWorkerRegistration): Promise<ServiceWorkerRegistration> {
  return new Promise((resolve) => {
    const check = (): void => {
      if (registration.active) resolve(registration)
    }
    registration.installing?.addEventListener('statechange', check)
    registration.waiting?.addEventListener('statechange', check)
    check()
  })
}

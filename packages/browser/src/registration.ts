import { failed, settle, type Answer } from './answer.ts'

const TIMEOUT_MS = 10_000

/** Finds the worker whose scope is exactly `base`/; with `create`, registers it and waits for it. */
export async function ownRegistration(
  container: ServiceWorkerContainer,
  base: string,
  create: boolean,
): Promise<Answer<ServiceWorkerRegistration | undefined>> {
  const scope = `${base}/`
  const found = await settle(container.getRegistration(scope), 'worker-failed', TIMEOUT_MS)
  // getRegistration() also answers with a worker of the whole site.
  const mine = found.ok && found.value?.scope === scope ? found.value : undefined
  if (!create) return found.ok ? { ok: true, value: mine } : found
  const registering = container.register(`${scope}sw.js`, { scope, updateViaCache: 'none' })
  const registered = await settle(registering, 'worker-failed', TIMEOUT_MS)
  return registered.ok ? activated(registered.value) : registered
}

/** PushManager.subscribe() is refused until there is an active worker. */
async function activated(
  registration: ServiceWorkerRegistration,
): Promise<Answer<ServiceWorkerRegistration>> {
  const worker = registration.installing ?? registration.waiting
  if (registration.active || !worker) return { ok: true, value: registration }
  const activating = new Promise<void>((resolve) => {
    worker.addEventListener('statechange', () => {
      if (registration.active || worker.state === 'redundant') resolve()
    })
  })
  const state = await settle(activating, 'worker-failed', TIMEOUT_MS)
  if (!state.ok) return state
  if (registration.active) return { ok: true, value: registration }
  return failed('worker-failed', `the service worker became ${worker.state}`)
}

import { fault, within } from './fault.ts'

const TIMEOUT_MS = 10_000

/** Finds the worker whose scope is exactly `base`/; with `create`, registers it and waits for it. */
export async function ownRegistration(
  container: ServiceWorkerContainer,
  origin: string,
  base: string,
  create?: boolean,
): Promise<ServiceWorkerRegistration | undefined> {
  const scope = `${base}/`
  // Firefox only says "The operation is insecure".
  if (!scope.startsWith(`${origin}/`)) {
    throw fault('', `SecurityError: ${base} is on another origin: pass registration`, 400)
  }
  if (!create) {
    const found = await container.getRegistration(scope)
    return found?.scope === scope ? found : undefined // It also answers with a worker of the whole site.
  }
  const registering = container.register(trusted(`${scope}sw.js`), { scope, updateViaCache: 'none' })
  return within(registering.then(activated), 'worker-failed', TIMEOUT_MS)
}

/** The part of Trusted Types that is used here; TypeScript does not know them. */
interface TrustedTypes {
  createPolicy(name: string, rules: { createScriptURL(url: string): string }): { createScriptURL(url: string): string }
}
let policy: ReturnType<TrustedTypes['createPolicy']> | undefined

/** For a page that says `require-trusted-types-for 'script'`: they hold for register() as well. */
function trusted(url: string): string {
  const { trustedTypes } = globalThis as { trustedTypes?: TrustedTypes }
  policy ??= trustedTypes?.createPolicy('belfry', { createScriptURL: (url) => url })
  return policy?.createScriptURL(url) ?? url
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

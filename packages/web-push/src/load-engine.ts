import { availableParallelism } from 'node:os'
import { TypeScriptEngine } from './encryption-engine.ts'
import type { EncryptionEngine } from './encryption-engine.ts'
import { NativeEngine } from './native-engine.ts'
import type { NativeBinding } from './native-engine.ts'

/** The engine to use and, when it is not the native one, why. */
export type EngineChoice =
  | { engine: NativeEngine; nativeFault?: undefined }
  | { engine: EncryptionEngine; nativeFault: string }

/** Threads of libuv's pool, unless its size was changed: more jobs would wait for one. */
const POOL_SIZE = 4

/**
 * Chooses the fastest engine there is: native code where the package `@belfry/web-push-native` is installed, was built
 * for this system and passes its self-test, TypeScript otherwise. Nothing but the speed differs.
 *
 * @example
 * const { engine, nativeFault } = await loadEngine()
 * if (nativeFault) console.log(`encrypting in TypeScript: ${nativeFault}`)
 */
export async function loadEngine(
  options: { jobs?: number; nativePackage?: string } = {},
): Promise<EngineChoice> {
  const loaded = await loadNative(options.nativePackage ?? '@belfry/web-push-native')
  if (!loaded.ok) {
    return { engine: new TypeScriptEngine(), nativeFault: loaded.reason }
  }
  const jobs = options.jobs ?? Math.min(availableParallelism(), POOL_SIZE)
  return { engine: new NativeEngine({ binding: loaded.binding, jobs }) }
}

type LoadedBinding = { ok: true; binding: NativeBinding } | { ok: false; reason: string }

/** As `ws` does with bufferutil: an optional package that brings speed, and no other change. */
async function loadNative(name: string): Promise<LoadedBinding> {
  try {
    // A name that no compiler or bundler resolves: most who install this have no such package.
    const { loadBinding } = (await import(name)) as { loadBinding: () => LoadedBinding }
    return loadBinding()
  } catch (error) {
    return { ok: false, reason: (error as Error).message }
  }
}

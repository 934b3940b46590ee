import os from 'node:os'
import { TypeScriptEngine } from './encryption-engine.ts'
import type { EncryptionEngine } from './encryption-engine.ts'
import { checkJobs, NativeEngine } from './native-engine.ts'
import type { NativeBinding } from './native-engine.ts'
import { wrongArgument } from './wrong-argument.ts'

/**
 * The engine to use and, when it is not the native one, the reason. `nativeIsInstalled` says whether the package is
 * there, so that its failure to run is news. `backendFault` says why native code does not use the back end that was
 * asked for, or the fastest that the processor could run.
 */
export type EngineChoice =
  | { engine: NativeEngine; nativeFault?: undefined; backendFault?: string | undefined }
  | { engine: EncryptionEngine; nativeFault: string; nativeIsInstalled: boolean; backendFault?: undefined }

/**
 * The choices of encryption: `auto`, the fastest available; `typescript`; or native code with this back end for the
 * curve. The processor decides which back ends run; `portable` is slow, for tests.
 */
export const ENCRYPTION_NAMES = ['auto', 'typescript', 'ifma', 'avx2', 'openssl', 'portable'] as const
export type EncryptionName = (typeof ENCRYPTION_NAMES)[number]

/** The default size of libuv's pool: more jobs would wait for a thread. */
const POOL_SIZE = 4

/**
 * Chooses the fastest available engine: native code where the package `@belfry/web-push-native` is installed, was built
 * for this system and passes its self-test, TypeScript otherwise. Only the speed differs. `use` asks for one by name;
 * an engine that does not run here gives way to the next, and the choice says why.
 *
 * @example
 * const { engine, nativeFault } = await loadEngine()
 * if (nativeFault) console.log(`encrypting in TypeScript: ${nativeFault}`)
 */
export async function loadEngine(
  options: { jobs?: number; nativePackage?: string; use?: EncryptionName | undefined } = {},
): Promise<EngineChoice> {
  const jobs = options.jobs ?? Math.min(os.availableParallelism(), POOL_SIZE)
  checkJobs(jobs)
  if (options.use !== undefined && !ENCRYPTION_NAMES.includes(options.use)) {
    throw wrongArgument('use', `one of ${ENCRYPTION_NAMES.join(', ')}`, options.use)
  }
  if (options.use === 'typescript') {
    return { engine: new TypeScriptEngine(), nativeFault: 'TypeScript was asked for', nativeIsInstalled: false }
  }
  const loaded = await loadNative(options.nativePackage ?? '@belfry/web-push-native', options.use)
  if (!loaded.ok) {
    const { reason, isInstalled } = loaded
    return { engine: new TypeScriptEngine(), nativeFault: reason, nativeIsInstalled: isInstalled }
  }
  return { engine: new NativeEngine({ binding: loaded.binding, jobs }), backendFault: loaded.backendFault }
}

type LoadedBinding =
  { ok: true; binding: NativeBinding; backendFault?: string } | { ok: false; reason: string; isUnbuilt?: boolean }
type LoadBinding = (options: { backend: EncryptionName | undefined }) => LoadedBinding
type NativePart = Extract<LoadedBinding, { ok: true }> | { ok: false; reason: string; isInstalled: boolean }

/** As `ws` does with bufferutil: an optional package that adds only speed. */
async function loadNative(name: string, backend: EncryptionName | undefined): Promise<NativePart> {
  try {
    // A name that no compiler or bundler resolves: most installations lack the package.
    const { loadBinding } = (await import(/* webpackIgnore: true */ /* @vite-ignore */ name)) as {
      loadBinding: LoadBinding
    }
    const loaded = loadBinding({ backend })
    return loaded.ok ? loaded : { reason: loaded.reason, ok: false, isInstalled: loaded.isUnbuilt !== true }
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException
    return { ok: false, reason: message, isInstalled: code !== 'ERR_MODULE_NOT_FOUND' || !message.includes(name) }
  }
}

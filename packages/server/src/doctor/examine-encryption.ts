import { loadEngine, NativeEngine, type EncryptionName } from '@belfry/web-push'
import { ok, warning, type Finding } from './finding.ts'

const DESCRIPTIONS: Readonly<Record<string, string>> = {
  ifma: 'native code, eight messages at a time (AVX-512 IFMA)',
  avx2: 'native code, four messages at a time (AVX2)',
  openssl: 'native code, one message after the other (OpenSSL)',
  portable: 'native code for tests, which is slow: set BELFRY_ENCRYPTION to auto',
}

/** The encryption in use here, and why it is not the fastest, or not the requested one. */
export async function examineEncryption(wanted: EncryptionName): Promise<Finding> {
  const { engine, nativeFault, backendFault } = await loadEngine({ use: wanted })
  const fault = nativeFault ?? backendFault
  const description =
    engine instanceof NativeEngine
      ? (DESCRIPTIONS[engine.backend] ?? engine.backend)
      : 'TypeScript, without native code'
  if (fault === undefined || wanted === 'typescript') return ok(`encryption: ${description}`)
  return warning(`encryption: ${description}; ${fault}`)
}

import { existsSync } from 'node:fs'
import { type Provided, type SystemPackage, findExecutable, installSystemPackages } from './system-packages.ts'

interface Piece {
  isHere: () => boolean
  packages: readonly SystemPackage[]
}

const compiler: Piece = {
  isHere: () => findExecutable(['cc', 'gcc', 'clang']) !== undefined,
  packages: [
    { apt: 'gcc', dnf: 'gcc', brew: 'gcc' },
    { apt: 'libc6-dev', dnf: 'glibc-devel', brew: 'gcc' },
  ],
}

/** The further needs of its tests: OpenSSL's headers and, for other systems' binaries, cross compilers. */
const forTests: readonly Piece[] = [
  {
    isHere: () => process.platform !== 'linux' || existsSync('/usr/include/openssl/ec.h'),
    packages: [{ apt: 'libssl-dev', dnf: 'openssl-devel', brew: 'openssl' }],
  },
  {
    isHere: () => !isLinuxOnX64() || findExecutable(['musl-gcc']) !== undefined,
    packages: [{ apt: 'musl-tools', dnf: 'musl-gcc', brew: 'musl-cross' }],
  },
  {
    isHere: () => !isLinuxOnX64() || findExecutable(['aarch64-linux-gnu-gcc']) !== undefined,
    packages: [
      { apt: 'gcc-aarch64-linux-gnu', dnf: 'gcc-aarch64-linux-gnu', brew: 'aarch64-unknown-linux-gnu' },
      { apt: 'libc6-dev-arm64-cross', dnf: 'sysroot-aarch64-fc40-glibc', brew: 'aarch64-unknown-linux-gnu' },
    ],
  },
]

/** Ensures a C compiler, for @belfry/web-push-native, and the further needs of its tests. */
export async function provideCompiler(): Promise<Provided> {
  const missing = [compiler, ...forTests].filter(({ isHere }) => !isHere())
  if (missing.length === 0) return { ok: true }
  return installSystemPackages(missing.flatMap(({ packages }) => packages))
}

function isLinuxOnX64(): boolean {
  return process.platform === 'linux' && process.arch === 'x64'
}

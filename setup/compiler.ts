import { type Provided, findExecutable, installSystemPackages } from './system-packages.ts'

const packages = [
  { apt: 'gcc', dnf: 'gcc', brew: 'gcc' },
  { apt: 'libc6-dev', dnf: 'glibc-devel', brew: 'gcc' },
]

/** Makes sure of a C compiler, which @belfry/web-push-native is compiled with; installs it where it may. */
export async function provideCompiler(): Promise<Provided> {
  return findExecutable(['cc', 'gcc', 'clang']) === undefined
    ? installSystemPackages(packages)
    : { ok: true }
}

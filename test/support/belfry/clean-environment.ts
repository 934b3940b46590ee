/**
 * The environment of a Belfry in a process of its own: nothing of this one's that would set it up. With it goes the
 * store of compiled code (ci/compile-cache.ts), without which each start strips and compiles hundreds of modules again.
 */
export function cleanEnvironment(): NodeJS.ProcessEnv {
  const { PATH, NODE_COMPILE_CACHE } = process.env
  return { PATH, NODE_COMPILE_CACHE }
}

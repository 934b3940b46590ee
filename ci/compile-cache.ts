import { fileURLToPath } from 'node:url'

/**
 * Where processes of tests keep compiled code (NODE_COMPILE_CACHE). Each loads hundreds of modules: stripping and
 * compiling them again took half of all CPU.
 */
export const compileCache = fileURLToPath(new URL('../node_modules/.cache/compiled', import.meta.url))

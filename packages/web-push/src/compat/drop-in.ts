// The module loaded for '@belfry/web-push/compat'; its types are those of index.ts, since compilers before TypeScript
// 5.6 cannot read an export named by a string.

import '../check-node.ts'
export * from './index.ts'
// `require(…)` gives what this name exports: the object itself instead of a module's namespace.
export { default, default as 'module.exports' } from './index.ts'

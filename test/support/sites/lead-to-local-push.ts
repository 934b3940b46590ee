// node --import this-file program: runs the program unchanged, except that it uses a local push service.

import { registerHooks } from 'node:module'

const wrapper = new URL('./belfry-on-local-push.ts', import.meta.url).href

registerHooks({
  resolve: (specifier, context, nextResolve) =>
    specifier === 'belfry' && context.parentURL !== wrapper
      ? { url: wrapper, shortCircuit: true }
      : nextResolve(specifier, context),
})

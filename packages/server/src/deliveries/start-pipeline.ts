// Not committed: keeps the composition root compiling until the pipeline's own file replaces this one.
import type { StartPipeline } from '../pipeline.ts'

export const startPipeline: StartPipeline = () =>
  Promise.resolve({
    notifications: {
      create: () =>
        Promise.resolve({ notification: { id: 'n', state: 'planning' }, replayed: false }),
      get: () => Promise.resolve(undefined),
      list: () => Promise.resolve({ items: [] }),
      setState: () => Promise.resolve(undefined),
    },
    createWithin: () => ({ id: 'n' }),
    isWorking: () => true,
    close: () => Promise.resolve(),
  })

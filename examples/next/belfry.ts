import { createBelfry, type Belfry } from 'belfry'

const kept = globalThis as { belfry?: Promise<Belfry> }

/** Next loads this file more than once, and while it builds: Belfry starts when it is first needed, once a process. */
export const belfry = () =>
  (kept.belfry ??= createBelfry({
    data: './data',
    url: `http://localhost:${process.env.PORT ?? 3000}`,
    contact: process.env.CONTACT,
    topics: { blog: { name: 'New posts' } },
  }))

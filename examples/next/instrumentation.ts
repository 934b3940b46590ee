/** Starts Belfry with the server: notifications accepted before a restart continue. */
export async function register() {
  if (process.env.NEXT_RUNTIME === 'nodejs') await (await import('./belfry')).belfry()
}

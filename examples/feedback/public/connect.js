/**
 * Belfry's client for this site. Loaded when called, so that a page without Belfry still works.
 *
 * @param {string | null | (() => Promise<string | null>)} identity who is signed in; null: nobody
 */
export async function connect(identity) {
  const { createClient } = await import('/b/default/client.js')
  return createClient({ site: 'default', topics: ['feedback'], identity })
}

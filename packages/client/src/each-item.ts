/** A page as every list of the API answers it. */
export interface AnsweredPage {
  next: string | null
}

/**
 * Goes through a list to its end, page by page: `ask` gets the cursor of a page and answers with it, `items` takes what
 * is on it. Stop whenever you like: no further page is asked for.
 *
 * @example
 * const pages = (cursor?: string) => belfry.GET('/v1/subscriptions', { params: { query: { cursor } } })
 * const ask = async (cursor?: string) => (await pages(cursor)).data!
 * for await (const subscription of eachItem(ask, (page) => page.subscriptions)) {
 *   console.log(subscription.id)
 * }
 */
export async function* eachItem<Page extends AnsweredPage, Item>(
  ask: (cursor: string | undefined) => Promise<Page>,
  items: (page: Page) => readonly Item[],
): AsyncGenerator<Item, void> {
  for (const [name, given] of Object.entries({ ask, items })) {
    if (typeof given === 'function') continue
    throw Object.assign(new TypeError(`${name} must be a function`), { code: 'ERR_INVALID_ARG_TYPE' })
  }
  let cursor: string | undefined
  do {
    const page = await ask(cursor)
    yield* items(page)
    cursor = page.next ?? undefined
  } while (cursor !== undefined)
}

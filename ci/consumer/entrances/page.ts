import { createClient, type ClientOptions, type State } from '@belfry/browser'
import { createClient as again } from '@belfry/browser/client.js'

const options: ClientOptions = { topics: ['news'] }

export async function ring(): Promise<State> {
  const client = createClient(options)
  client.addEventListener('change', ({ detail }) => document.title.concat(detail.status))
  // @ts-expect-error topics are a list
  again({ topics: 'news' })
  return client.subscribe()
}

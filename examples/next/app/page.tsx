import { belfry } from '../belfry'
import { Bell } from './bell'

async function publish() {
  'use server'
  const sender = await belfry()
  await sender.notify({ to: { topic: 'blog' }, title: 'A new post', body: 'On Next.', url: '/' })
}

export default function Page() {
  return (
    <main>
      <Bell />
      <form action={publish}>
        <button id="publish">Publish a post</button>
      </form>
    </main>
  )
}

import { startBell } from './bell.js'
import { connect } from './connect.js'

for (const time of document.querySelectorAll('time')) {
  const words = { dateStyle: 'medium', timeStyle: 'short' }
  time.textContent = new Date(time.dateTime).toLocaleString(document.documentElement.lang, words)
}

// A fresh one each time Belfry needs it: the page may be open for days.
async function identity() {
  const response = await fetch('/admin/identity', { cache: 'no-store' })
  if (!response.ok) throw new Error(`/admin/identity answered ${response.status}`)
  return (await response.json()).identity
}

const bell = document.querySelector('#bell')
if (bell) await startBell(bell, () => connect(identity))
else await (await connect(identity)).sync() // every page keeps the subscription healthy

import { connect } from './connect.js'
import { keepFresh } from './inbox.js'
import { localTimes } from './times.js'

// A fresh one each time Belfry needs it: the page may be open for days.
async function identity() {
  const response = await fetch('/admin/identity', { cache: 'no-store' })
  if (!response.ok) throw new Error(`/admin/identity answered ${response.status}`)
  return (await response.json()).identity
}

localTimes(document)
const messages = document.querySelector('#messages')
if (messages) keepFresh(messages)

const elements = document.querySelectorAll('belfry-bell, belfry-prompt')
try {
  const client = await connect(identity)
  client.addEventListener('change', ({ detail: { code, reason } }) => {
    if (reason) console.warn(`Belfry: ${code}: ${reason}`)
  })
  for (const element of elements) element.client = client
  // Every page keeps the subscription healthy; the elements do it themselves.
  if (elements.length > 0) await import('/b/default/components.js')
  else await client.sync()
} catch (error) {
  console.error(error)
  const says = document.querySelector('#bell .says')
  if (says) says.textContent = says.dataset.failed
}

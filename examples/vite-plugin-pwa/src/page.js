import { createClient } from '@belfry/browser'

// The page's one worker: it caches for vite-plugin-pwa, and shows Belfry's notifications.
void navigator.serviceWorker.register('/sw.js')

const bell = document.querySelector('#bell')
const client = createClient({ topics: ['blog'], registration: () => navigator.serviceWorker.ready })
let on = false
client.addEventListener('change', ({ detail: { status } }) => {
  on = status === 'subscribed'
  bell.textContent = `The bell: ${status}`
})
bell.addEventListener('click', () => void (on ? client.unsubscribe() : client.subscribe()))
void client.sync()

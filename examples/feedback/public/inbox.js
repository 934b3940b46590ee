import { localTimes } from './times.js'

const EVERY_MS = 3000

/**
 * Shows new messages while the inbox is open. It polls only while it is visible, so a forgotten tab costs nothing;
 * people who look elsewhere get a notification.
 *
 * @param {HTMLElement} place the list of messages, whose `data-newest` is the id of the first one
 */
export function keepFresh(place) {
  let timer
  const ask = async () => {
    clearTimeout(timer)
    if (document.hidden) return
    try {
      await refresh(place)
    } catch (error) {
      console.warn(error) // The server is away, or is being restarted: the next poll tries again.
    }
    clearTimeout(timer)
    timer = setTimeout(() => void ask(), EVERY_MS)
  }
  document.addEventListener('visibilitychange', () => void ask())
  timer = setTimeout(() => void ask(), EVERY_MS)
}

async function refresh(place) {
  const answer = await fetch('/admin/feedback/newest', { cache: 'no-store' })
  if (answer.redirected) return location.reload() // Signed out meanwhile.
  const { newest } = await answer.json()
  if (String(newest) === place.dataset.newest) return
  const page = await fetch('/admin/feedback', { cache: 'no-store' })
  const next = new DOMParser().parseFromString(await page.text(), 'text/html').querySelector('#messages')
  const reached = document.activeElement?.getAttribute('href')
  const known = new Set([...place.querySelectorAll('a')].map(({ href }) => href))
  place.replaceChildren(...next.children)
  const isNewer = newest > Number(place.dataset.newest)
  place.dataset.newest = next.dataset.newest
  localTimes(place)
  for (const link of place.querySelectorAll('.messages a')) {
    link.classList.toggle('new', !known.has(link.href))
    if (link.getAttribute('href') === reached) link.focus() // The keyboard's focus stays in the list.
  }
  if (isNewer) document.querySelector('#arrived').textContent = place.dataset.arrived
}

/** Rewrites the times in a part of the page from the server's time zone to the reader's. */
export function localTimes(part) {
  const { lang } = document.documentElement
  for (const time of part.querySelectorAll('time')) {
    const at = new Date(time.dateTime)
    const whole = at.toLocaleString(lang, { dateStyle: 'medium', timeStyle: 'short' })
    time.title = whole
    time.textContent = time.classList.contains('brief') ? brief(at, lang) : whole
  }
}

// As in src/pages/time.ts: the time for today, the day for this year, else the date.
function brief(at, lang) {
  const now = new Date()
  if (at.toDateString() === now.toDateString()) return at.toLocaleTimeString(lang, { timeStyle: 'short' })
  if (at.getFullYear() === now.getFullYear()) return at.toLocaleDateString(lang, { day: 'numeric', month: 'short' })
  return at.toLocaleDateString(lang, { day: 'numeric', month: 'short', year: 'numeric' })
}

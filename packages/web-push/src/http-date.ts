// RFC 9110 section 5.6.7: the form senders may generate, and two obsolete ones that recipients must read.
// `Date.parse` alone takes "1.5" and "-3" for years, and the third form for local time.
const WITH_ZONE =
  /^[A-Z][a-z]{2}, \d{2} [A-Z][a-z]{2} \d{4} \d{2}:\d{2}:\d{2} GMT$|^[A-Z][a-z]{5,8}, \d{2}-[A-Z][a-z]{2}-\d{2} \d{2}:\d{2}:\d{2} GMT$/
const ASCTIME = /^[A-Z][a-z]{2} [A-Z][a-z]{2} [ \d]\d \d{2}:\d{2}:\d{2} \d{4}$/

/** Milliseconds since the epoch; undefined for a text that is no HTTP date. */
export function parseHttpDate(text: string): number | undefined {
  let date = Number.NaN
  if (WITH_ZONE.test(text)) {
    date = Date.parse(text)
  } else if (ASCTIME.test(text)) {
    date = Date.parse(`${text} GMT`)
  }
  return Number.isNaN(date) ? undefined : date
}

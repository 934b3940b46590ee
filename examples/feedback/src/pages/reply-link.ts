// Mail programs and browsers cut longer addresses, some from 2,000 characters on.
const LONGEST = 1800

/**
 * A link that opens the owner's mail program with address and subject, and the message quoted below the place for the
 * answer (RFC 6068). A message that is too long for a link is quoted as far as it fits.
 *
 * @example
 * replyLink({ to: 'ada@example.org', subject: 'Your feedback', intro: 'Ada wrote:', message: 'It works.' })
 * // mailto:ada%40example.org?subject=Re%3A%20Your%20feedback&body=%0D%0A%0D%0AAda%20wrote%3A%0D%0A%3E%20It%20works.
 */
export function replyLink(mail: { to: string; subject: string; intro: string; message: string }): string {
  const { to, subject, intro, message } = mail
  const text = `\n\n${intro}\n${message.replace(/^/gm, '> ')}`
  let link = `mailto:${encode(to)}?subject=${encode(`Re: ${subject}`)}&body=`
  // By graphemes: one visible character may be many in a link, and must not be cut in two.
  for (const { segment } of new Intl.Segmenter().segment(text)) {
    const next = encode(segment)
    if (link.length + next.length > LONGEST) return link + encode(' …')
    link += next
  }
  return link
}

function encode(text: string): string {
  return encodeURIComponent(text.toWellFormed().replace(/\n/g, '\r\n'))
}

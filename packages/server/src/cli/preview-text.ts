import type { BelfryModels } from '@belfry/client'

/** A preview in lines: how many now, later or not, and why. */
export function previewText(preview: Omit<BelfryModels['NotificationPreview'], 'platforms' | 'shortened'>): string {
  const { audience, isWhole, isEstimate, examined, sent, held, skipped, note } = preview
  const lines = [
    [`${isWhole ? '' : 'at least '}${number(audience)}`, 'subscriptions'],
    [number(sent), 'now'],
    ...held.map(({ reason, count, from, until }) => [
      number(count),
      `later: ${reason}, ${from === until ? `at ${from}` : `from ${from} to ${until}`}`,
    ]),
    ...skipped.map(({ reason, count }) => [number(count), `not: ${reason}`]),
  ] as const
  const width = Math.max(...lines.map(([count = '']) => count.length))
  const text = lines.map(([count = '', what]) => `${count.padStart(width)}  ${what}\n`).join('')
  const estimate = isEstimate ? `An estimate, of ${number(examined)} of them.\n` : ''
  return `${text}${estimate}${note === undefined ? '' : `${note}\n`}`
}

function number(count: number): string {
  return count.toLocaleString('en-US')
}

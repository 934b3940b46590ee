import { capacityOf, SIZES } from './capacity.ts'

const WIDTH = 720
const HEIGHT = 400
const LEFT = 80
const RIGHT = 250
const TOP = 20
const BOTTOM = 60
const COLOURS = ['#c2410c', '#7c3aed', '#0369a1', '#15803d', '#be185d', '#475569'] as const
// From a thousandth of the machine to a hundred of them.
const DECADES = { first: -3, last: 2 }

/** How much of one large machine a daily broadcast uses, by the number of subscriptions; both axes logarithmic. */
export function scalingChart(): string {
  const names = capacityOf(1e9).limits.map(({ name }) => name)
  const lines = names.map((name, n) => line(name, COLOURS[n % COLOURS.length] ?? '#000', n))
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${HEIGHT}"
  font-family="sans-serif" font-size="12"
  role="img" aria-label="Use of one machine by number of subscriptions">
<rect width="${WIDTH}" height="${HEIGHT}" fill="#fff"/>
${[...axes(), ...lines].join('\n')}
</svg>
`
}

function axes(): string[] {
  const across = Array.from({ length: DECADES.last - DECADES.first + 1 }, (_, n) => {
    const used = 10 ** (DECADES.first + n)
    const stroke = used === 1 ? 'stroke="#dc2626" stroke-dasharray="6 4"' : 'stroke="#ddd"'
    return `<path d="M${LEFT} ${y(used)}H${WIDTH - RIGHT}" ${stroke}/>
<text x="${LEFT - 8}" y="${y(used) + 4}" text-anchor="end">${used * 100} %</text>`
  })
  const labels = ['1 M', '10 M', '100 M', '1 B']
  const up = SIZES.map(
    (size, n) =>
      `<path d="M${x(size)} ${TOP}V${HEIGHT - BOTTOM}" stroke="#eee"/>
<text x="${x(size)}" y="${HEIGHT - BOTTOM + 20}" text-anchor="middle">${labels[n]}</text>`,
  )
  const middle = { x: (LEFT + WIDTH - RIGHT) / 2, y: (TOP + HEIGHT - BOTTOM) / 2 }
  const title = (place: string, text: string) => `<text ${place} text-anchor="middle" fill="#475569">${text}</text>`
  const titles = [
    title(`x="${middle.x}" y="${HEIGHT - 14}"`, 'subscriptions, a broadcast to each a day'),
    title(`transform="rotate(-90 16 ${middle.y})" x="16" y="${middle.y}"`, 'used of one machine'),
  ]
  return [...up, ...across, ...titles]
}

function line(name: string, colour: string, place: number): string {
  const points = SIZES.map((size) => {
    const used = capacityOf(size).limits.find((limit) => limit.name === name)?.used ?? 0
    return `${x(size)},${y(used)}`
  })
  const at = TOP + 14 + place * 20
  return `<polyline points="${points.join(' ')}" fill="none" stroke="${colour}" stroke-width="2"/>
<path d="M${WIDTH - RIGHT + 20} ${at - 4}h24" stroke="${colour}" stroke-width="2"/>
<text x="${WIDTH - RIGHT + 50}" y="${at}">${name}</text>`
}

function x(size: number): number {
  const [first, last] = [Math.log10(SIZES[0]), Math.log10(SIZES.at(-1) ?? 1)]
  const share = (Math.log10(size) - first) / (last - first)
  return Math.round(LEFT + share * (WIDTH - RIGHT - LEFT))
}

function y(used: number): number {
  const clipped = Math.max(DECADES.first, Math.min(DECADES.last, Math.log10(used)))
  const share = (clipped - DECADES.first) / (DECADES.last - DECADES.first)
  return Math.round(HEIGHT - BOTTOM - share * (HEIGHT - BOTTOM - TOP))
}

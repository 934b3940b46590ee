import type { Annotation, ChartData } from './chart-data.ts'

/** A line at a step of a chart, with the text of what happened there. */
export interface Mark {
  at: string
  /** Undefined where it would lie on top of another one: then it is told where one points. */
  label?: string
  side: 'insideTopLeft' | 'insideTopRight'
}

type Points = ChartData['points']

const LETTERS = 24
// The narrowest drawing, on a phone, has room for so many letters beside each other.
const LETTERS_IN_ALL = 40

/** What is to be marked, the steps in order. */
export function marksOf(points: Points, annotations: readonly Annotation[]): Mark[] {
  const texts = new Map<string, string[]>()
  for (const { at, text } of annotations) {
    const step = stepOf(points, at)
    if (step !== undefined) texts.set(step, [...(texts.get(step) ?? []), text])
  }
  const marks = [...texts].map(([at, here]) => ({ at, label: labelOf(here), side: sideOf(points, at) }))
  let taken = 0
  return marks
    .toSorted((a, b) => (a.at < b.at ? -1 : 1))
    .map(({ label, ...mark }) => {
      const place = (points.findIndex(({ at }) => at === mark.at) / points.length) * LETTERS_IN_ALL
      const start = mark.side === 'insideTopLeft' ? place : place - label.length
      if (start < taken) return mark
      taken = start + label.length + 1
      return { ...mark, label }
    })
}

/** The axis has steps, not times: an annotation stands at the step that it falls into. */
export function stepOf(points: Points, at: string): string | undefined {
  return points.findLast((point) => point.at <= at)?.at
}

function labelOf([first = '', ...others]: readonly string[]): string {
  const text = first.length > LETTERS ? `${first.slice(0, LETTERS)}…` : first
  return others.length === 0 ? text : `${text} +${others.length}`
}

// A label stands towards the middle, where there is room for it.
function sideOf(points: Points, at: string): Mark['side'] {
  return at > (points[Math.floor(points.length / 2)]?.at ?? '') ? 'insideTopRight' : 'insideTopLeft'
}

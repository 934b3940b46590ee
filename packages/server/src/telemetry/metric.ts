/**
 * A room's metrics, declared once in that room. /metrics, the reference and the compiler use the declaration: a
 * misspelt name or label does not compile.
 */
export interface Metric<Label extends string = string> {
  readonly name: string
  readonly type: 'counter' | 'gauge' | 'histogram'
  readonly help: string
  /** Few labels, of few values: never an endpoint, a name or an id that visitors can make up. */
  readonly labels: readonly Label[]
}

export interface Counter<Label extends string = string> extends Metric<Label> {
  readonly type: 'counter'
}

export type Labels<Label extends string = string> = Readonly<Record<Label, string>>

/** A metric with all its series, ready to be written down. */
export interface MetricFamily extends Pick<Metric, 'name' | 'type' | 'help'> {
  series: readonly Sample[]
}

/** One value. `suffix` and the label `le` are a histogram's. */
export interface Sample<Label extends string = string> {
  suffix?: '_bucket' | '_sum' | '_count'
  labels?: Labels<Label>
  value: number
}

export function counter<const Label extends string = never>(
  name: `${string}_total`,
  help: string,
  labels: readonly Label[] = [],
): Counter<Label> {
  return { name, type: 'counter', help, labels }
}

export function gauge<const Label extends string = never>(
  name: string,
  help: string,
  labels: readonly Label[] = [],
): Metric<Label> {
  return { name, type: 'gauge', help, labels }
}

export function histogram<const Label extends string = never>(
  name: string,
  help: string,
  labels: readonly Label[] = [],
): Metric<Label> {
  return { name, type: 'histogram', help, labels }
}

/** The present value of a metric: one, or one for each set of labels. */
export function reading<Label extends string>(
  { name, type, help }: Metric<Label>,
  values: number | readonly Sample<NoInfer<Label>>[],
): MetricFamily {
  return { name, type, help, series: typeof values === 'number' ? [{ value: values }] : values }
}

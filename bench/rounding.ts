export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b)
  const half = sorted.length / 2
  const upper = sorted[Math.floor(half)] ?? 0
  return Number.isInteger(half) ? round2((upper + (sorted[half - 1] ?? 0)) / 2) : upper
}

/** The quantile: the value that this share of all values does not exceed. */
export function percentile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b)
  return round2(sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)] ?? 0)
}

export function round2(value: number): number {
  return Math.round(value * 100) / 100
}

export function mebibytes(bytes: number): number {
  return round2(bytes / 2 ** 20)
}

export function secondsSince(startedAt: number): number {
  return (performance.now() - startedAt) / 1000
}

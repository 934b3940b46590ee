import { useFormats } from '../languages/use-formats.ts'

/** Writes the start of a step of a chart. */
export function useTimeLabel(step: 'hour' | 'day', zone?: string): (at: string) => string {
  const { day, hour } = useFormats()
  return (at) => (step === 'hour' ? hour(at, zone) : day(at, zone))
}

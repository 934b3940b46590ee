import { bind } from './binding.ts'
import type { Addon, Binding } from './binding.ts'
import { selfTest } from './self-test.ts'

/** The back end of the curve, and why it is not the requested one; no binding where none passes the self-test. */
interface Choice {
  binding?: Binding
  fault: string
}

/** Only tests choose this one: it is slower than OpenSSL. */
const FOR_TESTS = 'portable'

/** Takes the back end that is wanted, else (`auto`) the fastest, of those that run here and pass the self-test. */
export function chooseBackend(addon: Addon, wanted: string): Choice {
  const { backends } = addon
  const names = Object.keys(backends)
    .filter((name) => name !== FOR_TESTS || wanted === FOR_TESTS)
    .toSorted((a, b) => rank(a) - rank(b))
  const faults = wanted === 'auto' || wanted in backends ? [] : [`there is no back end "${wanted}" for this processor`]
  for (const name of names) {
    const fault = faultOf(addon, name)
    if (fault === undefined) return { binding: bind(addon, name), fault: faults.join('; ') }
    faults.push(`${name}: ${fault}`)
  }
  return { fault: faults.join('; ') }

  function rank(name: string): number {
    return name === wanted ? -1 : (backends[name] as number)
  }
}

function faultOf(addon: Addon, name: string): string | undefined {
  try {
    return selfTest(addon, addon.backends[name] as number)
  } catch (error) {
    return (error as Error).message
  }
}

import { readAudience } from '../audiences/audience.ts'

/** The addresses that a stored audience means, as a Reader's spans have them. */
export function addressesOf(stored: string): string[] {
  const audience = readAudience(stored)
  switch (audience?.kind) {
    case 'all':
      return ['a']
    case 'topic':
      return [`t${audience.value}`]
    case 'subscriber':
      return [`s${audience.value}`]
    case 'subscribers':
      return audience.value.map((id) => `s${id}`)
    case 'digest': // its messages are there already
    case 'subscription': // for trying a browser out: no inbox shows it
    case undefined:
      return []
  }
}

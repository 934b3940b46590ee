import type { State } from '../state.ts'
import type { RecognisedBrowser } from './recognise-browser.ts'

/** The drawing beside an explanation: of the address bar, of a page of settings, of iOS's way to the Home Screen. */
export type Picture = 'address' | 'settings' | 'share'

/** What helps in a state: the names of texts, the best first. */
export interface Help {
  steps: readonly string[]
  picture?: Picture | undefined
}

/** The explanation for this state in this browser; undefined where the state's own sentence says it all. */
export function chooseHelp({ status }: State, { browser, system }: RecognisedBrowser): Help | undefined {
  if (status === 'in-app-webview') return { steps: [`app.${system}`, 'app'] }
  if (status === 'ios-not-installed')
    return { steps: [browser === 'safari' ? 'install' : 'install.other'], picture: 'share' }
  if (status !== 'denied') return undefined
  if (system === 'ios') return { steps: ['denied.ios'], picture: 'settings' }
  const inSettings = browser === 'safari' || browser === 'samsung'
  return {
    steps: [`denied.${browser}.${system}`, `denied.${browser}`, 'denied.other'],
    picture: inSettings ? 'settings' : 'address',
  }
}

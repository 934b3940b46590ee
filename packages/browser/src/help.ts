// The parts of the components' help that have no look, for people with a user interface of their own.

export { checkManifest, type ManifestFault } from './help/check-manifest.ts'
export { chooseHelp, type Help, type Picture } from './help/choose-help.ts'
export { selfTest, type SelfTestOptions, type SelfTestResult } from './help/self-test.ts'
export { recogniseBrowser, type RecognisedBrowser } from './help/recognise-browser.ts'

import { launchBrowser, type LaunchBrowserOptions, type LaunchedBrowser } from '@belfry/push-service/browser'

export async function launch(options: LaunchBrowserOptions): Promise<LaunchedBrowser> {
  // @ts-expect-error there is no such browser
  await launchBrowser({ ...options, browser: 'lynx' })
  return launchBrowser({ ...options, browser: 'firefox' })
}

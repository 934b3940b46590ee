import type { PushServiceAddresses } from '../push-service-api.ts'

export type FirefoxPreferences = Record<string, string | number | boolean>

/** Preferences that make a Firefox profile subscribe at the local service. */
export function firefoxPreferences(
  service: PushServiceAddresses,
  options: { readonly isGranted: boolean; readonly usesDesktop: boolean },
): FirefoxPreferences {
  return {
    'dom.push.serverURL': service.autopushUrl,
    // Without it subscribe() fails: the server is ws:, not wss:.
    'dom.push.testing.allowInsecureServerURL': true,
    // The default, but the remote agent turns it off unless the profile sets it.
    'dom.push.connection.enabled': true,
    // Back within a fraction of a second after the service was restarted.
    'dom.push.retryBaseInterval': 200,
    'dom.push.requestTimeout': 3000,
    // Without a D-Bus notification server only the built-in alerts let showNotification() resolve.
    'alerts.useSystemBackend': options.usesDesktop,
    'network.proxy.type': 0,
    ...(options.isGranted ? { 'permissions.default.desktop-notification': 1 } : {}),
  }
}

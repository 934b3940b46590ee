/** Why a site cannot be added to the Home Screen such that it gets notifications, as stable words. */
export type ManifestFault = 'no-manifest' | 'manifest-unreadable' | 'no-standalone' | 'no-name' | 'no-icons'

interface Manifest {
  display?: unknown
  display_override?: unknown
  name?: unknown
  short_name?: unknown
  icons?: unknown
}

/**
 * Looks at the manifest that the page names. iOS offers push to sites on the Home Screen whose `display` is
 * `standalone` or `fullscreen` (webkit.org/blog/13878, "Web Push for Web Apps on iOS and iPadOS").
 */
export async function checkManifest(page: Document, fetch: typeof globalThis.fetch): Promise<ManifestFault[]> {
  const href = page.querySelector<HTMLLinkElement>('link[rel~=manifest]')?.href
  if (!href) return ['no-manifest']
  try {
    const response = await fetch(href)
    return response.ok ? manifestFaults((await response.json()) as Manifest) : ['manifest-unreadable']
  } catch {
    return ['manifest-unreadable']
  }
}

export function manifestFaults(manifest: unknown): ManifestFault[] {
  if (typeof manifest !== 'object' || !manifest) return ['manifest-unreadable']
  const { display, name, short_name: shortName, icons } = manifest as Manifest
  const faults: ManifestFault[] = []
  if (display !== 'standalone' && display !== 'fullscreen') faults.push('no-standalone')
  if (!name && !shortName) faults.push('no-name')
  if (!Array.isArray(icons) || icons.length === 0) faults.push('no-icons')
  return faults
}

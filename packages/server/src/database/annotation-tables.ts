// The tables of the room annotations, as schema.ts has the rest.

export type AnnotationKind = 'own' | 'key-rotation' | 'deploy' | 'browser-version'

interface AnnotationsTable {
  id: string
  site_id: string | null
  at: number
  kind: AnnotationKind
  text: string
}

interface BrowserVersionsTable {
  site_id: string
  browser: string
  version: number
  count: number
  first_at: number
}

export interface AnnotationTables {
  belfry_annotations: AnnotationsTable
  belfry_browser_versions: BrowserVersionsTable
  belfry_browser_versions_read: { id: number; up_to: number }
}

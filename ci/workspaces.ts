import { globSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'

export interface Manifest {
  name: string
  version: string
  private?: boolean
  bin?: Record<string, string>
  exports?: Record<string, unknown>
  dependencies?: Record<string, string>
  peerDependencies?: Record<string, string>
}

export interface Workspace {
  folder: string
  manifest: Manifest
}

/** The packages that get published, each after those it depends on. */
export function publishedPackages(root: string): Workspace[] {
  const found = globSync('packages/*/package.json', { cwd: root })
    .toSorted()
    .map((file) => {
      const manifest = JSON.parse(readFileSync(join(root, file), 'utf8')) as Manifest
      return { folder: join(root, dirname(file)), manifest }
    })
    .filter(({ manifest }) => manifest.private !== true)
  return inDependencyOrder(found)
}

function inDependencyOrder(workspaces: readonly Workspace[]): Workspace[] {
  const byName = new Map(workspaces.map((workspace) => [workspace.manifest.name, workspace]))
  const ordered = new Set<Workspace>()
  const visit = (workspace: Workspace, path: readonly string[]): void => {
    const { name, dependencies, peerDependencies } = workspace.manifest
    if (path.includes(name)) throw new Error(`Packages in a circle: ${[...path, name].join(' → ')}`)
    for (const dependency of Object.keys({ ...dependencies, ...peerDependencies })) {
      const found = byName.get(dependency)
      if (found !== undefined) visit(found, [...path, name])
    }
    ordered.add(workspace)
  }
  for (const workspace of workspaces) visit(workspace, [])
  return [...ordered]
}

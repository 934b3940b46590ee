export function packagesAreInstalled(root: string): boolean
export function installPackages(root: string): Promise<void>
export function npm(root: string, args: readonly string[]): Promise<void>

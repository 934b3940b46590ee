// The first import of every entry point, so that an old Node reports its version before an import fails because of it.
// node:sqlite as it is used here came with 24.0, and with 22.16 for those who stay on 22.

const { node } = process.versions
const [major = 0, minor = 0] = node.split('.').map(Number)
if (major < 24 && !(major === 22 && minor >= 16)) {
  const message = `Belfry needs Node 24 or newer, or 22 from 22.16 on; this is Node ${node}.`
  // No stack: the place of the throw helps nobody.
  throw Object.assign(new Error(message), { code: 'node-too-old', stack: `Error: ${message}` })
}

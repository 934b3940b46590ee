// The first import of every entry point, so that an old Node reports its version before anything fails because of it.

const OLDEST = 24

const { node } = process.versions
if (Number(node.split('.')[0]) < OLDEST) {
  const message = `@belfry/push-service needs Node ${OLDEST} or newer; this is Node ${node}.`
  // No stack: the place of the throw helps nobody.
  throw Object.assign(new Error(message), { code: 'node-too-old', stack: `Error: ${message}` })
}

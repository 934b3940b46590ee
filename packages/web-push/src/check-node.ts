// The first import of every entry point, so that an old Node reports its version before anything fails because of it.
// Everything imported beside it must link on an old Node, too: newer APIs are looked up at run time.

const OLDEST = 20

const { node } = process.versions
if (Number(node.split('.')[0]) < OLDEST) {
  const message = `@belfry/web-push needs Node ${OLDEST} or newer; this is Node ${node}.`
  // No stack: the place of the throw helps nobody.
  throw Object.assign(new Error(message), { code: 'node-too-old', stack: `Error: ${message}` })
}

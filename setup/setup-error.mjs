/** A problem that the reader can fix: the message is the whole output, without a stack. */
export class SetupError extends Error {
  name = 'SetupError'
}

/** Something the reader can put right: the message is the whole output, without a stack. */
export class SetupError extends Error {
  name = 'SetupError'
}

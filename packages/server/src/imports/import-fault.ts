export type ImportFaultCode =
  'file-unreadable' | 'line-too-long' | 'line-not-utf8' | 'json-malformed' | 'csv-malformed' | 'subscription-ended'

/**
 * A line, or the whole file, that cannot be imported; `code` is stable. The message quotes nothing of a line: endpoints
 * and keys are secrets.
 */
export class ImportFault extends Error {
  override name = 'ImportFault'
  readonly code: ImportFaultCode

  constructor(code: ImportFaultCode, message: string, options?: ErrorOptions) {
    super(message, options)
    this.code = code
  }
}

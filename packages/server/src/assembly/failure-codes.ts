import type { SetUpFileErrorCode } from '../config/set-up-file.ts'
import type { DatabaseErrorCode } from '../database/database-error.ts'
import type { ImportFaultCode } from '../imports/import-fault.ts'
import type { MoveErrorCode } from '../moves/move-error.ts'

// The codes with which a command or a start fails, beside the settings that a ConfigError names.
// docs/reference/errors.md is made from it.

/** The remedy for each. */
export const FAILURES: Record<DatabaseErrorCode | MoveErrorCode | ImportFaultCode | SetUpFileErrorCode, string> = {
  // At the start, and of the library
  'database-unavailable':
    'See that the database runs and can be reached at this address, or that the file can be opened.',
  'database-refused': 'Correct user name and password, or grant what the message names.',
  'database-unsuitable': 'Use a PostgreSQL that is new enough, takes writes and is encoded in UTF-8.',
  'database-newer': 'Start the newer Belfry that wrote it, or use another database.',
  'migrations-missing': 'Install the package again: its files are not complete.',
  'migration-failed': 'Put right what the message names, and start again: nothing was changed.',
  'master-key-wrong':
    'Give this process the master key, or the server secret, under which the private keys in the database are ' +
    'encrypted.',
  'secrets-elsewhere': 'Give this process the secrets of those that use the database already.',
  'store-moved': 'Finish the move, or set DATABASE_URL to where the store has gone.',
  'transaction-not-open': 'Begin a transaction on the connection, or omit the option transaction.',
  'transaction-other-database': "Give createBelfry the app's own file as database; with PostgreSQL, give client.",

  // belfry serve and belfry work
  'config-file-missing': 'Name the file that is there, or leave --config and BELFRY_CONFIG out.',
  'config-file-ambiguous': 'Keep one of the files, or name it with --config.',
  'config-file-unreadable': 'Put right what the message says: JSON, or a module whose default export is an object.',
  'config-file-invalid': 'Change what the message names; docs/guides/sites-topics-keys.md has a whole file.',

  // belfry migrate-store
  'source-missing': 'Name the data folder that holds belfry.db, or the file that your app gave to Belfry.',
  'source-in-use': 'Stop the Belfry, or whatever else has the file open.',
  'target-in-use': 'Stop the Belfry, or the other move, that uses the database.',
  'target-away': 'Run the same command again when the database is back: it goes on there.',
  'target-not-empty': 'Give an empty database.',
  'schemas-differ': 'This is a defect of this version: report it.',
  'verification-failed':
    'Something else wrote into the database: empty it, run belfry migrate-store --abandon, and begin anew.',

  // belfry import
  'file-unreadable': 'Give a file of NDJSON, or of CSV with a header; the message says what it is instead.',
  'line-too-long': 'The line has more than 16 kB: no subscription has.',
  'line-not-utf8': 'Write the file in UTF-8.',
  'json-malformed': 'Write one JSON object a line.',
  'csv-malformed': 'Give the line the fields that the first line names.',
  'subscription-ended': 'Nothing: the person has unsubscribed, as the system you come from knows.',
}

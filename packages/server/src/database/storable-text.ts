/**
 * For texts that are stored unchanged, and have to be found again. PostgreSQL takes no U+0000 in a text (SQLite does),
 * and fails with an error that would be a 500. Half of a character becomes U+FFFD in UTF-8: two ids that differ in it
 * would be one in the database. Both have to be refused where they come in.
 */
export const STORABLE_TEXT = /^[^\0\ud800-\udfff]*$/u

export const NOT_STORABLE = 'holds the character U+0000 or half of a surrogate pair'

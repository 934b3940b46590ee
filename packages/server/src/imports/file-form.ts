import { ImportFault } from './import-fault.ts'

/**
 * Throws an ImportFault for a file without any readable line, with the remedy: one cause is reported once, and not once
 * per line. `start` is the beginning of the file.
 */
export function refuseOtherForms(start: Buffer): void {
  const why =
    formByBytes(start) ??
    formByText(
      start
        .toString('utf8')
        .replace(/^\uFEFF/, '')
        .trimStart(),
    )
  if (why !== undefined) throw new ImportFault('file-unreadable', why)
}

function formByBytes(start: Buffer): string | undefined {
  const begins = (...bytes: number[]) => bytes.every((byte, index) => start[index] === byte)
  if (begins(0x1f, 0x8b)) return 'it is packed: gunzip -c file.gz | belfry import -' // RFC 1952 section 2.3.1
  if (begins(0x50, 0x4b)) return 'it is a ZIP archive or a spreadsheet: unpack it, or save it as CSV'
  if (begins(0x28, 0xb5, 0x2f, 0xfd)) return 'it is packed: zstd -dc file.zst | belfry import -'
  if (begins(0xff, 0xfe) || begins(0xfe, 0xff) || isUtf16(start)) {
    return 'it is in UTF-16: iconv -f utf-16 -t utf-8 file | belfry import -'
  }
  const head = start.toString('latin1', 0, 16)
  if (head.startsWith('SQLite format 3')) return "it is a SQLite database: sqlite3 -csv -header file 'select … from …'"
  if (head.startsWith('PGDMP')) return 'it is a dump of pg_dump: write the table with \\copy (…) to file csv header'
  return undefined
}

// Half of the bytes of Latin text in UTF-16 are zero; no text in UTF-8 has one.
function isUtf16(start: Buffer): boolean {
  const sample = start.subarray(0, 256)
  return sample.length >= 8 && sample.filter((byte) => byte === 0).length >= sample.length / 3
}

function formByText(text: string): string | undefined {
  if (/^<(?:!doctype|html|\?xml)/i.test(text)) return 'it is a page, not a table: was it saved from a sign-in screen?'
  if (/^(?:--|\/\*|insert\s+into|copy\s|create\s|set\s|begin\b)/i.test(text)) {
    return 'it is SQL: load it into a database, and write the table as CSV'
  }
  if (!text.startsWith('{')) return undefined
  // Home Assistant's html5_push_registrations.conf: {"my phone": {"subscription": {…}, "browser": "chrome"}}
  if (/^\{\s*"(?:[^"\\]|\\.)*"\s*:\s*\{[^{]*"subscription"\s*:/.test(text)) {
    return "it is one document that names its subscriptions: jq -c '.[].subscription' file | belfry import -"
  }
  return /^\{\s*\n/.test(text) ? 'its objects go over several lines: jq -c . file | belfry import -' : undefined
}

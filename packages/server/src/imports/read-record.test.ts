import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import type { ColumnMap } from './columns.ts'
import { refuseOtherForms } from './file-form.ts'
import { ImportFault } from './import-fault.ts'
import { recordReader } from './read-record.ts'

const none: ColumnMap = new Map()
const endpoint = 'https://fcm.googleapis.com/fcm/send/a1'
const keys = { p256dh: 'BPubl', auth: 'Secre' }
const bare = {
  endpoint,
  expirationTime: null,
  keys,
  applicationServerKey: undefined,
  site: undefined,
  subscriber: null,
  topics: [],
  locale: null,
  timeZone: null,
  createdAt: undefined,
}

function readCsv(header: string, line: string, map = none) {
  return recordReader(header, map).read(line)
}

describe('the columns of other systems', () => {
  test('OneSignal', () => {
    const header =
      'id,identifier,session_count,language,timezone,device_type,tags,last_active,created_at,invalid_identifier,external_user_id,web_auth,web_p256'
    const line = `5f1,${endpoint},3,de,3600,5,"{""a"":""b""}",2024-02-02 03:04:05 UTC,2024-01-02 03:04:05 UTC,f,ada,Secre,BPubl`
    assert.deepEqual(readCsv(header, line), {
      ...bare,
      subscriber: 'ada',
      locale: 'de',
      createdAt: Date.UTC(2024, 0, 2, 3, 4, 5),
    })
    const ended = line.replace(',f,ada', ',t,ada')
    assert.throws(() => readCsv(header, ended), { code: 'subscription-ended' })
  })

  const headers = {
    'django-webpush': 'endpoint,auth,p256dh,user_id',
    'laravel-webpush': 'endpoint,public_key,auth_token,user_id',
    'minishlink web-push-bundle': 'endpoint;publicKey;authToken;userId',
    'written by a person': 'Endpoint\tP256DH Key\tAuth Key\tUser ID',
  }
  for (const [name, header] of Object.entries(headers)) {
    test(name, () => {
      const delimiter = /[,;\t]/.exec(header)?.[0] ?? ','
      const isAuthFirst = header.startsWith('endpoint,auth')
      const values = [endpoint, ...(isAuthFirst ? ['Secre', 'BPubl'] : ['BPubl', 'Secre']), '17']
      assert.deepEqual(readCsv(header, values.join(delimiter)), { ...bare, subscriber: '17' })
    })
  }

  test('a column that holds the JSON of the browser', () => {
    const json = JSON.stringify({ endpoint, expirationTime: null, keys }).replaceAll('"', '""')
    assert.deepEqual(readCsv('user_id,subscription', `ada,"${json}"`), { ...bare, subscriber: 'ada' })
  })

  test('the same names in NDJSON', () => {
    const line = JSON.stringify({ user_id: 17, subscription: { endpoint, keys }, created_at: 1704164645 })
    assert.deepEqual(recordReader(line, none).read(line), {
      ...bare,
      subscriber: '17',
      createdAt: 1_704_164_645_000,
    })
  })

  test('--map names a column, and leaves one out', () => {
    const map = new Map([
      ['where', 'endpoint'],
      ['shoe size', '-'],
    ])
    assert.deepEqual(readCsv('where,p256dh,auth,shoe size', `${endpoint},BPubl,Secre,44`, map), bare)
  })

  test('an unknown column is an error with a remedy, and so are two of one field', () => {
    assert.throws(() => readCsv('endpoint,p256dh,auth,topcs', ''), { code: 'file-unreadable', message: /--map NAME=-/ })
    const twice = { code: 'file-unreadable', message: /two columns are subscriber: user_id and external_id/ }
    assert.throws(() => readCsv('endpoint,p256dh,auth,user_id,external_id', ''), twice)
  })
})

for (const mark of [
  '',
  'NULL',
  'null',
  '\\N',
  'None',
  'nil',
  'N/A',
  '-',
  'undefined',
  '0',
  '00000000-0000-0000-0000-000000000000',
]) {
  test(`nobody is called ${JSON.stringify(mark)}`, () => {
    assert.deepEqual(readCsv('endpoint,p256dh,auth,user_id', `${endpoint},BPubl,Secre,${mark}`), bare)
    const line = JSON.stringify({ endpoint, keys, subscriber: mark })
    assert.deepEqual(recordReader(line, none).read(line), bare)
  })
}

describe('a file in another form is reported once, with the remedy', () => {
  const pretty = JSON.stringify({ endpoint, keys }, null, 2)
  const home = { 'my phone': { subscription: { endpoint, keys }, browser: 'chrome' } }
  const forms: [string, Buffer | string, RegExp][] = [
    ['one indented document', pretty, /jq -c \. file/],
    ["Home Assistant's file", JSON.stringify(home, null, 4), /jq -c '\.\[\]\.subscription'/],
    ['the same in one line', JSON.stringify(home), /jq -c '\.\[\]\.subscription'/],
    ['UTF-16 with a mark', Buffer.from(`\uFEFFendpoint,auth\n`, 'utf16le'), /iconv/],
    ['UTF-16 without', Buffer.from('endpoint,p256dh,auth\n', 'utf16le'), /iconv/],
    ['an array in UTF-16', Buffer.from('[{"endpoint":1}]', 'utf16le'), /iconv/],
    ['gzip', Buffer.from([0x1f, 0x8b, 8]), /gunzip/],
    ['a spreadsheet', Buffer.from('PK\u0003\u0004'), /CSV/],
    ['SQLite', Buffer.from('SQLite format 3\0'), /sqlite3 -csv/],
    ['SQL', 'INSERT INTO subscriptions VALUES (1);\n', /it is SQL/],
    ['a page', '<!DOCTYPE html><html>', /sign-in/],
  ]
  for (const [name, bytes, what] of forms) {
    test(name, () =>
      assert.throws(() => refuseOtherForms(Buffer.from(bytes)), { code: 'file-unreadable', message: what }),
    )
  }
  test('a readable file is accepted', () => {
    refuseOtherForms(Buffer.from(`${JSON.stringify({ endpoint, keys })}\n`))
    refuseOtherForms(Buffer.from(JSON.stringify([{ endpoint, keys }], null, 2)))
    refuseOtherForms(Buffer.from('\uFEFFendpoint;p256dh;auth\n'))
    refuseOtherForms(Buffer.alloc(0))
  })
})

test('any line is read or refused with a code', () => {
  const header = fc.constantFrom('{', 'endpoint,p256dh,auth,user_id', 'identifier;web_p256;web_auth;created_at')
  fc.assert(
    fc.property(header, fc.oneof(fc.string({ unit: 'binary' }), fc.json()), (first, text) => {
      try {
        recordReader(first, none).read(text)
      } catch (error) {
        assert.ok(error instanceof ImportFault || (error instanceof Error && error.name === 'Refusal'), String(error))
      }
    }),
  )
})

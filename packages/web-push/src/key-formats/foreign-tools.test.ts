import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { createPrivateKey } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, describe, test } from 'node:test'
import { findExecutable } from '../../../../setup/system-packages.ts'
import { vapidKeyId, type VapidKeys } from '../vapid-keys.ts'
import { readVapidKeys } from './read-vapid-keys.ts'

const folder = mkdtempSync(join(tmpdir(), 'belfry-keys-'))
after(() => rmSync(folder, { recursive: true }))

function run(program: string, given: readonly string[], input: string | Buffer = ''): Buffer {
  return execFileSync(program, given, { input, cwd: folder, stdio: ['pipe', 'pipe', 'ignore'], timeout: 30_000 })
}

/** Why a test of this program is skipped; false where it is there. */
function without(program: string, ...args: string[]): string | false {
  try {
    run(program, args)
    return false
  } catch {
    return `${[program, ...args].join(' ')} does not run here`
  }
}

function openssl(args: string, input: string | Buffer = ''): Buffer {
  return run('openssl', args.split(' '), input)
}

/** The pair in a PEM, as node:crypto reads it. */
function pairOf(pem: string | Buffer): VapidKeys {
  const { x = '', y = '', d = '' } = createPrivateKey(pem).export({ format: 'jwk' })
  const point = Buffer.concat([Buffer.of(4), Buffer.from(x, 'base64url'), Buffer.from(y, 'base64url')])
  return { publicKey: point.toString('base64url'), privateKey: d }
}

function faultOf(given: string | Buffer): string {
  try {
    readVapidKeys(given)
  } catch (error) {
    return `${(error as { code?: string }).code}: ${(error as Error).message}`
  }
  return 'none'
}

describe('what openssl writes', { skip: without('openssl', 'version') }, () => {
  const plain = openssl('ecparam -name prime256v1 -genkey -noout')
  const pair = pairOf(plain)
  const forms: Record<string, Buffer> = {
    'SEC 1': plain,
    'SEC 1 with its parameters before it': Buffer.concat([openssl('ecparam -name prime256v1'), plain]),
    'SEC 1 with written-out parameters': openssl('ec -param_enc explicit', plain),
    'SEC 1 with written-out parameters, compressed': openssl('ec -param_enc explicit -conv_form compressed', plain),
    'SEC 1 without a public key': openssl('ec -no_public', plain),
    'SEC 1 with a compressed public key': openssl('ec -conv_form compressed', plain),
    'SEC 1 with a hybrid public key': openssl('ec -conv_form hybrid', plain),
    'SEC 1 in DER': openssl('ec -outform DER', plain),
    'PKCS 8': openssl('pkcs8 -topk8 -nocrypt', plain),
    'PKCS 8 with written-out parameters': openssl('pkcs8 -topk8 -nocrypt', openssl('ec -param_enc explicit', plain)),
    'PKCS 8 without a public key': openssl('pkcs8 -topk8 -nocrypt', openssl('ec -no_public', plain)),
    'PKCS 8 in DER': openssl('pkcs8 -topk8 -nocrypt -outform DER', plain),
    'SEC 1 and the public key': Buffer.concat([plain, openssl('ec -pubout', plain)]),
    'everything in words': openssl('ec -text', plain),
    'nothing but words': openssl('ec -text -noout', plain),
    'nothing but words, of PKCS 8': openssl('pkey -text -noout', plain),
  }
  for (const [form, bytes] of Object.entries(forms)) {
    test(`is read: ${form}`, () => {
      assert.deepEqual(readVapidKeys(bytes), pair, 'as bytes')
      assert.deepEqual(readVapidKeys(bytes.toString('base64')), pair, 'in base64')
      assert.deepEqual(readVapidKeys(bytes.toString('base64url')), pair, 'in base64url')
      assert.deepEqual(readVapidKeys(openssl('base64', bytes).toString()), pair, 'in base64, wrapped')
      assert.deepEqual(readVapidKeys(bytes.toString('hex')), pair, 'in hex')
      if (bytes[0] !== 0x30) assert.deepEqual(readVapidKeys(bytes.toString()), pair, 'as text')
    })
  }

  test('is read: a key made with genpkey, with and without its parameters written out', () => {
    for (const encoding of ['named_curve', 'explicit']) {
      const pem = openssl(`genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256 -pkeyopt ec_param_enc:${encoding}`)
      assert.deepEqual(readVapidKeys(pem.toString()), pairOf(pem))
    }
  })

  test('names the same pair by its public key in every form', () => {
    const id = vapidKeyId(pair.publicKey)
    assert.equal(vapidKeyId(openssl('ec -pubout', plain).toString()), id)
    assert.equal(vapidKeyId(openssl('ec -pubout -conv_form compressed', plain).toString()), id)
    assert.equal(vapidKeyId(openssl('ec -pubout -outform DER', plain).toString('base64')), id)
  })

  test('behind a passphrase is refused, and the command that is named decrypts it', () => {
    const locked: Record<string, Buffer> = {
      'private_key.pem': openssl('ec -aes256 -passout pass:secret', plain),
      'pkcs8.pem': openssl('pkcs8 -topk8 -passout pass:secret', plain),
      'private_key.der': openssl('pkcs8 -topk8 -passout pass:secret -outform DER', plain),
      'pbes1.der': openssl('pkcs8 -topk8 -v1 PBE-SHA1-3DES -passout pass:secret -outform DER', plain),
    }
    for (const [name, bytes] of Object.entries(locked)) {
      const fault = faultOf(name.endsWith('.pem') ? bytes.toString() : bytes)
      const [, command] = /^vapid-key-encrypted: .*: openssl (pkey .*) -out decrypted\.pem$/.exec(fault) ?? []
      assert.ok(command, `${name}: ${fault}`)
      const args = command.replace(/-in \S+/, '-passin pass:secret')
      assert.deepEqual(readVapidKeys(openssl(args, bytes).toString()), pair, name)
    }
  })

  test('of another curve or kind is refused by what it is', () => {
    const other = (args: string) => faultOf(openssl(args).toString())
    const wrong = /^vapid-key-wrong-curve: the VAPID key is /
    assert.match(
      other('ecparam -name secp384r1 -genkey -noout'),
      /^vapid-key-wrong-curve: the VAPID key is one of P-384;/,
    )
    assert.match(other('ecparam -name secp256k1 -genkey -noout'), /one of secp256k1;/)
    assert.match(other('ecparam -name brainpoolP256r1 -genkey -noout'), /one of brainpoolP256r1;/)
    assert.match(other('ecparam -name secp384r1 -genkey -noout -param_enc explicit'), wrong)
    assert.match(other('ecparam -name secp256k1 -genkey -noout -param_enc explicit'), wrong)
    assert.match(other('genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-521'), /one of P-521;/)
    assert.match(other('genpkey -algorithm ed25519'), /an Ed25519 key;/)
    assert.match(other('genpkey -algorithm x25519'), /an X25519 key;/)
    const rsa = openssl('genrsa 2048')
    assert.match(faultOf(rsa.toString()), /an RSA key;/)
    assert.match(faultOf(openssl('rsa -traditional', rsa).toString()), /a key of the kind RSA;/)
    assert.match(faultOf(openssl('rsa -traditional -outform DER', rsa)), /an RSA key;/)
  })

  test('without a private half is refused by what is there', () => {
    assert.match(faultOf(openssl('ec -pubout', plain).toString()), /^vapid-key-public: /)
    assert.match(faultOf(openssl('ec -pubout -outform DER -conv_form compressed', plain)), /^vapid-key-public: /)
    assert.match(faultOf(openssl('ecparam -name prime256v1').toString()), /a PEM without a key \(EC PARAMETERS\)/)
  })

  test('of two keys is refused: several private ones, and a public one of another', () => {
    const other = openssl('ecparam -name prime256v1 -genkey -noout')
    assert.match(faultOf(Buffer.concat([plain, other]).toString()), /holds several private keys/)
    const mixed = Buffer.concat([plain, openssl('ec -pubout', other)])
    assert.match(faultOf(mixed.toString()), /^vapid-keys-mismatch: /)
  })
})

const withoutSsh =
  findExecutable(['ssh-keygen']) === undefined && 'ssh-keygen is missing: apt-get install openssh-client'

describe('what ssh-keygen writes', { skip: withoutSsh }, () => {
  const made = (name: string, ...args: string[]) => {
    run('ssh-keygen', ['-q', '-f', name, ...args])
    return readFileSync(join(folder, name), 'utf8')
  }
  test('is read: its own form, PEM and PKCS 8', () => {
    const pem = made('pem', '-t', 'ecdsa', '-b', '256', '-N', '', '-m', 'PEM')
    assert.deepEqual(readVapidKeys(pem), pairOf(pem))
    const pkcs8 = made('pkcs8', '-t', 'ecdsa', '-b', '256', '-N', '', '-m', 'PKCS8')
    assert.deepEqual(readVapidKeys(pkcs8), pairOf(pkcs8))
    const own = made('own', '-t', 'ecdsa', '-b', '256', '-N', '')
    run('ssh-keygen', ['-p', '-q', '-N', '', '-m', 'PKCS8', '-f', 'own'])
    assert.deepEqual(readVapidKeys(own), pairOf(readFileSync(join(folder, 'own'))))
  })

  test('is refused behind a passphrase with the command that decrypts it, and when it is of another kind', () => {
    const locked = made('locked', '-t', 'ecdsa', '-b', '256', '-N', 'secret')
    assert.match(faultOf(locked), /^vapid-key-encrypted: .*: ssh-keygen -p -N '' -m PKCS8 -f the_file$/)
    run('ssh-keygen', ['-p', '-q', '-P', 'secret', '-N', '', '-m', 'PKCS8', '-f', 'locked'])
    assert.equal(readVapidKeys(readFileSync(join(folder, 'locked'))).privateKey.length, 43)
    assert.match(faultOf(made('ed', '-t', 'ed25519', '-N', '')), /^vapid-key-wrong-curve: .* of the kind ssh-ed25519;/)
    assert.match(faultOf(made('p384', '-t', 'ecdsa', '-b', '384', '-N', '')), /of the kind ecdsa-sha2-nistp384;/)
  })
})

const webPush = new URL('../../../../node_modules/web-push/src/cli.js', import.meta.url).pathname

describe('what web-push writes', () => {
  test('is read: its JSON, and what it prints for people', () => {
    const json = run(process.execPath, [webPush, 'generate-vapid-keys', '--json']).toString()
    assert.deepEqual(readVapidKeys(json), JSON.parse(json))
    assert.deepEqual(readVapidKeys(JSON.parse(json)), JSON.parse(json))
    const text = run(process.execPath, [webPush, 'generate-vapid-keys']).toString()
    const [, publicKey, privateKey] = /Public Key:\s+(\S+)\s+Private Key:\s+(\S+)/.exec(text) ?? []
    assert.deepEqual(readVapidKeys(text), { publicKey, privateKey })
  })
})

// py-vapid writes its private_key.pem with this, and pywebpush takes base64url of DER.
const PYTHON = `
import base64
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives import serialization as s
key = ec.generate_private_key(ec.SECP256R1())
for form in (s.PrivateFormat.PKCS8, s.PrivateFormat.TraditionalOpenSSL, s.PrivateFormat.OpenSSH):
    print(key.private_bytes(s.Encoding.PEM, form, s.NoEncryption()).decode())
print(base64.urlsafe_b64encode(key.private_bytes(s.Encoding.DER, s.PrivateFormat.PKCS8, s.NoEncryption())).decode())
print(base64.urlsafe_b64encode(key.private_numbers().private_value.to_bytes(32, 'big')).decode())
print(hex(key.private_numbers().private_value))`

describe('what Python writes', { skip: without('python3', '-c', 'import cryptography') }, () => {
  test('is read: private_key.pem in three forms, DER and the number in base64url, the number in hex', () => {
    const out = run('python3', ['-c', PYTHON]).toString()
    const pems = out.match(/-----BEGIN[\s\S]*?-----END.*-----/g) ?? []
    const rest = out.trim().split('\n').slice(-3)
    const pair = pairOf(pems[0] ?? '')
    assert.equal(pems.length, 3)
    for (const text of [...pems, ...rest]) assert.deepEqual(readVapidKeys(text), pair, text.slice(0, 30))
  })
})

// As the gem web-push has it: the private key and the public one after it, and both numbers in padded base64url.
const RUBY = `
require 'openssl'; require 'base64'
key = OpenSSL::PKey::EC.generate('prime256v1')
puts key.to_pem + OpenSSL::PKey.read(key.public_to_pem).public_to_pem
puts Base64.urlsafe_encode64(key.private_key.to_s(2))`

describe('what Ruby writes', { skip: without('ruby', '-ropenssl', '-e', '1') }, () => {
  test('is read: two PEMs in one text, and the number without the zeros it begins with', () => {
    const out = run('ruby', ['-e', RUBY]).toString()
    const lines = out.trim().split('\n')
    const pem = lines.slice(0, -1).join('\n')
    assert.deepEqual(readVapidKeys(pem), pairOf(pem))
    assert.deepEqual(readVapidKeys(lines.at(-1) ?? ''), pairOf(pem))
  })
})

const PHP = `
$key = openssl_pkey_new(['private_key_type' => OPENSSL_KEYTYPE_EC, 'curve_name' => 'prime256v1']);
openssl_pkey_export($key, $pem);
echo $pem, rtrim(strtr(base64_encode(openssl_pkey_get_details($key)['ec']['d']), '+/', '-_'), '=');`

describe('what PHP writes', { skip: without('php', '-r', 'exit(extension_loaded("openssl") ? 0 : 1);') }, () => {
  test('is read: its PEM, and the number as minishlink writes it', () => {
    const out = run('php', ['-r', PHP]).toString()
    const lines = out.trim().split('\n')
    const pem = lines.slice(0, -1).join('\n')
    assert.deepEqual(readVapidKeys(pem), pairOf(pem))
    assert.deepEqual(readVapidKeys(lines.at(-1) ?? ''), pairOf(pem))
  })
})

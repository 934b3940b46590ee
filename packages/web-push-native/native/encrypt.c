#include "encrypt.h"

#include <string.h>

#include "agree.h"

/* Functions that OpenSSL 3 deprecates are not even declared here. */
#define OPENSSL_NO_DEPRECATED
#include <openssl/crypto.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/rand.h>

enum { BLOCK = 64, DIGEST = 32, KEY = 16, NONCE = 12, TAG = 16, RECORD_SIZE = 4096 };

/* Drawn at once: a draw costs 0.7 us, whether of one or of many. */
enum { SALTS = 32 };

/* RFC 8188 section 2: the octet before the padding of the last record, and the padding. */
static const uint8_t PADDING[BELFRY_MAX_PADDED_LENGTH + 1] = {2};

/* The counter 0x01 ends each info: one block of HKDF-Expand (RFC 5869) is all that is needed. */
static const uint8_t KEY_INFO[] = "WebPush: info";
static const uint8_t CONTENT_KEY_INFO[] = "Content-Encoding: aes128gcm\0\x01";
static const uint8_t NONCE_INFO[] = "Content-Encoding: nonce\0\x01";
static const uint8_t COUNTER[] = {1};

/* RFC 8291, appendix A. */
static const uint8_t EXAMPLE_SALT[BELFRY_SALT_LENGTH] = {0x0c, 0x6b, 0xfa, 0xad, 0xad, 0x67,
                                                         0x95, 0x88, 0x03, 0x09, 0x2d, 0x45,
                                                         0x46, 0x76, 0xf3, 0x97};

struct belfry_encryptor {
  belfry_agreer *agreer;
  EVP_MD *sha256;
  EVP_MD_CTX *digest;
  EVP_CIPHER *aes;
  EVP_CIPHER_CTX *cipher;
  size_t salts_left;
  uint8_t salts[SALTS][BELFRY_SALT_LENGTH];
  /* All other secrets are in here, and wiped after each group. */
  struct {
    belfry_agreement agreements[BELFRY_GROUP];
    uint8_t pad[BLOCK];
    uint8_t pseudo_random_key[DIGEST];
    uint8_t key_material[DIGEST];
    uint8_t content_key[DIGEST];
    uint8_t nonce[DIGEST];
  } secret;
};

belfry_encryptor *belfry_encryptor_new(const belfry_lanes *lanes) {
  belfry_encryptor *e = OPENSSL_zalloc(sizeof(*e));
  if (e == NULL) return NULL;
  e->agreer = belfry_agreer_new(lanes);
  e->sha256 = EVP_MD_fetch(NULL, "SHA256", NULL);
  e->digest = EVP_MD_CTX_new();
  e->aes = EVP_CIPHER_fetch(NULL, "AES-128-GCM", NULL);
  e->cipher = EVP_CIPHER_CTX_new();
  if (e->agreer == NULL || e->sha256 == NULL || e->digest == NULL || e->aes == NULL ||
      e->cipher == NULL || EVP_DigestInit_ex2(e->digest, e->sha256, NULL) != 1 ||
      EVP_EncryptInit_ex2(e->cipher, e->aes, NULL, NULL, NULL) != 1) {
    belfry_encryptor_free(e);
    return NULL;
  }
  return e;
}

void belfry_encryptor_free(belfry_encryptor *e) {
  if (e == NULL) return;
  belfry_agreer_free(e->agreer);
  EVP_MD_CTX_free(e->digest);
  EVP_MD_free(e->sha256);
  EVP_CIPHER_CTX_free(e->cipher);
  EVP_CIPHER_free(e->aes);
  OPENSSL_clear_free(e, sizeof(*e));
}

size_t belfry_body_length(size_t padded_length) {
  return BELFRY_HEADER_LENGTH + padded_length + BELFRY_RECORD_OVERHEAD;
}

/* HMAC (RFC 2104) out of plain digests: an EVP_MAC costs several times as much to set up. */
static int hmac_begin(belfry_encryptor *e, const uint8_t *key, size_t key_length) {
  uint8_t *pad = e->secret.pad;
  memset(pad, 0x36, BLOCK);
  for (size_t i = 0; i < key_length; i++) pad[i] ^= key[i];
  return EVP_DigestInit_ex2(e->digest, NULL, NULL) == 1 &&
         EVP_DigestUpdate(e->digest, pad, BLOCK) == 1;
}

static int hmac_end(belfry_encryptor *e, uint8_t mac[DIGEST]) {
  uint8_t *pad = e->secret.pad;
  for (size_t i = 0; i < BLOCK; i++) pad[i] ^= 0x36 ^ 0x5c;
  return EVP_DigestFinal_ex(e->digest, mac, NULL) == 1 &&
         EVP_DigestInit_ex2(e->digest, NULL, NULL) == 1 &&
         EVP_DigestUpdate(e->digest, pad, BLOCK) == 1 &&
         EVP_DigestUpdate(e->digest, mac, DIGEST) == 1 &&
         EVP_DigestFinal_ex(e->digest, mac, NULL) == 1;
}

static int hmac(belfry_encryptor *e, const uint8_t *key, size_t key_length, const uint8_t *message,
                size_t length, uint8_t mac[DIGEST]) {
  return hmac_begin(e, key, key_length) && EVP_DigestUpdate(e->digest, message, length) == 1 &&
         hmac_end(e, mac);
}

/* RFC 8291 section 3.4. The salt and the sender's point are in the body already. */
static int derive_keys(belfry_encryptor *e, const belfry_message *message, const uint8_t *shared) {
  const uint8_t *salt = message->body;
  const uint8_t *sender = message->body + BELFRY_HEADER_LENGTH - BELFRY_POINT_LENGTH;
  return hmac(e, message->auth, BELFRY_AUTH_LENGTH, shared, BELFRY_SECRET_LENGTH,
              e->secret.pseudo_random_key) &&
         hmac_begin(e, e->secret.pseudo_random_key, DIGEST) &&
         EVP_DigestUpdate(e->digest, KEY_INFO, sizeof(KEY_INFO)) == 1 &&
         EVP_DigestUpdate(e->digest, message->point, BELFRY_POINT_LENGTH) == 1 &&
         EVP_DigestUpdate(e->digest, sender, BELFRY_POINT_LENGTH) == 1 &&
         EVP_DigestUpdate(e->digest, COUNTER, sizeof(COUNTER)) == 1 &&
         hmac_end(e, e->secret.key_material) &&
         hmac(e, salt, BELFRY_SALT_LENGTH, e->secret.key_material, DIGEST,
              e->secret.pseudo_random_key) &&
         hmac(e, e->secret.pseudo_random_key, DIGEST, CONTENT_KEY_INFO,
              sizeof(CONTENT_KEY_INFO) - 1, e->secret.content_key) &&
         hmac(e, e->secret.pseudo_random_key, DIGEST, NONCE_INFO, sizeof(NONCE_INFO) - 1,
              e->secret.nonce);
}

static int write_salt(belfry_encryptor *e, uint8_t *body) {
  if (e->salts_left == 0) {
    if (RAND_bytes(e->salts[0], sizeof(e->salts)) != 1) return 0;
    e->salts_left = SALTS;
  }
  e->salts_left -= 1;
  memcpy(body, e->salts[e->salts_left], BELFRY_SALT_LENGTH);
  return 1;
}

/* RFC 8188 section 2.1 but for the key: salt, record size, length of the key. */
static int write_header(belfry_encryptor *e, uint8_t *body, int is_example) {
  body[16] = 0;
  body[17] = 0;
  body[18] = RECORD_SIZE >> 8;
  body[19] = RECORD_SIZE & 255;
  body[20] = BELFRY_POINT_LENGTH;
  if (!is_example) return write_salt(e, body);
  memcpy(body, EXAMPLE_SALT, BELFRY_SALT_LENGTH);
  return 1;
}

static int seal(belfry_encryptor *e, const belfry_message *message, uint8_t *record) {
  const size_t padding = message->padded_length - message->payload_length + 1;
  int written = 0;
  uint8_t *next = record;
  if (EVP_EncryptInit_ex2(e->cipher, NULL, e->secret.content_key, e->secret.nonce, NULL) != 1) {
    return 0;
  }
  if (message->payload_length > 0) {
    if (EVP_EncryptUpdate(e->cipher, next, &written, message->payload,
                          (int)message->payload_length) != 1) {
      return 0;
    }
    next += written;
  }
  if (EVP_EncryptUpdate(e->cipher, next, &written, PADDING, (int)padding) != 1) return 0;
  next += written;
  if (EVP_EncryptFinal_ex(e->cipher, next, &written) != 1) return 0;
  next += written;
  return EVP_CIPHER_CTX_ctrl(e->cipher, EVP_CTRL_AEAD_GET_TAG, TAG, next) == 1;
}

static void encrypt_group(belfry_encryptor *e, belfry_message *messages, size_t count,
                          int is_example) {
  belfry_agreement *agreements = e->secret.agreements;
  for (size_t i = 0; i < count; i++) {
    agreements[i].point = messages[i].point;
    agreements[i].public_point = messages[i].body + BELFRY_HEADER_LENGTH - BELFRY_POINT_LENGTH;
  }
  belfry_agree(e->agreer, agreements, count, is_example);
  for (size_t i = 0; i < count; i++) {
    belfry_message *m = &messages[i];
    m->status = agreements[i].status;
    if (m->status == BELFRY_ENCRYPTED &&
        !(m->payload_length <= m->padded_length &&
          m->padded_length <= BELFRY_MAX_PADDED_LENGTH && write_header(e, m->body, is_example) &&
          derive_keys(e, m, agreements[i].shared) && seal(e, m, m->body + BELFRY_HEADER_LENGTH))) {
      m->status = BELFRY_FAILED;
      /* Node may use this thread next: it would take a left-over error for one of its own. */
      ERR_clear_error();
    }
    if (m->status != BELFRY_ENCRYPTED) memset(m->body, 0, belfry_body_length(m->padded_length));
  }
  OPENSSL_cleanse(&e->secret, sizeof(e->secret));
}

static void encrypt(belfry_encryptor *e, belfry_message *messages, size_t count, int is_example) {
  while (count > 0) {
    const size_t group = count < BELFRY_GROUP ? count : BELFRY_GROUP;
    encrypt_group(e, messages, group, is_example);
    messages += group;
    count -= group;
  }
}

void belfry_encrypt(belfry_encryptor *e, belfry_message *messages, size_t count) {
  encrypt(e, messages, count, 0);
}

void belfry_encrypt_example(belfry_encryptor *e, belfry_message *messages, size_t count) {
  encrypt(e, messages, count, 1);
}

#include "encrypt.h"

#include <string.h>

#include <openssl/core_names.h>
#include <openssl/crypto.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/param_build.h>
#include <openssl/rand.h>

enum { BLOCK = 64, DIGEST = 32, SECRET = 32, KEY = 16, NONCE = 12, TAG = 16, RECORD_SIZE = 4096 };

/* RFC 8188 section 2: the octet before the padding of the last record, and the padding. */
static const uint8_t PADDING[BELFRY_MAX_PADDED_LENGTH + 1] = {2};

/* The counter 0x01 ends each info: one block of HKDF-Expand (RFC 5869) is all that is needed. */
static const uint8_t KEY_INFO[] = "WebPush: info";
static const uint8_t CONTENT_KEY_INFO[] = "Content-Encoding: aes128gcm\0\x01";
static const uint8_t NONCE_INFO[] = "Content-Encoding: nonce\0\x01";
static const uint8_t COUNTER[] = {1};

struct belfry_encryptor {
  EVP_PKEY_CTX *generator;
  /* whom the present message is for */
  EVP_PKEY *peer;
  EVP_MD *sha256;
  EVP_MD_CTX *digest;
  EVP_CIPHER *aes;
  EVP_CIPHER_CTX *cipher;
  /* All that is secret is in here, and wiped after each message. */
  struct {
    uint8_t shared[SECRET];
    uint8_t pad[BLOCK];
    uint8_t pseudo_random_key[DIGEST];
    uint8_t key_material[DIGEST];
    uint8_t content_key[DIGEST];
    uint8_t nonce[DIGEST];
  } secret;
};

static EVP_PKEY_CTX *new_generator(void) {
  EVP_PKEY_CTX *generator = EVP_PKEY_CTX_new_from_name(NULL, "EC", NULL);
  if (generator == NULL || EVP_PKEY_keygen_init(generator) != 1 ||
      EVP_PKEY_CTX_set_group_name(generator, "P-256") != 1) {
    EVP_PKEY_CTX_free(generator);
    return NULL;
  }
  return generator;
}

belfry_encryptor *belfry_encryptor_new(void) {
  belfry_encryptor *e = OPENSSL_zalloc(sizeof(*e));
  if (e == NULL) return NULL;
  e->generator = new_generator();
  e->sha256 = EVP_MD_fetch(NULL, "SHA256", NULL);
  e->digest = EVP_MD_CTX_new();
  e->aes = EVP_CIPHER_fetch(NULL, "AES-128-GCM", NULL);
  e->cipher = EVP_CIPHER_CTX_new();
  if (e->generator == NULL || EVP_PKEY_generate(e->generator, &e->peer) != 1 ||
      e->sha256 == NULL || e->digest == NULL || e->aes == NULL || e->cipher == NULL ||
      EVP_DigestInit_ex2(e->digest, e->sha256, NULL) != 1 ||
      EVP_EncryptInit_ex2(e->cipher, e->aes, NULL, NULL, NULL) != 1) {
    belfry_encryptor_free(e);
    return NULL;
  }
  return e;
}

void belfry_encryptor_free(belfry_encryptor *e) {
  if (e == NULL) return;
  EVP_PKEY_CTX_free(e->generator);
  EVP_PKEY_free(e->peer);
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
static int derive_keys(belfry_encryptor *e, const belfry_message *message, const uint8_t *body) {
  const uint8_t *salt = body;
  const uint8_t *sender = body + BELFRY_HEADER_LENGTH - BELFRY_POINT_LENGTH;
  return hmac(e, message->auth, BELFRY_AUTH_LENGTH, e->secret.shared, SECRET,
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

/* RFC 8188 section 2.1 but for the key: salt, record size, length of the key. */
static int write_header(const belfry_known *known, uint8_t *body) {
  body[16] = 0;
  body[17] = 0;
  body[18] = RECORD_SIZE >> 8;
  body[19] = RECORD_SIZE & 255;
  body[20] = BELFRY_POINT_LENGTH;
  if (known != NULL) {
    memcpy(body, known->salt, BELFRY_SALT_LENGTH);
    return 1;
  }
  return RAND_bytes(body, BELFRY_SALT_LENGTH) == 1;
}

static EVP_PKEY *import_pair(const belfry_known *known) {
  EVP_PKEY *pair = NULL;
  EVP_PKEY_CTX *context = EVP_PKEY_CTX_new_from_name(NULL, "EC", NULL);
  OSSL_PARAM_BLD *builder = OSSL_PARAM_BLD_new();
  BIGNUM *scalar = BN_bin2bn(known->scalar, BELFRY_SCALAR_LENGTH, NULL);
  OSSL_PARAM *params = NULL;
  if (context != NULL && builder != NULL && scalar != NULL &&
      OSSL_PARAM_BLD_push_utf8_string(builder, OSSL_PKEY_PARAM_GROUP_NAME, "P-256", 0) == 1 &&
      OSSL_PARAM_BLD_push_octet_string(builder, OSSL_PKEY_PARAM_PUB_KEY, known->point,
                                       BELFRY_POINT_LENGTH) == 1 &&
      OSSL_PARAM_BLD_push_BN(builder, OSSL_PKEY_PARAM_PRIV_KEY, scalar) == 1 &&
      (params = OSSL_PARAM_BLD_to_param(builder)) != NULL &&
      EVP_PKEY_fromdata_init(context) == 1 &&
      EVP_PKEY_fromdata(context, &pair, EVP_PKEY_KEYPAIR, params) != 1) {
    EVP_PKEY_free(pair);
    pair = NULL;
  }
  OSSL_PARAM_free(params);
  OSSL_PARAM_BLD_free(builder);
  BN_clear_free(scalar);
  EVP_PKEY_CTX_free(context);
  return pair;
}

static EVP_PKEY *make_pair(belfry_encryptor *e, const belfry_known *known) {
  if (known != NULL) return import_pair(known);
  EVP_PKEY *pair = NULL;
  if (EVP_PKEY_generate(e->generator, &pair) != 1) {
    EVP_PKEY_free(pair);
    return NULL;
  }
  return pair;
}

static int write_point(EVP_PKEY *pair, uint8_t *point) {
  size_t length = 0;
  return EVP_PKEY_get_octet_string_param(pair, OSSL_PKEY_PARAM_PUB_KEY, point,
                                         BELFRY_POINT_LENGTH, &length) == 1 &&
         length == BELFRY_POINT_LENGTH && point[0] == 4;
}

/*
 * Makes `e->peer` the subscription's key; returns 0 for a point that is not on the curve, which decoding finds (P-256
 * has no other subgroup to fear). One key object takes all points in turn: a new one for each costs 5 of 50 us.
 */
static int import_point(belfry_encryptor *e, const uint8_t *point) {
  return point[0] == 4 &&
         EVP_PKEY_set1_encoded_public_key(e->peer, point, BELFRY_POINT_LENGTH) == 1;
}

static int agree(belfry_encryptor *e, EVP_PKEY *pair) {
  size_t length = SECRET;
  EVP_PKEY_CTX *context = EVP_PKEY_CTX_new_from_pkey(NULL, pair, NULL);
  /* 0: the peer's point is checked already, and the full check multiplies it by the group's order. */
  int agreed = context != NULL && EVP_PKEY_derive_init(context) == 1 &&
               EVP_PKEY_derive_set_peer_ex(context, e->peer, 0) == 1 &&
               EVP_PKEY_derive(context, e->secret.shared, &length) == 1 && length == SECRET;
  EVP_PKEY_CTX_free(context);
  return agreed;
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

belfry_status belfry_encrypt(belfry_encryptor *e, const belfry_message *message,
                             const belfry_known *known, uint8_t *body) {
  belfry_status status = BELFRY_FAILED;
  EVP_PKEY *pair = NULL;
  if (!import_point(e, message->point)) {
    status = BELFRY_NOT_ON_CURVE;
  } else if (message->payload_length <= message->padded_length &&
             message->padded_length <= BELFRY_MAX_PADDED_LENGTH && write_header(known, body) &&
             (pair = make_pair(e, known)) != NULL &&
             write_point(pair, body + BELFRY_HEADER_LENGTH - BELFRY_POINT_LENGTH) &&
             agree(e, pair) && derive_keys(e, message, body) &&
             seal(e, message, body + BELFRY_HEADER_LENGTH)) {
    status = BELFRY_ENCRYPTED;
  }
  if (status != BELFRY_ENCRYPTED) {
    memset(body, 0, belfry_body_length(message->padded_length));
    /* This thread may be Node's own next: it takes a left-over error for one of its. */
    ERR_clear_error();
  }
  OPENSSL_cleanse(&e->secret, sizeof(e->secret));
  EVP_PKEY_free(pair);
  return status;
}

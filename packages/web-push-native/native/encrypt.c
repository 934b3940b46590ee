#include "encrypt.h"

#include <string.h>

/* What OpenSSL 3 deprecates is not even declared here. */
#define OPENSSL_NO_DEPRECATED
#include <openssl/bn.h>
#include <openssl/crypto.h>
#include <openssl/ec.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/obj_mac.h>
#include <openssl/rand.h>

enum { BLOCK = 64, DIGEST = 32, SECRET = 32, KEY = 16, NONCE = 12, TAG = 16, RECORD_SIZE = 4096 };

/* Drawn at once: a draw costs 0.7 us, whether of one or of many. */
enum { SALTS = 32 };

/* RFC 8188 section 2: the octet before the padding of the last record, and the padding. */
static const uint8_t PADDING[BELFRY_MAX_PADDED_LENGTH + 1] = {2};

/* The counter 0x01 ends each info: one block of HKDF-Expand (RFC 5869) is all that is needed. */
static const uint8_t KEY_INFO[] = "WebPush: info";
static const uint8_t CONTENT_KEY_INFO[] = "Content-Encoding: aes128gcm\0\x01";
static const uint8_t NONCE_INFO[] = "Content-Encoding: nonce\0\x01";
static const uint8_t COUNTER[] = {1};

/*
 * Keys are made and agreed upon by EC_POINT_mul on P-256, which is what EVP_PKEY_generate and EVP_PKEY_derive call in
 * the end: their key objects around it, made and thrown away for each message, cost 6 of 66 us (docs/decisions/0021).
 */
struct belfry_encryptor {
  EC_GROUP *curve;
  BN_CTX *numbers;
  /* whom the present message is for */
  EC_POINT *subscriber;
  /* the present message's own key, and what it is multiplied to */
  BIGNUM *scalar;
  EC_POINT *product;
  BIGNUM *coordinate;
  EVP_MD *sha256;
  EVP_MD_CTX *digest;
  EVP_CIPHER *aes;
  EVP_CIPHER_CTX *cipher;
  size_t salts_left;
  uint8_t salts[SALTS][BELFRY_SALT_LENGTH];
  /* All else that is secret is in here, and wiped after each message. */
  struct {
    uint8_t shared[SECRET];
    uint8_t pad[BLOCK];
    uint8_t pseudo_random_key[DIGEST];
    uint8_t key_material[DIGEST];
    uint8_t content_key[DIGEST];
    uint8_t nonce[DIGEST];
  } secret;
};

static int new_keys(belfry_encryptor *e) {
  e->curve = EC_GROUP_new_by_curve_name(NID_X9_62_prime256v1);
  e->numbers = BN_CTX_secure_new();
  e->scalar = BN_secure_new();
  e->coordinate = BN_secure_new();
  if (e->curve == NULL || e->numbers == NULL || e->scalar == NULL || e->coordinate == NULL ||
      (e->subscriber = EC_POINT_new(e->curve)) == NULL ||
      (e->product = EC_POINT_new(e->curve)) == NULL) {
    return 0;
  }
  BN_set_flags(e->scalar, BN_FLG_CONSTTIME);
  return 1;
}

belfry_encryptor *belfry_encryptor_new(void) {
  belfry_encryptor *e = OPENSSL_zalloc(sizeof(*e));
  if (e == NULL) return NULL;
  e->sha256 = EVP_MD_fetch(NULL, "SHA256", NULL);
  e->digest = EVP_MD_CTX_new();
  e->aes = EVP_CIPHER_fetch(NULL, "AES-128-GCM", NULL);
  e->cipher = EVP_CIPHER_CTX_new();
  if (!new_keys(e) || e->sha256 == NULL || e->digest == NULL || e->aes == NULL ||
      e->cipher == NULL ||
      EVP_DigestInit_ex2(e->digest, e->sha256, NULL) != 1 ||
      EVP_EncryptInit_ex2(e->cipher, e->aes, NULL, NULL, NULL) != 1) {
    belfry_encryptor_free(e);
    return NULL;
  }
  return e;
}

void belfry_encryptor_free(belfry_encryptor *e) {
  if (e == NULL) return;
  BN_clear_free(e->scalar);
  BN_clear_free(e->coordinate);
  EC_POINT_clear_free(e->product);
  EC_POINT_free(e->subscriber);
  BN_CTX_free(e->numbers);
  EC_GROUP_free(e->curve);
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
static int write_header(belfry_encryptor *e, const belfry_known *known, uint8_t *body) {
  body[16] = 0;
  body[17] = 0;
  body[18] = RECORD_SIZE >> 8;
  body[19] = RECORD_SIZE & 255;
  body[20] = BELFRY_POINT_LENGTH;
  if (known == NULL) return write_salt(e, body);
  memcpy(body, known->salt, BELFRY_SALT_LENGTH);
  return 1;
}

/*
 * Makes `e->subscriber` the subscription's key; returns 0 for a point that is not on the curve, which decoding finds
 * (P-256 has no other subgroup to fear, and uncompressed there is no point at infinity).
 */
static int read_point(belfry_encryptor *e, const uint8_t *point) {
  return point[0] == POINT_CONVERSION_UNCOMPRESSED &&
         EC_POINT_oct2point(e->curve, e->subscriber, point, BELFRY_POINT_LENGTH, e->numbers) == 1;
}

/* A number from 1 to the curve's order - 1: SEC 1 section 3.2.1. */
static int make_scalar(belfry_encryptor *e, const belfry_known *known) {
  if (known != NULL) {
    return BN_bin2bn(known->scalar, BELFRY_SCALAR_LENGTH, e->scalar) != NULL;
  }
  do {
    if (BN_priv_rand_range_ex(e->scalar, EC_GROUP_get0_order(e->curve), 0, e->numbers) != 1) {
      return 0;
    }
  } while (BN_is_zero(e->scalar));
  return 1;
}

/* The public half of the message's own key. */
static int write_point(belfry_encryptor *e, uint8_t *point) {
  return EC_POINT_mul(e->curve, e->product, e->scalar, NULL, NULL, e->numbers) == 1 &&
         EC_POINT_point2oct(e->curve, e->product, POINT_CONVERSION_UNCOMPRESSED, point,
                            BELFRY_POINT_LENGTH, e->numbers) == BELFRY_POINT_LENGTH;
}

/* The secret is the product's x: SEC 1 section 3.3.1. There is none at infinity, where asking for it fails. */
static int agree(belfry_encryptor *e) {
  return EC_POINT_mul(e->curve, e->product, NULL, e->subscriber, e->scalar, e->numbers) == 1 &&
         EC_POINT_get_affine_coordinates(e->curve, e->product, e->coordinate, NULL, e->numbers) ==
             1 &&
         BN_bn2binpad(e->coordinate, e->secret.shared, SECRET) == SECRET;
}

/* The secret point is overwritten with one that is not. */
static void forget(belfry_encryptor *e) {
  OPENSSL_cleanse(&e->secret, sizeof(e->secret));
  BN_clear(e->scalar);
  BN_clear(e->coordinate);
  EC_POINT_copy(e->product, EC_GROUP_get0_generator(e->curve));
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
  if (!read_point(e, message->point)) {
    status = BELFRY_NOT_ON_CURVE;
  } else if (message->payload_length <= message->padded_length &&
             message->padded_length <= BELFRY_MAX_PADDED_LENGTH &&
             write_header(e, known, body) && make_scalar(e, known) &&
             write_point(e, body + BELFRY_HEADER_LENGTH - BELFRY_POINT_LENGTH) && agree(e) &&
             derive_keys(e, message, body) && seal(e, message, body + BELFRY_HEADER_LENGTH)) {
    status = BELFRY_ENCRYPTED;
  }
  if (status != BELFRY_ENCRYPTED) {
    memset(body, 0, belfry_body_length(message->padded_length));
    /* This thread may be Node's own next: it takes a left-over error for one of its. */
    ERR_clear_error();
  }
  forget(e);
  return status;
}

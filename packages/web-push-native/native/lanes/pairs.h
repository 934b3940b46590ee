/*
 * Both multiplications of many messages, over the vector type, the field and the formulas that were included before.
 * No branch and no address depends on a scalar or on anything that comes from one: every loop has a fixed length, and
 * table look-ups read the whole table.
 */

enum { WINDOW = 4, DIGITS = 64, ENTRIES = 8, MOST_COLUMNS = BELFRY_PAIRS / LANES };

/* A vector's worth of messages. */
typedef struct {
  /* P, 3 P, ... 15 P; before they are affine: with the Z that the ratios make */
  affine table[ENTRIES];
  fe ratio[ENTRIES];
  /* Z of the last entry, of the generator's product, of the point's */
  jacobian base, product;
  fe last_z;
  fe inverse_last_z, inverse_base_z, inverse_product_z;
  mask on_curve, sound;
} column;

typedef struct {
  column columns[MOST_COLUMNS];
  fe prefix[2 * MOST_COLUMNS];
} workspace;

static INLINE void load_words(vec w[BELFRY_WORDS], const belfry_numbers numbers, size_t first) {
  for (int i = 0; i < BELFRY_WORDS; i++) w[i] = v_load(numbers[i] + first);
}

static INLINE void store_words(belfry_numbers numbers, size_t first, const vec w[BELFRY_WORDS]) {
  for (int i = 0; i < BELFRY_WORDS; i++) v_store(numbers[i] + first, w[i]);
}

static INLINE fe load_element(const belfry_numbers numbers, size_t first) {
  vec w[BELFRY_WORDS];
  load_words(w, numbers, first);
  return fe_mul(fe_of_words(w), fe_constant(FE_R2));
}

static INLINE void store_element(belfry_numbers numbers, size_t first, fe canonical) {
  vec w[BELFRY_WORDS];
  fe_to_words(w, canonical);
  store_words(numbers, first, w);
}

/* y^2 = x^3 - 3 x + b */
static INLINE mask is_on_curve(fe x, fe y) {
  const sum x3 = fe_add(fe_double(fe_sum(x)), fe_sum(x));
  const fe xxx = fe_mul(fe_square(x), x);
  const sum right = fe_sub(fe_add(fe_sum(xxx), fe_sum(fe_constant(FE_B))), x3, 7);
  return fe_is_zero(fe_carry(fe_sub(right, fe_square_sum(y), 3)));
}

/* Numbers at or above p stand for no point, even where they are one modulo p. */
static INLINE mask is_canonical(fe x, const belfry_numbers numbers, size_t first) {
  vec given[BELFRY_WORDS];
  load_words(given, numbers, first);
  return fe_limbs_equal(fe_plain(x), fe_of_words(given));
}

/* Reads the points; the generator replaces one that is not on the curve, so that its neighbours are not disturbed. */
static __attribute__((noinline)) void read_points(column *c, const belfry_pairs *pairs,
                                                  size_t first) {
  const fe x = load_element(pairs->point_x, first);
  const fe y = load_element(pairs->point_y, first);
  c->on_curve = m_and(is_on_curve(x, y), m_and(is_canonical(x, pairs->point_x, first),
                                               is_canonical(y, pairs->point_y, first)));
  c->table[0].x = fe_select(c->on_curve, x, fe_constant(FE_GENERATOR_X));
  const fe sound_y = fe_select(c->on_curve, y, fe_constant(FE_GENERATOR_Y));
  c->table[0].w = fe_carry(fe_double(fe_sum(sound_y)));
}

/* 3 P to 15 P, each with a Z of its own: the ratios lead from one to the next. */
static __attribute__((noinline)) void make_multiples(column *c) {
  co_z twice, entry;
  co_z_double(c->table[0], &twice, &entry);
  c->ratio[0] = c->table[0].w;
  fe z = c->ratio[0];
  for (int i = 1; i < ENTRIES; i++) {
    entry = co_z_add(&twice, entry, &c->ratio[i]);
    c->table[i] = (affine){entry.x, entry.w};
    z = fe_mul(z, c->ratio[i]);
  }
  c->last_z = z;
}

static __attribute__((noinline)) void make_affine(column *c) {
  fe inverse = c->inverse_last_z;
  for (int i = ENTRIES - 1; i > 0; i--) {
    const fe square = fe_square(inverse);
    c->table[i].x = fe_mul(c->table[i].x, square);
    c->table[i].w = fe_mul(c->table[i].w, fe_mul(square, inverse));
    inverse = fe_mul(inverse, c->ratio[i]);
  }
}

/* `width` bits from bit `from` on; both are public. */
static INLINE vec bits_of(const vec half[BELFRY_WORDS], int from, int width) {
  const int word = from / 64, shift = from % 64;
  vec bits = v_shr_by(half[word], shift);
  if (shift + width > 64 && word + 1 < BELFRY_WORDS) {
    bits = v_or(bits, v_shl_by(half[word + 1], 64 - shift));
  }
  return v_and(bits, v_set(((uint64_t)1 << width) - 1));
}

/* A digit of w bits, u, means 2 u + 1 - 2^w: which entry that is, and whether with a minus. */
typedef struct {
  vec entry;
  mask is_negative;
} digit;

static INLINE digit digit_of(vec u, int width) {
  const uint64_t top = (uint64_t)1 << (width - 1);
  const mask is_negative = m_equal(v_and(u, v_set(top)), v_set(0));
  const vec low = v_and(u, v_set(top - 1));
  return (digit){m_select(is_negative, v_sub(v_set(top - 1), low), low), is_negative};
}

static INLINE affine with_sign(affine p, mask is_negative) {
  p.w = fe_select(is_negative, fe_negate(p.w, 3), p.w);
  return p;
}

static INLINE affine look_up_base(const uint64_t *table, int window, vec entry) {
  const uint64_t *limbs = table + window * 2 * LIMBS * BELFRY_BASE_ENTRIES;
  affine r;
  for (int i = 0; i < LIMBS; i++) {
    r.x.limb[i] = v_lookup(limbs + i * BELFRY_BASE_ENTRIES, BELFRY_BASE_ENTRIES, entry);
    r.w.limb[i] = v_lookup(limbs + (LIMBS + i) * BELFRY_BASE_ENTRIES, BELFRY_BASE_ENTRIES, entry);
  }
  return r;
}

static INLINE affine look_up(const affine table[ENTRIES], vec entry) {
  affine r = table[0];
  for (int i = 1; i < ENTRIES; i++) {
    const mask is_it = m_equal(entry, v_set((uint64_t)i));
    r.x = fe_select(is_it, table[i].x, r.x);
    r.w = fe_select(is_it, table[i].w, r.w);
  }
  return r;
}

static INLINE jacobian with_z_1(affine p) {
  return (jacobian){p.x, p.w, fe_constant(FE_ONE)};
}

static __attribute__((noinline)) void double_point(jacobian *p) { *p = point_double(*p); }
static __attribute__((noinline)) void add_point(jacobian *p, const affine *q) {
  *p = point_add(*p, *q);
}

/* From the highest digit down, which is never negative. No doublings. */
static __attribute__((noinline)) void multiply_base(column *c, const uint64_t *table,
                                                    const belfry_pairs *pairs, size_t first) {
  vec half[BELFRY_WORDS];
  load_words(half, pairs->half, first);
  int i = BELFRY_BASE_WINDOWS - 1;
  const vec top = bits_of(half, i * BELFRY_BASE_WINDOW, 256 - i * BELFRY_BASE_WINDOW);
  jacobian product = with_z_1(look_up_base(table, i, top));
  while (i-- > 0) {
    const vec bits = bits_of(half, i * BELFRY_BASE_WINDOW, BELFRY_BASE_WINDOW);
    const digit d = digit_of(bits, BELFRY_BASE_WINDOW);
    const affine entry = with_sign(look_up_base(table, i, d.entry), d.is_negative);
    add_point(&product, &entry);
  }
  c->base = product;
}

static __attribute__((noinline)) void multiply_point(column *c, const belfry_pairs *pairs,
                                                     size_t first) {
  vec half[BELFRY_WORDS];
  load_words(half, pairs->half, first);
  const vec top = bits_of(half, (DIGITS - 1) * WINDOW, WINDOW - 1);
  jacobian product = with_z_1(look_up(c->table, top));
  for (int i = DIGITS - 2; i >= 0; i--) {
    const digit d = digit_of(bits_of(half, i * WINDOW, WINDOW), WINDOW);
    for (int k = 0; k < WINDOW; k++) double_point(&product);
    const affine entry = with_sign(look_up(c->table, d.entry), d.is_negative);
    add_point(&product, &entry);
  }
  c->product = product;
}

/* Where Z is 0 there is no point: 1 takes its place, as one 0 would make the common product 0. */
static INLINE void require_z(column *c, fe *z) {
  const mask is_zero = fe_is_zero(*z);
  c->sound = m_and(c->sound, m_not(is_zero));
  *z = fe_select(is_zero, fe_constant(FE_ONE), *z);
}

/* Inverts many with one inversion: Montgomery's trick. */
static __attribute__((noinline)) void invert_all(fe *const *z, fe *const *inverse, int count,
                                                 fe *prefix) {
  prefix[0] = *z[0];
  for (int i = 1; i < count; i++) prefix[i] = fe_mul(prefix[i - 1], *z[i]);
  fe rest;
  fe_invert(&rest, &prefix[count - 1]);
  for (int i = count - 1; i > 0; i--) {
    *inverse[i] = fe_mul(rest, prefix[i - 1]);
    rest = fe_mul(rest, *z[i]);
  }
  *inverse[0] = rest;
}

/* Writes x, and y where it is wanted; checks that the point is on the curve. */
static __attribute__((noinline)) void write_point(column *c, const jacobian *p, const fe *inverse,
                                                  vec negative, size_t first,
                                                  belfry_numbers x_to, uint64_t (*y_to)[BELFRY_PAIRS]) {
  const fe square = fe_square(*inverse);
  const fe x = fe_mul(p->x, square);
  const fe w = fe_mul(p->w, fe_mul(square, *inverse));
  store_element(x_to, first, fe_plain(x));
  const fe y = fe_mul(w, fe_constant(FE_HALF));
  c->sound = m_and(c->sound, is_on_curve(x, y));
  if (y_to != NULL) {
    const mask is_positive = m_equal(negative, v_set(0));
    const fe signed_y = fe_select(is_positive, y, fe_negate(y, 3));
    store_element(y_to, first, fe_plain(signed_y));
  }
}

static void work(const uint64_t *table, void *memory, belfry_pairs *pairs) {
  workspace *space = memory;
  const int columns = (int)((pairs->count + LANES - 1) / LANES);
  fe *z[2 * MOST_COLUMNS] = {NULL}, *inverse[2 * MOST_COLUMNS] = {NULL};
  for (int i = 0; i < columns; i++) {
    column *c = &space->columns[i];
    read_points(c, pairs, (size_t)i * LANES);
    c->sound = m_equal(v_set(0), v_set(0));
    make_multiples(c);
    multiply_base(c, table, pairs, (size_t)i * LANES);
    require_z(c, &c->last_z);
    require_z(c, &c->base.z);
    z[2 * i] = &c->last_z;
    inverse[2 * i] = &c->inverse_last_z;
    z[2 * i + 1] = &c->base.z;
    inverse[2 * i + 1] = &c->inverse_base_z;
  }
  invert_all(z, inverse, 2 * columns, space->prefix);
  for (int i = 0; i < columns; i++) {
    column *c = &space->columns[i];
    const size_t first = (size_t)i * LANES;
    write_point(c, &c->base, &c->inverse_base_z, v_load(pairs->negative + first), first,
                pairs->public_x, pairs->public_y);
    make_affine(c);
    multiply_point(c, pairs, first);
    require_z(c, &c->product.z);
    z[i] = &c->product.z;
    inverse[i] = &c->inverse_product_z;
  }
  invert_all(z, inverse, columns, space->prefix);
  pairs->off_curve = 0;
  pairs->unsound = 0;
  for (int i = 0; i < columns; i++) {
    column *c = &space->columns[i];
    const size_t first = (size_t)i * LANES;
    write_point(c, &c->product, &c->inverse_product_z, v_set(0), first, pairs->shared_x, NULL);
    pairs->off_curve |= (uint64_t)m_bits(m_not(c->on_curve)) << first;
    pairs->unsound |= (uint64_t)m_bits(m_not(c->sound)) << first;
  }
}

static void encode(const belfry_pairs *points, uint64_t *limbs) {
  const fe x = load_element(points->point_x, 0);
  const fe w = fe_carry(fe_double(fe_sum(load_element(points->point_y, 0))));
  for (int i = 0; i < LIMBS; i++) {
    v_store(limbs + i * BELFRY_BASE_ENTRIES, x.limb[i]);
    v_store(limbs + (LIMBS + i) * BELFRY_BASE_ENTRIES, w.limb[i]);
  }
}

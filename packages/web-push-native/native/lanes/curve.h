/*
 * Points of P-256, y^2 = x^3 - 3 x + b. Jacobian coordinates (X / Z^2, Y / Z^3) with W = 2 Y in the place of Y, which
 * saves every halving. The formulas are incomplete: where they do not hold (a point added to itself or its negative), Z
 * is 0 from there on, and the caller finds it in the end.
 *
 * Coordinates between the formulas: x below 1.01 p, w below 5.5 p, z below 2 p.
 */

typedef struct {
  fe x, w, z;
} jacobian;

/* Z is 1. */
typedef struct {
  fe x, w;
} affine;

/*
 * The order of the steps in these two was found by a search with IFMA (bench/results.md): a step seldom needs the one
 * right before it. Some orders take a fifth longer.
 */

/* 4 products and 4 squares, 7 reductions. */
FIELD_FUNCTION jacobian point_double(jacobian p) {
  jacobian r;
  const sum zz = fe_square_sum(p.z);
  const fe less = fe_carry(fe_sub(fe_sum(p.x), zz, 2));
  const fe ww = fe_square(p.w);
  const fe more = fe_carry(fe_add(fe_sum(p.x), zz));
  const sum m1 = fe_product(less, more);
  const sum s = fe_product(p.x, ww);
  /* 3 x^2 + a z^4 */
  const fe m = fe_carry(fe_add(fe_double(m1), m1));
  r.z = fe_mul(p.w, p.z);
  r.x = fe_carry(fe_fold(fe_sub(fe_square_sum(m), fe_double(s), 5)));
  const fe d = fe_carry(fe_double(fe_sub(s, fe_sum(r.x), 2)));
  r.w = fe_carry(fe_product_less_square(m, d, ww));
  return r;
}

/* 8 products and 3 squares, 10 reductions. */
FIELD_FUNCTION jacobian point_add(jacobian p, affine q) {
  jacobian r;
  const fe zz = fe_square(p.z);
  const fe minus_w = fe_negate(p.w, 6);
  const sum h = fe_sub(fe_product(q.x, zz), fe_sum(p.x), 2);
  const fe h2 = fe_carry(fe_double(h));
  const fe zzz = fe_mul(p.z, zz);
  const fe i = fe_square(h2);
  const fe h1 = fe_carry(h);
  const fe r2 = fe_carry(fe_sub(fe_product(q.w, zzz), fe_sum(p.w), 6));
  const sum j = fe_product(h1, i);
  const sum v = fe_product(p.x, i);
  r.x = fe_carry(fe_fold(fe_sub(fe_sub(fe_square_sum(r2), j, 0), fe_double(v), 6)));
  const fe j2 = fe_carry(fe_double(j));
  const fe d = fe_carry(fe_double(fe_sub(v, fe_sum(r.x), 2)));
  r.z = fe_mul(p.z, h2);
  r.w = fe_carry(fe_products(r2, d, minus_w, j2));
  return r;
}

/* One of two points with the same Z: co-Z arithmetic (Goundar, Joye, Miyaji: Co-Z addition formulae, 2010). */
typedef struct {
  fe x, w;
} co_z;

/* From a point with Z = 1: twice that point, and the point itself, both with Z = w. */
FIELD_FUNCTION void co_z_double(affine p, co_z *twice, co_z *once) {
  const fe one = fe_constant(FE_ONE);
  const fe ww = fe_square(p.w);
  const sum s = fe_product(p.x, ww);
  const sum m1 = fe_sub(fe_square_sum(p.x), fe_sum(one), 1);
  const fe m = fe_carry(fe_add(fe_double(m1), m1));
  const sum www = fe_square_sum(ww);
  twice->x = fe_carry(fe_fold(fe_sub(fe_square_sum(m), fe_double(s), 5)));
  const fe d = fe_carry(fe_double(fe_sub(s, fe_sum(twice->x), 2)));
  twice->w = fe_carry(fe_fold(fe_sub(fe_product(m, d), www, 3)));
  once->x = fe_carry(s);
  once->w = fe_carry(www);
}

/* r = p + q, and p again with the Z of r, which is `*ratio` times the old one. */
FIELD_FUNCTION co_z co_z_add(co_z *p, co_z q, fe *ratio) {
  const fe h = fe_carry(fe_double(fe_sub(fe_sum(p->x), fe_sum(q.x), 2)));
  const fe c = fe_square(h);
  const sum v1 = fe_product(p->x, c);
  const sum v2 = fe_product(q.x, c);
  const fe d = fe_carry(fe_sub(fe_sum(p->w), fe_sum(q.w), 8));
  const fe a = fe_mul(p->w, fe_carry(fe_double(fe_sub(v1, v2, 2))));
  co_z r;
  r.x = fe_carry(fe_fold(fe_sub(fe_square_sum(d), fe_add(v1, v2), 5)));
  const fe e = fe_carry(fe_double(fe_sub(v1, fe_sum(r.x), 2)));
  r.w = fe_carry(fe_sub(fe_product(d, e), fe_sum(a), 2));
  p->x = fe_carry(v1);
  p->w = a;
  *ratio = h;
  return r;
}

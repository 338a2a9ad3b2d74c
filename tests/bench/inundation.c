/* The flood's scheme (workers/inundation/README.md) by hand in 4-wide SSE, as fast as we can write it in C: what the
   WASM kernel is held against. Same blocks, same operations, so the same bits; `lifeline bench inundation` compiles it,
   compares the water and then the time.

   usage: inundation CASE REPEATS   CASE: columns, rows, steps (int32), size, roughness, rain (float), bed and depth (double)
   prints: cells, least processor time of a run of `steps` [s], sum of the depths, sum of the sizes of the discharges */
#include <math.h>
#include <smmintrin.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

typedef __m128 V;
#define INLINE static inline __attribute__((always_inline))
#define K(x) _mm_set1_ps(x)
#define ADD _mm_add_ps
#define SUB _mm_sub_ps
#define MUL _mm_mul_ps
#define DIV _mm_div_ps
#define AND _mm_and_ps
#define OR _mm_or_ps
#define NOT_AND(mask, a) _mm_andnot_ps(mask, a)
#define SELECT(a, b, mask) _mm_blendv_ps(b, a, mask)
#define ROOT _mm_sqrt_ps
INLINE V ld(const float *p) { return _mm_loadu_ps(p); }
INLINE void st(float *p, V v) { _mm_storeu_ps(p, v); }
INLINE V lo(V a, V b) { return _mm_min_ps(b, a); }
INLINE V hi(V a, V b) { return _mm_max_ps(b, a); }
INLINE V mag(V a) { return NOT_AND(K(-0.0f), a); }
INLINE V neg(V a) { return _mm_xor_ps(K(-0.0f), a); }
INLINE V gt(V a, V b) { return _mm_cmpgt_ps(a, b); }

static const float G = 9.81f, QUANTUM = 0x1p-20f, DRY = 0x1p-21f, THIN = 1e-5f;
static const float WALL = 1e9f, EDGE = 1e25f, NO_WAY = 1e30f;
enum { MARGIN_COLUMNS = 8, MARGIN_ROWS = 4, BLOCK = 64, WIDE = BLOCK + 4 * MARGIN_COLUMNS, ROWS = 4 };
enum { U, W, HP, UP, VP, LX, HX, UX, VX, LY, HY, UY, VY, XW, XL, XR, XT, YW, YL, YR, YT, KEEP, PARTS };

static float *h0, *e0, *n0, *h1, *e1, *n1, *rx, *ry, *rg, *lo_;
static long S;
static float rain, ratio, step;
static V fastest;
static long base;
static float scratch[PARTS][ROWS][WIDE] __attribute__((aligned(64)));
#define ROW(part, j) (scratch[part][(j) & 3] - base)

INLINE V per_depth(V h) { return DIV(h, hi(MUL(h, h), K(THIN * THIN))); }
INLINE V closed(V rise) { return gt(mag(rise), K(WALL)); }
INLINE V opened(V rise) { return AND(closed(rise), _mm_cmplt_ps(mag(rise), K(EDGE))); }
INLINE V limit(V a, V b) {
  V p = MUL(a, b);
  return AND(DIV(ADD(p, p), ADD(a, b)), gt(p, K(0)));
}
INLINE V inverse_root3(V x) {
  V third = _mm_cvtepi32_ps(_mm_castps_si128(x));
  V y = _mm_castsi128_ps(_mm_sub_epi32(_mm_set1_epi32(0x54A21D2A), _mm_cvttps_epi32(MUL(third, K(0.33333334f)))));
  V c = MUL(x, K(0.33333334f));
  y = MUL(y, SUB(K(1.3333334f), MUL(c, MUL(y, MUL(y, y)))));
  return MUL(y, SUB(K(1.3333334f), MUL(c, MUL(y, MUL(y, y)))));
}
INLINE V friction(V q, V h, V inv, V rough, V drag) {
  V d = MUL(MUL(drag, MUL(rough, rough)), MUL(MUL(inv, inv), inverse_root3(h)));
  return AND(DIV(K(2), ADD(K(1), ROOT(ADD(K(1), MUL(MUL(K(4), d), q))))), gt(h, K(DRY)));
}

static void velocities(long j, long x0, long x1) {
  float *u = ROW(U, j), *v = ROW(W, j);
  for (long x = x0; x < x1; x += 4) {
    long at = j * S + x;
    V r = per_depth(ld(h0 + at));
    st(u + x, MUL(ld(e0 + at), r));
    st(v + x, MUL(ld(n0 + at), r));
  }
}

typedef struct { V h, l, a, b; } Slopes;
INLINE Slopes slopes(V h, V h1_, V h2, V r1, V r2, V a, V a1, V a2, V b, V b1, V b2) {
  V dh1 = SUB(h, h1_), dh2 = SUB(h2, h), da1 = SUB(a, a1), da2 = SUB(a2, a), db1 = SUB(b, b1), db2 = SUB(b2, b);
  V dl1 = ADD(dh1, r1), dl2 = ADD(dh2, r2);
  V shut1 = closed(r1), shut2 = closed(r2);
  if (_mm_movemask_ps(OR(shut1, shut2))) {
    V on1 = NOT_AND(shut2, opened(r1)), on2 = NOT_AND(shut1, opened(r2));
    V no1 = NOT_AND(on1, shut1), no2 = NOT_AND(on2, shut2);
    V ho = dh1, lo1 = dl1, ao = da1, bo = db1;
    dh1 = NOT_AND(no1, SELECT(dh2, dh1, on1));
    dl1 = NOT_AND(no1, SELECT(dl2, dl1, on1));
    da1 = NOT_AND(no1, SELECT(da2, da1, on1));
    db1 = NOT_AND(no1, SELECT(db2, db1, on1));
    dh2 = NOT_AND(no2, SELECT(ho, dh2, on2));
    dl2 = NOT_AND(no2, SELECT(lo1, dl2, on2));
    da2 = NOT_AND(no2, SELECT(ao, da2, on2));
    db2 = NOT_AND(no2, SELECT(bo, db2, on2));
  }
  return (Slopes){limit(dh1, dh2), limit(dl1, dl2), limit(da1, da2), limit(db1, db2)};
}

static void predict(long j, long x0, long x1) {
  float *u = ROW(U, j), *v = ROW(W, j), *us = ROW(U, j - 1), *vs = ROW(W, j - 1), *un = ROW(U, j + 1), *vn = ROW(W, j + 1);
  V half = K(ratio * 0.5f);
  for (long x = x0; x < x1; x += 4) {
    long at = j * S + x;
    V h = ld(h0 + at), cu = ld(u + x), cv = ld(v + x);
    Slopes sx = slopes(h, ld(h0 + at - 1), ld(h0 + at + 1), ld(rx + at - 1), ld(rx + at), cu, ld(u + x - 1), ld(u + x + 1), cv,
                       ld(v + x - 1), ld(v + x + 1));
    Slopes sy = slopes(h, ld(h0 + at - S), ld(h0 + at + S), ld(ry + at - S), ld(ry + at), cu, ld(us + x), ld(un + x), cv,
                       ld(vs + x), ld(vn + x));
    V ahead = SUB(h, MUL(half, ADD(ADD(MUL(cu, sx.h), MUL(h, sx.a)), ADD(MUL(cv, sy.h), MUL(h, sy.b)))));
    V good = AND(gt(h, K(DRY)), _mm_cmpge_ps(ahead, MUL(K(0.5f), hi(mag(sx.h), mag(sy.h)))));
    V hx = AND(sx.h, good), lx = AND(sx.l, good), ux = AND(sx.a, good), vx = AND(sx.b, good);
    V hy = AND(sy.h, good), ly = AND(sy.l, good), uy = AND(sy.a, good), vy = AND(sy.b, good);
    V up = SUB(cu, MUL(half, ADD(ADD(MUL(cu, ux), MUL(cv, uy)), MUL(K(G), lx))));
    V vp = SUB(cv, MUL(half, ADD(ADD(MUL(cu, vx), MUL(cv, vy)), MUL(K(G), ly))));
    V hp = SELECT(ahead, h, good);
    V left = friction(MUL(hp, ROOT(ADD(MUL(up, up), MUL(vp, vp)))), hp, DIV(K(1), hp), ld(rg + at), K(step * G * 0.5f));
    st(ROW(UP, j) + x, MUL(up, left));
    st(ROW(VP, j) + x, MUL(vp, left));
    st(ROW(HP, j) + x, hp);
    st(ROW(LX, j) + x, lx), st(ROW(HX, j) + x, hx), st(ROW(UX, j) + x, ux), st(ROW(VX, j) + x, vx);
    st(ROW(LY, j) + x, ly), st(ROW(HY, j) + x, hy), st(ROW(UY, j) + x, uy), st(ROW(VY, j) + x, vy);
  }
}

typedef struct { V h, l, hh, u, du, t, dt; } Side;
typedef struct { V w, l, r, t; } Flux;
INLINE Flux face(V rise, Side a, Side b) {
  V q = K(0.5f);
  V sill = hi(hi(MUL(q, SUB(a.l, a.hh)), SUB(rise, MUL(q, SUB(b.l, b.hh)))), K(-1e30f));
  V hl = hi(K(0), SUB(ADD(a.h, MUL(q, a.l)), sill)), hr = hi(K(0), SUB(SUB(ADD(rise, b.h), MUL(q, b.l)), sill));
  V ul = ADD(a.u, MUL(q, a.du)), ur = SUB(b.u, MUL(q, b.du));
  V cl = ROOT(MUL(K(G), hl)), cr = ROOT(MUL(K(G), hr));
  V sl = lo(lo(SUB(ul, cl), ADD(SUB(ur, ADD(cr, cr)), cl)), K(0));
  V sr = hi(hi(ADD(ur, cr), SUB(ADD(ul, ADD(cl, cl)), cr)), K(0));
  V inv = DIV(K(1), hi(SUB(sr, sl), K(1e-12f)));
  V p = MUL(sl, inv), r = MUL(sr, inv);
  V ql = MUL(hl, ul), qr = MUL(hr, ur), dq = SUB(qr, ql), dh = SUB(hr, hl);
  V ml = MUL(ql, ul), mr = MUL(qr, ur);
  V df = ADD(SUB(mr, ml), MUL(MUL(K(G * 0.5f), dh), ADD(hl, hr)));
  V both = _mm_cmple_ps(ADD(hl, hr), K(0));
  Flux f;
  f.w = NOT_AND(both, ADD(ql, MUL(p, SUB(MUL(sr, dh), dq))));
  f.l = NOT_AND(both, ADD(ml, MUL(p, SUB(MUL(sr, dq), df))));
  f.r = NOT_AND(both, ADD(mr, MUL(r, SUB(MUL(sl, dq), df))));
  f.t = SELECT(ADD(a.t, MUL(q, a.dt)), SUB(b.t, MUL(q, b.dt)), gt(f.w, K(0)));
  return f;
}
INLINE V wall(V h, V u) {
  V c = ROOT(MUL(K(G), h));
  return MUL(MUL(h, u), ADD(u, hi(SUB(c, u), ADD(c, MUL(K(0.5f), u)))));
}
INLINE Flux between(V rise, Side a, Side b) {
  Flux f = face(rise, a, b);
  V shut = closed(rise);
  if (_mm_movemask_ps(shut)) {
    V open = opened(rise);
    f.w = NOT_AND(shut, f.w);
    f.l = SELECT(NOT_AND(open, wall(a.h, a.u)), f.l, shut);
    f.r = SELECT(NOT_AND(open, wall(b.h, neg(b.u))), f.r, shut);
  }
  return f;
}

static void fluxes_x(long j, long x0, long x1) {
  float *h = ROW(HP, j), *u = ROW(UP, j), *v = ROW(VP, j), *l = ROW(LX, j), *hx = ROW(HX, j), *ux = ROW(UX, j), *vx = ROW(VX, j);
  for (long x = x0; x < x1; x += 4) {
    Side a = {ld(h + x), ld(l + x), ld(hx + x), ld(u + x), ld(ux + x), ld(v + x), ld(vx + x)};
    long n = x + 1;
    Side b = {ld(h + n), ld(l + n), ld(hx + n), ld(u + n), ld(ux + n), ld(v + n), ld(vx + n)};
    Flux f = between(ld(rx + j * S + x), a, b);
    st(ROW(XW, j) + x, f.w), st(ROW(XL, j) + x, f.l), st(ROW(XR, j) + x, f.r), st(ROW(XT, j) + x, f.t);
  }
}
static void fluxes_y(long j, long x0, long x1) {
  long i = j + 1;
  for (long x = x0; x < x1; x += 4) {
    Side a = {ld(ROW(HP, j) + x), ld(ROW(LY, j) + x), ld(ROW(HY, j) + x), ld(ROW(VP, j) + x),
              ld(ROW(VY, j) + x), ld(ROW(UP, j) + x), ld(ROW(UY, j) + x)};
    Side b = {ld(ROW(HP, i) + x), ld(ROW(LY, i) + x), ld(ROW(HY, i) + x), ld(ROW(VP, i) + x),
              ld(ROW(VY, i) + x), ld(ROW(UP, i) + x), ld(ROW(UY, i) + x)};
    Flux f = between(ld(ry + j * S + x), a, b);
    st(ROW(YW, j) + x, f.w), st(ROW(YL, j) + x, f.l), st(ROW(YR, j) + x, f.r), st(ROW(YT, j) + x, f.t);
  }
}

static void keep(long j, long x0, long x1) {
  float *w = ROW(XW, j), *n = ROW(YW, j), *s = ROW(YW, j - 1);
  for (long x = x0; x < x1; x += 4) {
    V out = MUL(K(ratio), SUB(ADD(hi(ld(w + x), K(0)), hi(ld(n + x), K(0))), ADD(lo(ld(w + x - 1), K(0)), lo(ld(s + x), K(0)))));
    V h = ld(h0 + j * S + x);
    V is_short = gt(out, h);
    st(ROW(KEEP, j) + x, _mm_movemask_ps(is_short) ? SELECT(DIV(h, out), K(1), is_short) : K(1));
  }
}

static void update(long j, long x0, long x1) {
  float *kc = ROW(KEEP, j), *kn = ROW(KEEP, j + 1), *ks = ROW(KEEP, j - 1), *xw = ROW(XW, j), *xt = ROW(XT, j);
  V r = K(ratio), zero = K(0), drag = K(step * G);
  for (long x = x0; x < x1; x += 4) {
    long at = j * S + x;
    V mine = ld(kc + x);
    V we = ld(xw + x), ww = ld(xw + x - 1), wn = ld(ROW(YW, j) + x), ws = ld(ROW(YW, j - 1) + x);
    we = MUL(we, SELECT(mine, ld(kc + x + 1), gt(we, zero)));
    ww = MUL(ww, SELECT(ld(kc + x - 1), mine, gt(ww, zero)));
    wn = MUL(wn, SELECT(mine, ld(kn + x), gt(wn, zero)));
    ws = MUL(ws, SELECT(ld(ks + x), mine, gt(ws, zero)));
    V rough = ld(rg + at);
    V poured = AND(MUL(K(step), K(rain)), _mm_cmpge_ps(rough, zero));
    V change = SUB(ADD(ld(lo_ + at), poured), MUL(r, ADD(SUB(we, ww), SUB(wn, ws))));
    V quanta = MUL(_mm_round_ps(MUL(change, K(1 / QUANTUM)), _MM_FROUND_TO_NEAREST_INT | _MM_FROUND_NO_EXC), K(QUANTUM));
    V h = hi(zero, ADD(ld(h0 + at), quanta));
    st(lo_ + at, SUB(change, quanta));
    V push = MUL(K(G), ld(ROW(HP, j) + x));
    V px = ADD(SUB(ld(ROW(XL, j) + x), ld(ROW(XR, j) + x - 1)), MUL(push, ld(ROW(LX, j) + x)));
    V py = ADD(SUB(ld(ROW(YL, j) + x), ld(ROW(YR, j - 1) + x)), MUL(push, ld(ROW(LY, j) + x)));
    V e = SUB(ld(e0 + at), MUL(r, ADD(px, SUB(MUL(wn, ld(ROW(YT, j) + x)), MUL(ws, ld(ROW(YT, j - 1) + x))))));
    V n = SUB(ld(n0 + at), MUL(r, ADD(py, SUB(MUL(we, ld(xt + x)), MUL(ww, ld(xt + x - 1))))));
    V left = friction(ROOT(ADD(MUL(e, e), MUL(n, n))), h, DIV(K(1), h), rough, drag);
    e = MUL(e, left), n = MUL(n, left);
    st(h1 + at, h), st(e1 + at, e), st(n1 + at, n);
    fastest = hi(fastest, ADD(MUL(hi(mag(e), mag(n)), per_depth(h)), ROOT(MUL(K(G), h))));
  }
}

static void advance(long x0, long x1, long y0, long y1) {
  base = x0 - 12;
  long a = x0 - 4, b = x1 + 4;
  for (long j = y0 - 3; j < y1 + 3; j++) {
    velocities(j, a - 4, b + 4);
    if (j - 1 > y0 - 3) predict(j - 1, a, b);
    if (j - 2 > y0 - 3) {
      fluxes_y(j - 2, a, b);
      if (j - 2 >= y0 - 1) fluxes_x(j - 2, a, b), keep(j - 2, a, b);
    }
    if (j - 3 >= y0 && j - 3 < y1) update(j - 3, x0, x1);
  }
}

static float *array(long cells, float value) {
  float *a = aligned_alloc(64, (cells * sizeof(float) + 63) / 64 * 64);
  for (long i = 0; i < cells; i++) a[i] = value;
  return a;
}
static double seconds(void) {
  struct timespec t;
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
  return t.tv_sec + 1e-9 * t.tv_nsec;
}

int main(int argc, char **argv) {
  int32_t head[3];
  float facts[3];
  FILE *file = argc > 2 ? fopen(argv[1], "rb") : NULL;
  if (!file || fread(head, 4, 3, file) != 3 || fread(facts, 4, 3, file) != 3) return 2;
  long columns = head[0], rows = head[1], steps = head[2], count = columns * rows;
  double *bed = malloc(8 * count), *depth = malloc(8 * count);
  if (fread(bed, 8, count, file) != (size_t)count || fread(depth, 8, count, file) != (size_t)count) return 2;
  double size = facts[0];
  rain = facts[2];
  long width = (columns + 3) / 4 * 4;
  S = width + 2 * MARGIN_COLUMNS;
  long cells = S * (rows + 2 * MARGIN_ROWS);
  rx = array(cells, NO_WAY), ry = array(cells, NO_WAY), rg = array(cells, -1), lo_ = array(cells, 0);
  float *state[6];
  for (int i = 0; i < 6; i++) state[i] = array(cells, 0);
#define AT(column, row) ((row + MARGIN_ROWS) * S + (column) + MARGIN_COLUMNS)
#define LEVEL(i) (round(bed[i] / QUANTUM) * QUANTUM)
  for (long row = 0; row < rows; row++)
    for (long column = 0; column < columns; column++) {
      long i = row * columns + column, to = AT(column, row);
      rg[to] = facts[1];
      if (column < columns - 1) rx[to] = (float)(LEVEL(i + 1) - LEVEL(i));
      if (row < rows - 1) ry[to] = (float)(LEVEL(i + columns) - LEVEL(i));
    }
  double least = 1e30, water = 0, motion = 0;
  for (int run = 0; run < atoi(argv[2]); run++) {
    for (int i = 0; i < 6; i++) memset(state[i], 0, cells * sizeof(float));
    double wave = 0;
    for (long i = 0; i < count; i++) {
      float h = (float)(round(depth[i] / QUANTUM) * QUANTUM);
      state[0][AT(i % columns, i / columns)] = h;
      lo_[AT(i % columns, i / columns)] = (float)(depth[i] - h);
      wave = fmax(wave, sqrt(9.81 * h));
    }
    double started = seconds();
    for (long n = 0; n < steps; n++) {
      int from = n % 2 ? 3 : 0, to = 3 - from;
      h0 = state[from], e0 = state[from + 1], n0 = state[from + 2], h1 = state[to], e1 = state[to + 1], n1 = state[to + 2];
      double duration = 0.45 * size / wave;
      step = (float)duration;
      ratio = step / (float)size;
      fastest = K(0);
      for (long y = 0; y < rows; y += BLOCK)
        for (long x = 0; x < width; x += BLOCK)
          advance(MARGIN_COLUMNS + x, MARGIN_COLUMNS + (x + BLOCK < width ? x + BLOCK : width), MARGIN_ROWS + y,
                  MARGIN_ROWS + (y + BLOCK < rows ? y + BLOCK : rows));
      float lanes[4];
      st(lanes, fastest);
      wave = fmax(fmax(lanes[0], lanes[1]), fmax(lanes[2], lanes[3]));
    }
    double took = seconds() - started;
    if (took < least) least = took;
    water = motion = 0;
    for (long i = 0; i < count; i++) {
      long at = AT(i % columns, i / columns);
      water += h1[at];
      motion += fabs((double)e1[at]) + fabs((double)n1[at]);
    }
  }
  printf("%ld %.9f %.17g %.17g\n", count, least, water, motion);
  return 0;
}

/* Elementary functions for lanes of vectors: polynomials without fused operations. */
#ifndef ELEMENTARY_H
#define ELEMENTARY_H

#include "blocks.h"

/* Natural logarithm of x in (0, 1]: x = 2^k m with m in [sqrt(1/2), sqrt(2)), log m by its series in s = (m - 1) / (m + 1), to s^21. */
INLINE double log_unit(double x) {
    uint64_t bits;
    memcpy(&bits, &x, sizeof bits);
    uint64_t shifted = bits - 0x3FE6A09E667F3BCDull;
    int64_t k = (int64_t)shifted >> 52;
    uint64_t mantissa = bits - ((uint64_t)k << 52);
    double m;
    memcpy(&m, &mantissa, sizeof m);
    double f = m - 1;
    double s = f / (2 + f);
    double z = s * s;
    double series = 2.0 / 21;
    series = series * z + 2.0 / 19;
    series = series * z + 2.0 / 17;
    series = series * z + 2.0 / 15;
    series = series * z + 2.0 / 13;
    series = series * z + 2.0 / 11;
    series = series * z + 2.0 / 9;
    series = series * z + 2.0 / 7;
    series = series * z + 2.0 / 5;
    series = series * z + 2.0 / 3;
    /* k as a double without a conversion that only the newest vectors have. */
    uint64_t counted = 0x4338000000000000ull + (uint64_t)k;
    double whole;
    memcpy(&whole, &counted, sizeof whole);
    whole -= 0x1.8p52;
    return whole * 0x1.62e42fee00000p-1 + (2 * s + (s * z * series + whole * 0x1.a39ef35793c76p-33));
}

/* cos(2 pi u) and sin(2 pi u) for u in [0, 1): quarter turns are taken off, Taylor series within an eighth of a turn. */
INLINE void turn(double u, double *cos_turn, double *sin_turn) {
    double quarters = (u * 4 + 0x1.8p52) - 0x1.8p52;
    double x = (u - quarters * 0.25) * 0x1.921fb54442d18p+2;
    double z = x * x;
    double sine = -1.0 / 1307674368000;
    sine = sine * z + 1.0 / 6227020800;
    sine = sine * z - 1.0 / 39916800;
    sine = sine * z + 1.0 / 362880;
    sine = sine * z - 1.0 / 5040;
    sine = sine * z + 1.0 / 120;
    sine = sine * z - 1.0 / 6;
    sine = x + x * (z * sine);
    double cosine = 1.0 / 20922789888000;
    cosine = cosine * z - 1.0 / 87178291200;
    cosine = cosine * z + 1.0 / 479001600;
    cosine = cosine * z - 1.0 / 3628800;
    cosine = cosine * z + 1.0 / 40320;
    cosine = cosine * z - 1.0 / 720;
    cosine = cosine * z + 1.0 / 24;
    cosine = cosine * z - 0.5;
    cosine = 1 + z * cosine;
    double is_odd = quarters == 1 || quarters == 3 ? 1 : 0;
    double cos_sign = quarters == 1 || quarters == 2 ? -1 : 1;
    double sin_sign = quarters == 2 || quarters == 3 ? -1 : 1;
    *cos_turn = cos_sign * (is_odd * sine + (1 - is_odd) * cosine);
    *sin_turn = sin_sign * (is_odd * cosine + (1 - is_odd) * sine);
}

#endif

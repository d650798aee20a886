#include "CRandomStreams.h"

#include <string.h>

#pragma STDC FP_CONTRACT OFF

/* Vectors as wide as the processor has them, chosen when the program starts. */
#if defined(__x86_64__) && defined(__linux__) && defined(__clang__)
#define WIDE __attribute__((target_clones("avx512f", "avx2", "default")))
#else
#define WIDE
#endif

#define LANES 64 /* items worked on together */
#define GROUP 8  /* of them in registers through all rounds */

#define MULTIPLIER_0 0xD2511F53u
#define MULTIPLIER_1 0xCD9E8D57u
#define WEYL_0 0x9E3779B9u
#define WEYL_1 0xBB67AE85u

void crandom_philox(const uint32_t counter[4], const uint32_t key[2], uint32_t words[4]) {
    uint32_t key0 = key[0], key1 = key[1];
    memcpy(words, counter, 4 * sizeof *words);
    for (int round = 0; round < 10; round++) {
        uint64_t first = (uint64_t)MULTIPLIER_0 * words[0], second = (uint64_t)MULTIPLIER_1 * words[2];
        words[0] = (uint32_t)(second >> 32) ^ words[1] ^ key0;
        words[1] = (uint32_t)second;
        words[2] = (uint32_t)(first >> 32) ^ words[3] ^ key1;
        words[3] = (uint32_t)first;
        key0 += WEYL_0;
        key1 += WEYL_1;
    }
}

/* The blocks of one stretch of ids; lanes beyond `count` repeat id 0. */
typedef struct {
    uint32_t a[LANES], b[LANES], c[LANES], d[LANES];
} blocks;

/* The same rounds on lanes of 64 bits, whose upper halves may hold anything: vectors multiply such lanes without shuffling them. */
static inline __attribute__((always_inline)) void fill(blocks *block, const crandom_stream *stream, const uint32_t *ids, size_t count) {
    memset(block->a, 0, sizeof block->a);
    memcpy(block->a, ids, count * sizeof *ids);
    for (size_t begin = 0; begin < LANES; begin += GROUP) {
        uint64_t a[GROUP], b[GROUP], c[GROUP], d[GROUP];
        for (int lane = 0; lane < GROUP; lane++) {
            a[lane] = block->a[begin + lane];
            b[lane] = stream->counter[0];
            c[lane] = stream->counter[1];
            d[lane] = stream->counter[2];
        }
        uint32_t key0 = stream->key[0], key1 = stream->key[1];
#pragma clang loop unroll(full)
        for (int round = 0; round < 10; round++) {
            for (int lane = 0; lane < GROUP; lane++) {
                uint64_t first = MULTIPLIER_0 * (a[lane] & UINT32_MAX), second = MULTIPLIER_1 * (c[lane] & UINT32_MAX);
                a[lane] = (second >> 32) ^ b[lane] ^ key0;
                b[lane] = second;
                c[lane] = (first >> 32) ^ d[lane] ^ key1;
                d[lane] = first;
            }
            key0 += WEYL_0;
            key1 += WEYL_1;
        }
        for (int lane = 0; lane < GROUP; lane++) {
            block->a[begin + lane] = (uint32_t)a[lane];
            block->b[begin + lane] = (uint32_t)b[lane];
            block->c[begin + lane] = (uint32_t)c[lane];
            block->d[begin + lane] = (uint32_t)d[lane];
        }
    }
}

static inline __attribute__((always_inline)) size_t stretch(size_t begin, size_t count) {
    return count - begin < LANES ? count - begin : LANES;
}

/* 53 bits out of two words. */
static inline __attribute__((always_inline)) uint64_t bits53(uint32_t high, uint32_t low) {
    return (uint64_t)high << 21 | low >> 11;
}

#define FIRST_WORDS 6  /* 2^-6 of the items have a low first uniform */
#define SECOND_WORDS 4 /* 2^-4 a low second */
#define BLOCKS_A_GROUP ((FIRST_WORDS + SECOND_WORDS) / 2)
#define TILE (LANES / BLOCKS_A_GROUP) /* groups whose words come out of one stretch of blocks */

/* Items on their way from the groups to their own blocks. */
typedef struct {
    uint32_t ids[LANES];
    uint8_t is_first_low[LANES], is_second_low[LANES];
    size_t count;
} candidates;

/* A uniform below 2^-words, or above it, out of 53 bits; the second form never reaches 2^53. */
static inline __attribute__((always_inline)) uint64_t placed(uint64_t bits, int is_low, int words) {
    uint64_t below = bits >> words, above = (1ull << (53 - words)) + bits - ((bits + (1ull << words) - 1) >> words);
    return is_low ? below : above;
}

static inline __attribute__((always_inline)) size_t settle(candidates *found, const crandom_stream *items, uint64_t first_limit,
                                                           uint64_t second_limit, uint32_t *ids, uint64_t *first, uint64_t *second) {
    blocks block;
    size_t hits = 0;
    fill(&block, items, found->ids, found->count);
    for (size_t lane = 0; lane < found->count; lane++) {
        uint64_t one = placed(bits53(block.a[lane], block.b[lane]), found->is_first_low[lane], FIRST_WORDS);
        uint64_t two = placed(bits53(block.c[lane], block.d[lane]), found->is_second_low[lane], SECOND_WORDS);
        ids[hits] = found->ids[lane];
        first[hits] = one;
        second[hits] = two;
        hits += (one < first_limit) | (two < second_limit);
    }
    found->count = 0;
    return hits;
}

WIDE size_t crandom_events(const crandom_stream *groups, const crandom_stream *items, const uint64_t *members, size_t group_count,
                           uint64_t first_limit, uint64_t second_limit, uint32_t *ids, uint64_t *first, uint64_t *second) {
    uint64_t is_first_likely = first_limit > 1ull << (53 - FIRST_WORDS) ? ~0ull : 0;
    uint64_t is_second_likely = second_limit > 1ull << (53 - SECOND_WORDS) ? ~0ull : 0;
    uint64_t is_first_possible = first_limit > 0 ? ~0ull : 0, is_second_possible = second_limit > 0 ? ~0ull : 0;
    candidates found = {.count = 0};
    blocks block;
    size_t hits = 0;
    for (size_t begin = 0; begin < group_count; begin += TILE) {
        size_t length = group_count - begin < TILE ? group_count - begin : TILE;
        uint32_t counters[LANES];
        for (size_t lane = 0; lane < TILE * BLOCKS_A_GROUP; lane++) counters[lane] = (uint32_t)(begin * BLOCKS_A_GROUP + lane);
        fill(&block, groups, counters, length * BLOCKS_A_GROUP);
        for (size_t group = 0; group < length; group++) {
            uint64_t low[2] = {~0ull, ~0ull};
            for (size_t word = 0; word < FIRST_WORDS + SECOND_WORDS; word++) {
                size_t lane = group * BLOCKS_A_GROUP + word / 2;
                uint64_t bits = word % 2 ? (uint64_t)block.c[lane] << 32 | block.d[lane] : (uint64_t)block.a[lane] << 32 | block.b[lane];
                low[word >= FIRST_WORDS] &= bits;
            }
            uint64_t may_first = (low[0] | is_first_likely) & is_first_possible, may_second = (low[1] | is_second_likely) & is_second_possible;
            for (uint64_t left = members[begin + group] & (may_first | may_second); left; left &= left - 1) {
                unsigned bit = (unsigned)__builtin_ctzll(left);
                found.ids[found.count] = (uint32_t)((begin + group) * 64 + bit);
                found.is_first_low[found.count] = low[0] >> bit & 1;
                found.is_second_low[found.count] = low[1] >> bit & 1;
                if (++found.count == LANES) {
                    hits += settle(&found, items, first_limit, second_limit, ids + hits, first + hits, second + hits);
                }
            }
        }
    }
    return hits + settle(&found, items, first_limit, second_limit, ids + hits, first + hits, second + hits);
}

/* Natural logarithm of x in (0, 1]: x = 2^k m with m in [sqrt(1/2), sqrt(2)), log m by its series in s = (m - 1) / (m + 1), to s^21. */
static inline __attribute__((always_inline)) double log_unit(double x) {
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
static inline __attribute__((always_inline)) void turn(double u, double *cos_turn, double *sin_turn) {
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

WIDE void crandom_normals(const crandom_stream *stream, const uint32_t *ids, size_t count, double *first, double *second) {
    blocks block;
    for (size_t begin = 0; begin < count; begin += LANES) {
        size_t length = stretch(begin, count);
        double radius[LANES], turns[LANES], cosines[LANES], sines[LANES];
        fill(&block, stream, ids + begin, length);
        for (size_t lane = 0; lane < LANES; lane++) {
            /* 52 bits put behind the leading bit of a number in [1, 2): the first uniform in (0, 1], the second in [0, 1). */
            uint64_t one = 0x3FF0000000000000ull | (uint64_t)block.a[lane] << 20 | block.b[lane] >> 12;
            uint64_t two = 0x3FF0000000000000ull | (uint64_t)block.c[lane] << 20 | block.d[lane] >> 12;
            memcpy(&radius[lane], &one, sizeof one);
            memcpy(&turns[lane], &two, sizeof two);
        }
        for (size_t lane = 0; lane < LANES; lane++) {
            double length_of_pair = __builtin_elementwise_sqrt(-2 * log_unit(2 - radius[lane]));
            double cosine, sine;
            turn(turns[lane] - 1, &cosine, &sine);
            cosines[lane] = length_of_pair * cosine;
            sines[lane] = length_of_pair * sine;
        }
        memcpy(first + begin, cosines, length * sizeof *first);
        memcpy(second + begin, sines, length * sizeof *second);
    }
}

WIDE void crandom_uniforms(const crandom_stream *stream, const uint32_t *ids, size_t count, double *uniforms) {
    blocks block;
    for (size_t begin = 0; begin < count; begin += LANES) {
        size_t length = stretch(begin, count);
        fill(&block, stream, ids + begin, length);
        for (size_t lane = 0; lane < length; lane++) {
            uniforms[begin + lane] = (double)bits53(block.a[lane], block.b[lane]) * 0x1p-53;
        }
    }
}

/* exp x = 2^k exp r, r within half of log 2: Taylor series to r^13. */
WIDE void crandom_exp(double *values, size_t count) {
    for (size_t place = 0; place < count; place++) {
        double x = values[place];
        x = x < -708 ? -708 : x;
        x = x > 709 ? 709 : x;
        double shifted = x * 0x1.71547652b82fep+0 + 0x1.8p52;
        double k = shifted - 0x1.8p52;
        double r = (x - k * 0x1.62e42fee00000p-1) - k * 0x1.a39ef35793c76p-33;
        double series = 1.0 / 6227020800;
        series = series * r + 1.0 / 479001600;
        series = series * r + 1.0 / 39916800;
        series = series * r + 1.0 / 3628800;
        series = series * r + 1.0 / 362880;
        series = series * r + 1.0 / 40320;
        series = series * r + 1.0 / 5040;
        series = series * r + 1.0 / 720;
        series = series * r + 1.0 / 120;
        series = series * r + 1.0 / 24;
        series = series * r + 1.0 / 6;
        series = series * r + 0.5;
        series = 1 + (r + r * r * series);
        uint64_t bits;
        memcpy(&bits, &shifted, sizeof bits);
        bits = (bits - 0x4338000000000000ull + 1023) << 52;
        double power;
        memcpy(&power, &bits, sizeof power);
        values[place] = series * power;
    }
}

/* Philox 4x32-10 on many counters at once. */
#ifndef BLOCKS_H
#define BLOCKS_H

#include "CRandomStreams.h"

#include <string.h>

#pragma STDC FP_CONTRACT OFF

/* Vectors as wide as the processor has them, chosen when the program starts. */
#if defined(__x86_64__) && defined(__linux__) && defined(__clang__)
#define WIDE __attribute__((target_clones("avx512f", "avx2", "default")))
#else
#define WIDE
#endif
#define INLINE static inline __attribute__((always_inline))

#define LANES 64 /* items worked on together */
#define GROUP 8  /* of them in registers through all rounds */

#define MULTIPLIER_0 0xD2511F53u
#define MULTIPLIER_1 0xCD9E8D57u
#define WEYL_0 0x9E3779B9u
#define WEYL_1 0xBB67AE85u

/* The blocks of one stretch of ids: `a` holds the ids before, and all four words after. */
typedef struct {
    uint32_t a[LANES], b[LANES], c[LANES], d[LANES];
} blocks;

/* The rounds for the group of lanes from `begin` on, in lanes of 64 bits, whose upper halves may hold anything: vectors multiply such lanes
 * without shuffling them. */
INLINE void fill_group(blocks *block, const crandom_stream *stream, size_t begin) {
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

/* 52 random bits behind the leading bit: a uniform in [1, 2). Less 1 it is in [0, 1), taken from 2 in (0, 1]. */
INLINE double from_1_to_2(uint32_t high, uint32_t low) {
    uint64_t bits = 0x3FF0000000000000ull | (uint64_t)high << 20 | low >> 12;
    double number;
    memcpy(&number, &bits, sizeof number);
    return number;
}

#endif

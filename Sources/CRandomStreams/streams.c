#include "blocks.h"
#include "elementary.h"

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

INLINE size_t stretch(size_t begin, size_t count) {
    return count - begin < LANES ? count - begin : LANES;
}

/* The blocks of some ids; lanes beyond `count` repeat id 0. */
INLINE void fill(blocks *block, const crandom_stream *stream, const uint32_t *ids, size_t count) {
    memset(block->a, 0, sizeof block->a);
    memcpy(block->a, ids, count * sizeof *ids);
    for (size_t begin = 0; begin < LANES; begin += GROUP) fill_group(block, stream, begin);
}

/* 53 bits out of two words. */
INLINE uint64_t bits53(uint32_t high, uint32_t low) {
    return (uint64_t)high << 21 | low >> 11;
}

/* Four bits of `sizes` from `shift` on come before those of the block, where there are any; `spare` gets 24 bits a block, where it is one. */
INLINE void normals(const crandom_stream *stream, const uint32_t *ids, size_t count, const uint32_t *sizes, unsigned shift, double *first,
                    double *second, uint32_t *spare) {
    blocks block;
    for (size_t begin = 0; begin < count; begin += LANES) {
        size_t length = stretch(begin, count);
        double radius[LANES], turns[LANES], cosines[LANES], sines[LANES];
        uint32_t known[LANES] = {0}, bits[LANES];
        fill(&block, stream, ids + begin, length);
        for (size_t lane = 0; lane < LANES; lane++) {
            radius[lane] = 2 - from_1_to_2(block.a[lane], block.b[lane]);
            turns[lane] = from_1_to_2(block.c[lane], block.d[lane]) - 1;
        }
        if (sizes) {
            memcpy(known, sizes + begin, length * sizeof *known);
            for (size_t lane = 0; lane < LANES; lane++) radius[lane] = ((double)(int32_t)(known[lane] >> shift & 15) + radius[lane]) * 0x1p-4;
        }
        for (size_t lane = 0; lane < LANES; lane++) {
            double length_of_pair = __builtin_elementwise_sqrt(-2 * log_unit(radius[lane]));
            double cosine, sine;
            turn(turns[lane], &cosine, &sine);
            cosines[lane] = length_of_pair * cosine;
            sines[lane] = length_of_pair * sine;
        }
        memcpy(first + begin, cosines, length * sizeof *first);
        memcpy(second + begin, sines, length * sizeof *second);
        if (spare) {
            for (size_t lane = 0; lane < LANES; lane++) bits[lane] = (block.b[lane] & 0xFFF) | (block.d[lane] & 0xFFF) << 12;
            memcpy(spare + begin, bits, length * sizeof *spare);
        }
    }
}

WIDE void crandom_normals(const crandom_stream *stream, const uint32_t *ids, size_t count, double *first, double *second, uint32_t *spare) {
    normals(stream, ids, count, NULL, 0, first, second, spare);
}

WIDE void crandom_normals_of_sizes(const crandom_stream *stream, const uint32_t *ids, size_t count, const uint32_t *sizes, unsigned shift,
                                   double *first, double *second) {
    normals(stream, ids, count, sizes, shift, first, second, NULL);
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

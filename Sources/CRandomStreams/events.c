#include "blocks.h"
#include "elementary.h"

#define WORDS (CRANDOM_GROUP / 64)
#define ITEM_BITS 12     /* of the word that names an item of the group */
#define ARRIVAL_BITS 16  /* of a counter's first word; the others number the group */

_Static_assert(1 << ITEM_BITS == CRANDOM_GROUP, "a word's first bits name an item of the group");

/* So many arrivals mostly are enough for a span of time, in whole groups of lanes. */
INLINE size_t enough(double span) {
    double arrivals = span + 2 * __builtin_elementwise_sqrt(span) + 1;
    return arrivals < LANES - GROUP ? ((size_t)arrivals / GROUP + 1) * GROUP : LANES;
}

WIDE void crandom_events(const crandom_stream *stream, size_t group_count, double first_time, double second_time, uint64_t *first,
                         uint64_t *second) {
    double last = first_time > second_time ? first_time : second_time;
    for (size_t group = 0; group < group_count; group++) {
        double time = 0;
        uint32_t arrival = (uint32_t)group << ARRIVAL_BITS;
        while (time < last) {
            blocks block;
            double gaps[LANES];
            size_t length = enough(last - time);
            for (size_t lane = 0; lane < length; lane++) block.a[lane] = arrival++;
            for (size_t begin = 0; begin < length; begin += GROUP) fill_group(&block, stream, begin);
            for (size_t begin = 0; begin < length; begin += GROUP) {
                for (size_t lane = begin; lane < begin + GROUP; lane++) {
                    gaps[lane] = -log_unit(2 - from_1_to_2(block.a[lane], block.b[lane]));
                }
            }
            for (size_t lane = 0; lane < length && time < last; lane++) {
                time += gaps[lane];
                uint32_t item = block.c[lane] >> (32 - ITEM_BITS);
                size_t word = group * WORDS + item / 64;
                first[word] |= (uint64_t)(time < first_time) << item % 64;
                second[word] |= (uint64_t)(time < second_time) << item % 64;
            }
        }
    }
}

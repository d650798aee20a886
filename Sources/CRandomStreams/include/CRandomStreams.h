/* Counter-based random numbers in bulk: Philox 4x32-10 (Salmon, Moraes, Dror and Shaw, "Parallel random numbers: as easy as 1, 2, 3",
 * SC 2011), and the elementary functions that turn its words into normals and lognormals.
 *
 * Rules of the house:
 *   - Every number is a pure function of its key and counter: order, chunking and threads have no part in it.
 *   - The functions are our own polynomials without fused operations, so that every processor gives the same bits, whatever
 *     the width of its vectors. The C library's differ from version to version.
 */
#ifndef CRANDOMSTREAMS_H
#define CRANDOMSTREAMS_H

#include <stddef.h>
#include <stdint.h>

/* One block: four words for a counter and a key. */
void crandom_philox(const uint32_t counter[4], const uint32_t key[2], uint32_t words[4]);

/* A stream: the key and the last three words of the counter; the first word is each item's id. Items have a first and a second
 * uniform number in [0, 1) with 53 bits each. */
typedef struct {
    uint32_t key[2];
    uint32_t counter[3];
} crandom_stream;

/* Rare events among many items, without a block for each. Items come in groups of 64 ids. Of each group, the AND of some random words
 * tells which items have a first uniform below 2^-6 and a second below 2^-4; an item's own block tells where. So every item has two
 * independent uniforms, and only those that an event may happen to are worked out.
 *
 * Writes the ids whose bit is set in `members` (bit id % 64 of word id / 64) and whose first uniform is below first_limit / 2^53 or whose
 * second is below second_limit / 2^53, ascending, with both uniforms of each, times 2^53. Returns how many. The arrays must have room for
 * all members. */
size_t crandom_events(const crandom_stream *groups, const crandom_stream *items, const uint64_t *members, size_t group_count,
                      uint64_t first_limit, uint64_t second_limit, uint32_t *ids, uint64_t *first, uint64_t *second);

/* Two independent standard normals for each id (Box and Muller 1958). */
void crandom_normals(const crandom_stream *stream, const uint32_t *ids, size_t count, double *first, double *second);

/* The first uniform of each id, in [0, 1). */
void crandom_uniforms(const crandom_stream *stream, const uint32_t *ids, size_t count, double *uniforms);

/* exp of each value, in place: within 2 units in the last place between -708 and 709, held to that range outside. */
void crandom_exp(double *values, size_t count);

#endif

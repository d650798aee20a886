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

/* A stream: the key and the last three words of the counter; the first word is each item's id. */
typedef struct {
    uint32_t key[2];
    uint32_t counter[3];
} crandom_stream;

#define CRANDOM_GROUP 4096    /* items that share arrivals */
#define CRANDOM_GROUPS 65536  /* the most of them in one stream */

/* Rare events among many items, without a number for each. Every item has an exponential waiting time of mean 1, and what happens to
 * it happens before a time t with probability 1 - exp(-t). The waiting times of a group's items are the first arrivals of independent Poisson
 * processes, so together they are one Poisson process whose arrivals choose an item each: only as many numbers are drawn as there are
 * events, and raising t adds events to those that were there.
 *
 * Sets bit id % 64 of word id / 64 of `first` for every id with an arrival before first_time / CRANDOM_GROUP, and of `second` likewise. Both have
 * CRANDOM_GROUP / 64 words a group. Times are finite. */
void crandom_events(const crandom_stream *stream, size_t group_count, double first_time, double second_time, uint64_t *first,
                    uint64_t *second);

/* Two independent standard normals for each id (Box and Muller 1958), and where `spare` is not NULL 24 bits that have no part in them. */
void crandom_normals(const crandom_stream *stream, const uint32_t *ids, size_t count, double *first, double *second, uint32_t *spare);

/* The same, where four bits are known beforehand of the uniform that gives a pair's size: those of `sizes` from `shift` on. Above 0, they say that
 * neither normal is farther from 0 than sqrt(2 log 16). */
void crandom_normals_of_sizes(const crandom_stream *stream, const uint32_t *ids, size_t count, const uint32_t *sizes, unsigned shift,
                              double *first, double *second);

/* The first uniform of each id, in [0, 1). */
void crandom_uniforms(const crandom_stream *stream, const uint32_t *ids, size_t count, double *uniforms);

/* exp of each value, in place: within 2 units in the last place between -708 and 709, held to that range outside. */
void crandom_exp(double *values, size_t count);

#endif

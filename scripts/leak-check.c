/* Solves and faults on several threads, for valgrind: every door of CGLPK, healthy and broken, with nothing of Swift in between.
 * The Swift runtime keeps caches that valgrind takes for leaks, and its test runner does not run under valgrind at all. */
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>

#include "CGLPK.h"

enum { ROWS = 12, COLUMNS = 40, THREADS = 8 };

static int rounds;

/* One session: a random feasible programme, solved, extended, solved again; every third fails on the way. Returns what went wrong. */
static int session(unsigned seed, int fault) {
    double lower[ROWS], upper[ROWS], zero[COLUMNS], one[COLUMNS], objective[COLUMNS], values[ROWS * COLUMNS + 1];
    int starts[COLUMNS + 1], rows[ROWS * COLUMNS + 1];
    for (int row = 0; row < ROWS; row++) {
        lower[row] = -1.0 / 0.0;
        upper[row] = 5 + rand_r(&seed) % 10;
    }
    for (int column = 0; column < COLUMNS; column++) {
        zero[column] = 0;
        one[column] = 1;
        objective[column] = rand_r(&seed) % 100;
        starts[column] = column * ROWS;
        for (int row = 0; row < ROWS; row++) {
            rows[column * ROWS + row + 1] = row + 1;
            values[column * ROWS + row + 1] = 1 + rand_r(&seed) % 9;
        }
    }
    starts[COLUMNS] = COLUMNS * ROWS;

    cglpk_session *one_session = cglpk_create();
    if (!one_session) return 1;
    int wrong = 0;
    cglpk_simplex_options options = {CGLPK_PRIMAL, 0, 1e-9, 10000, 10000};
    cglpk_simplex_result result;
    wrong += cglpk_set_sense(one_session, 1) != CGLPK_OK || cglpk_add_rows(one_session, ROWS, lower, upper) != CGLPK_OK;
    for (int again = 0; again < 2; again++) {
        wrong += cglpk_add_columns(one_session, COLUMNS, zero, one, objective, starts, rows, values) != CGLPK_OK;
        wrong += cglpk_simplex(one_session, &options, &result) != CGLPK_OK || result.verdict != CGLPK_OPTIMAL;
    }
    if (fault == 1) wrong += cglpk_provoke_fault(one_session, CGLPK_BAD_INDEX) != CGLPK_FAULT;
    if (fault == 2) {
        int code = cglpk_provoke_fault(one_session, CGLPK_LITTLE_MEMORY);
        for (int more = 0; more < 1000 && code == CGLPK_OK; more++)
            code = cglpk_add_columns(one_session, COLUMNS, zero, one, objective, starts, rows, values);
        wrong += code != CGLPK_FAULT;
    }
    if (fault) wrong += cglpk_simplex(one_session, &options, &result) != CGLPK_DEAD;
    cglpk_free(one_session);
    return wrong;
}

static void *work(void *number) {
    long wrong = 0;
    for (int round = 0; round < rounds; round++) wrong += session(1 + (unsigned)(size_t)number * 7919 + (unsigned)round, round % 3);
    return (void *)wrong;
}

int main(int count, char **arguments) {
    pthread_t threads[THREADS];
    long wrong = 0;
    rounds = count > 1 ? atoi(arguments[1]) : 30;
    for (size_t thread = 0; thread < THREADS; thread++) pthread_create(&threads[thread], NULL, work, (void *)thread);
    for (int thread = 0; thread < THREADS; thread++) {
        void *answer;
        pthread_join(threads[thread], &answer);
        wrong += (long)answer;
    }
    printf("%d sessions on %d threads, %ld wrong answers\n", THREADS * rounds, THREADS, wrong);
    return wrong != 0;
}

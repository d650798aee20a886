/* A guarded door to GLPK: every call returns a code where GLPK itself would abort the process.
 *
 * Rules of the house behind the door:
 *   - A session belongs to the thread that created it, and a thread has at most one session. Other threads are refused.
 *   - After a fault GLPK's memory on this thread is already released; the session only keeps the message and answers CGLPK_DEAD.
 *   - Rows and columns are counted from 1, as GLPK does. Arrays of numbers for rows or columns start at [0].
 *   - An infinite bound means "no bound". Finite numbers are the caller's duty: GLPK takes a NaN without a word.
 */
#ifndef CGLPK_H
#define CGLPK_H

typedef struct cglpk_session cglpk_session;

/* What became of a call. */
enum {
    CGLPK_OK = 0,
    CGLPK_FAULT = 1,        /* GLPK would have aborted; the session is dead from now on */
    CGLPK_DEAD = 2,         /* an earlier fault ended this session */
    CGLPK_WRONG_THREAD = 3, /* called on another thread than the one that owns the session */
    CGLPK_REFUSED = 4       /* the question has no answer now (no optimal basis); the session lives on */
};

/* What a run of the simplex method found. */
enum {
    CGLPK_OPTIMAL = 0,
    CGLPK_INFEASIBLE = 1,
    CGLPK_UNBOUNDED = 2,
    CGLPK_LIMIT = 3,
    CGLPK_UNDECIDED = 4 /* singular or invalid basis, numerical failure, or a verdict that does not tell two cases apart */
};

enum { CGLPK_PRIMAL = 0, CGLPK_DUAL = 1 };

/* Place of a row or column in a basis. */
enum { CGLPK_BASIC = 1, CGLPK_AT_LOWER = 2, CGLPK_AT_UPPER = 3, CGLPK_FREE = 4, CGLPK_FIXED = 5 };

/* Faults that tests ask for. */
enum { CGLPK_BAD_INDEX = 0, CGLPK_LITTLE_MEMORY = 1 };

typedef struct {
    int method;
    int presolve;
    double tolerance;
    int iteration_limit;
    int time_limit_ms;
} cglpk_simplex_options;

typedef struct {
    int verdict;
    int feasible; /* the present basic solution satisfies all bounds */
    int iterations;
} cglpk_simplex_result;

typedef struct {
    double tolerance;  /* relative gain of the objective below which a branch is not worth looking into */
    int node_limit;    /* nodes of the tree, made in all */
    int time_limit_ms;
    const double *start; /* NULL, or values of all columns that keep all rows; element 0 is not used */
} cglpk_integer_options;

typedef struct {
    int verdict; /* CGLPK_OPTIMAL, CGLPK_INFEASIBLE, CGLPK_LIMIT or CGLPK_UNDECIDED */
    int found;   /* there is a solution in whole numbers */
    int nodes;
    double bound; /* no solution in whole numbers has a better objective, whatever the verdict */
} cglpk_integer_result;

const char *cglpk_version(void);

/* NULL when memory is short or this thread has a session already. */
cglpk_session *cglpk_create(void);
/* On a foreign thread this does nothing: a leak is better than the abort that GLPK has in store. */
void cglpk_free(cglpk_session *session);
/* Text of the fault that ended the session; empty while it lives. */
const char *cglpk_message(const cglpk_session *session);

int cglpk_set_sense(cglpk_session *session, int maximize);
int cglpk_set_objective(cglpk_session *session, double constant, const double *coefficients);
int cglpk_add_rows(cglpk_session *session, int count, const double *lower, const double *upper);
/* Entries of column k are rows[i], values[i] for starts[k] < i <= starts[k + 1]: element 0 of both arrays is not used. */
int cglpk_add_columns(cglpk_session *session, int count, const double *lower, const double *upper, const double *objective,
                      const int *starts, const int *rows, const double *values);
int cglpk_set_row_bounds(cglpk_session *session, int row, double lower, double upper);
int cglpk_set_column_bounds(cglpk_session *session, int column, double lower, double upper);

/* Scales inside GLPK. Everything that goes in or comes out stays in the caller's units. */
int cglpk_scale(cglpk_session *session, int on);
/* Puts a copy in the place of the problem, so that nothing of a run that broke down (its factorization, for one) is left.
 * Bounds, entries, scale and basis stay. */
int cglpk_renew(cglpk_session *session);
int cglpk_standard_basis(cglpk_session *session);
int cglpk_advanced_basis(cglpk_session *session);
int cglpk_set_basis(cglpk_session *session, const int *rows, const int *columns);
int cglpk_copy_basis(cglpk_session *session, int *rows, int *columns);

int cglpk_simplex(cglpk_session *session, const cglpk_simplex_options *options, cglpk_simplex_result *result);
/* Largest relative error of the optimality conditions, measured on the problem in the caller's units. */
int cglpk_largest_error(cglpk_session *session, double *error);
int cglpk_copy_solution(cglpk_session *session, double *objective, double *column_values, double *reduced_costs,
                        double *row_activities, double *row_duals);
/* Values of the active bound of a row outside the basis between which the optimal basis stays optimal. `basic` is 1, and nothing
 * else is said, for a row in the basis. */
int cglpk_range_row_bound(cglpk_session *session, int row, int *basic, double *lowest, double *highest);

/* From now on every column is 0 or 1 in whole numbers, and lies between them in the simplex method. */
int cglpk_make_binary(cglpk_session *session);
/* Branch and cut from the optimal basis of the last simplex run; CGLPK_REFUSED without one. A node that takes far more than the time limit ends
 * the session as a fault does. */
int cglpk_integer(cglpk_session *session, const cglpk_integer_options *options, cglpk_integer_result *result);
int cglpk_copy_integer_solution(cglpk_session *session, double *objective, double *column_values);

/* Makes GLPK fail: at once (CGLPK_BAD_INDEX), or in the next call with which the session passes a megabyte (CGLPK_LITTLE_MEMORY; without
 * effect when it is larger already). */
int cglpk_provoke_fault(cglpk_session *session, int kind);

#endif

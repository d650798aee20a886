/* Running the simplex method and reading its answer. */
#include "session.h"

#include <float.h>
#include <math.h>

static int verdict_of(glp_prob *problem, int code)
{
    switch (code) {
    case 0:
        break;
    case GLP_EITLIM:
    case GLP_ETMLIM:
        return CGLPK_LIMIT;
    case GLP_ENOPFS:
    case GLP_EBOUND: /* equal bounds are passed as fixed, so this is a lower bound above its upper bound */
        return CGLPK_INFEASIBLE;
    default:
        return CGLPK_UNDECIDED;
    }
    switch (glp_get_status(problem)) {
    case GLP_OPT:
        return CGLPK_OPTIMAL;
    case GLP_NOFEAS:
        return CGLPK_INFEASIBLE;
    case GLP_UNBND:
        return CGLPK_UNBOUNDED;
    default:
        return CGLPK_UNDECIDED;
    }
}

int cglpk_simplex(cglpk_session *session, const cglpk_simplex_options *options, cglpk_simplex_result *result)
{
    CGLPK_GUARD(session);
    session->optimal = 0;
    glp_smcp parameters;
    glp_init_smcp(&parameters);
    parameters.msg_lev = GLP_MSG_OFF;
    parameters.meth = options->method == CGLPK_DUAL ? GLP_DUAL : GLP_PRIMAL;
    parameters.presolve = options->presolve ? GLP_ON : GLP_OFF;
    parameters.tol_bnd = options->tolerance;
    parameters.tol_dj = options->tolerance;
    parameters.it_lim = options->iteration_limit;
    parameters.tm_lim = options->time_limit_ms;

    const int before = glp_get_it_cnt(session->problem);
    const int code = glp_simplex(session->problem, &parameters);
    result->verdict = verdict_of(session->problem, code);
    result->feasible = glp_get_prim_stat(session->problem) == GLP_FEAS;
    result->iterations = glp_get_it_cnt(session->problem) - before;
    session->optimal = result->verdict == CGLPK_OPTIMAL;
    return CGLPK_OK;
}

int cglpk_largest_error(cglpk_session *session, double *error)
{
    CGLPK_GUARD(session);
    static const int conditions[] = {GLP_KKT_PE, GLP_KKT_PB, GLP_KKT_DE, GLP_KKT_DB};
    double largest = 0;
    for (int k = 0; k < 4; k++) {
        double absolute, relative;
        int absolute_index, relative_index;
        glp_check_kkt(session->problem, GLP_SOL, conditions[k], &absolute, &absolute_index, &relative, &relative_index);
        /* Not fmax, which would let a NaN pass. */
        if (!(relative <= largest)) largest = relative;
    }
    *error = largest;
    return CGLPK_OK;
}

int cglpk_copy_solution(cglpk_session *session, double *objective, double *column_values, double *reduced_costs,
                        double *row_activities, double *row_duals)
{
    CGLPK_GUARD(session);
    glp_prob *problem = session->problem;
    const int rows = glp_get_num_rows(problem);
    const int columns = glp_get_num_cols(problem);
    *objective = glp_get_obj_val(problem);
    for (int k = 0; k < columns; k++) {
        column_values[k] = glp_get_col_prim(problem, k + 1);
        reduced_costs[k] = glp_get_col_dual(problem, k + 1);
    }
    for (int k = 0; k < rows; k++) {
        row_activities[k] = glp_get_row_prim(problem, k + 1);
        row_duals[k] = glp_get_row_dual(problem, k + 1);
    }
    return CGLPK_OK;
}

int cglpk_range_row_bound(cglpk_session *session, int row, int *basic, double *lowest, double *highest)
{
    CGLPK_GUARD(session);
    if (!session->optimal) return CGLPK_REFUSED;
    glp_prob *problem = session->problem;
    const int status = glp_get_row_stat(problem, row);
    *basic = status == GLP_BS;
    if (*basic) return CGLPK_OK;
    /* Unscaling and presolving leave a basis without its factorization. */
    if (!glp_bf_exists(problem) && glp_factorize(problem) != 0) return CGLPK_REFUSED;

    const double bound = glp_get_row_prim(problem, row);
    double low, high;
    int low_variable, high_variable;
    glp_analyze_bound(problem, row, &low, &low_variable, &high, &high_variable);
    *lowest = low == -DBL_MAX ? -INFINITY : fmin(low, bound);
    *highest = high == DBL_MAX ? INFINITY : fmax(high, bound);
    /* A bound of a range cannot pass the other one: the row would have no value left. */
    if (glp_get_row_type(problem, row) == GLP_DB) {
        if (status == GLP_NU) *lowest = fmax(*lowest, glp_get_row_lb(problem, row));
        if (status == GLP_NL) *highest = fmin(*highest, glp_get_row_ub(problem, row));
    }
    return CGLPK_OK;
}

/* Building and changing the problem. */
#include "session.h"

#include <math.h>

_Static_assert(CGLPK_BASIC == GLP_BS && CGLPK_AT_LOWER == GLP_NL && CGLPK_AT_UPPER == GLP_NU && CGLPK_FREE == GLP_NF
                   && CGLPK_FIXED == GLP_NS,
               "basis statuses are handed through unchanged");

/* GLPK refuses a double-bounded row whose bounds are equal; it has to be called fixed. */
static int kind_of_bounds(double lower, double upper)
{
    if (lower == upper) return GLP_FX;
    if (isinf(lower)) return isinf(upper) ? GLP_FR : GLP_UP;
    return isinf(upper) ? GLP_LO : GLP_DB;
}

int cglpk_set_sense(cglpk_session *session, int maximize)
{
    CGLPK_GUARD(session);
    session->optimal = 0;
    glp_set_obj_dir(session->problem, maximize ? GLP_MAX : GLP_MIN);
    return CGLPK_OK;
}

int cglpk_set_objective(cglpk_session *session, double constant, const double *coefficients)
{
    CGLPK_GUARD(session);
    session->optimal = 0;
    glp_set_obj_coef(session->problem, 0, constant);
    const int columns = glp_get_num_cols(session->problem);
    for (int k = 0; k < columns; k++) glp_set_obj_coef(session->problem, k + 1, coefficients[k]);
    return CGLPK_OK;
}

int cglpk_add_rows(cglpk_session *session, int count, const double *lower, const double *upper)
{
    CGLPK_GUARD(session);
    if (count == 0) return CGLPK_OK;
    session->optimal = 0;
    const int first = glp_add_rows(session->problem, count);
    for (int k = 0; k < count; k++)
        glp_set_row_bnds(session->problem, first + k, kind_of_bounds(lower[k], upper[k]), lower[k], upper[k]);
    return CGLPK_OK;
}

int cglpk_add_columns(cglpk_session *session, int count, const double *lower, const double *upper, const double *objective,
                      const int *starts, const int *rows, const double *values)
{
    CGLPK_GUARD(session);
    if (count == 0) return CGLPK_OK;
    session->optimal = 0;
    const int first = glp_add_cols(session->problem, count);
    for (int k = 0; k < count; k++) {
        const int column = first + k;
        glp_set_col_bnds(session->problem, column, kind_of_bounds(lower[k], upper[k]), lower[k], upper[k]);
        glp_set_obj_coef(session->problem, column, objective[k]);
        glp_set_mat_col(session->problem, column, starts[k + 1] - starts[k], rows + starts[k], values + starts[k]);
    }
    return CGLPK_OK;
}

int cglpk_set_row_bounds(cglpk_session *session, int row, double lower, double upper)
{
    CGLPK_GUARD(session);
    session->optimal = 0;
    glp_set_row_bnds(session->problem, row, kind_of_bounds(lower, upper), lower, upper);
    return CGLPK_OK;
}

int cglpk_set_column_bounds(cglpk_session *session, int column, double lower, double upper)
{
    CGLPK_GUARD(session);
    session->optimal = 0;
    glp_set_col_bnds(session->problem, column, kind_of_bounds(lower, upper), lower, upper);
    return CGLPK_OK;
}

int cglpk_scale(cglpk_session *session, int on)
{
    CGLPK_GUARD(session);
    if (on)
        glp_scale_prob(session->problem, GLP_SF_AUTO);
    else
        glp_unscale_prob(session->problem);
    return CGLPK_OK;
}

int cglpk_renew(cglpk_session *session)
{
    CGLPK_GUARD(session);
    session->optimal = 0;
    glp_prob *copy = glp_create_prob();
    glp_copy_prob(copy, session->problem, GLP_OFF);
    glp_delete_prob(session->problem);
    session->problem = copy;
    return CGLPK_OK;
}

int cglpk_standard_basis(cglpk_session *session)
{
    CGLPK_GUARD(session);
    session->optimal = 0;
    glp_std_basis(session->problem);
    return CGLPK_OK;
}

int cglpk_advanced_basis(cglpk_session *session)
{
    CGLPK_GUARD(session);
    session->optimal = 0;
    /* Triangular crashing of a problem without rows or columns is not defined; its only basis is the standard one. */
    if (glp_get_num_rows(session->problem) == 0 || glp_get_num_cols(session->problem) == 0)
        glp_std_basis(session->problem);
    else
        glp_adv_basis(session->problem, 0);
    return CGLPK_OK;
}

int cglpk_set_basis(cglpk_session *session, const int *rows, const int *columns)
{
    CGLPK_GUARD(session);
    session->optimal = 0;
    const int row_count = glp_get_num_rows(session->problem);
    const int column_count = glp_get_num_cols(session->problem);
    for (int k = 0; k < row_count; k++) glp_set_row_stat(session->problem, k + 1, rows[k]);
    for (int k = 0; k < column_count; k++) glp_set_col_stat(session->problem, k + 1, columns[k]);
    return CGLPK_OK;
}

int cglpk_copy_basis(cglpk_session *session, int *rows, int *columns)
{
    CGLPK_GUARD(session);
    const int row_count = glp_get_num_rows(session->problem);
    const int column_count = glp_get_num_cols(session->problem);
    for (int k = 0; k < row_count; k++) rows[k] = glp_get_row_stat(session->problem, k + 1);
    for (int k = 0; k < column_count; k++) columns[k] = glp_get_col_stat(session->problem, k + 1);
    return CGLPK_OK;
}

/* Branch and cut over columns that are 0 or 1. */
#include "session.h"

/* What the search tree's callback works with. */
typedef struct {
    const cglpk_integer_options *options;
    double begin;
    int is_maximum;
    int offered;
    int looked; /* nodes when the bound was last looked at */
    int nodes;
    double bound;
} run;

/* The best node's bound takes a walk over all of them. */
enum { NODES_BETWEEN_BOUNDS = 64 };

static void look_at_bound(glp_tree *tree, run *state)
{
    const int best = glp_ios_best_node(tree);
    if (best != 0) {
        /* A node that nobody has solved yet knows nothing. */
        const double bound = glp_ios_node_bound(tree, best);
        if (state->is_maximum ? bound < state->bound : bound > state->bound) state->bound = bound;
    }
    state->looked = state->nodes;
}

static void on_tree(glp_tree *tree, void *info)
{
    run *state = info;
    const int reason = glp_ios_reason(tree);
    if (reason == GLP_IHEUR && state->options->start != NULL && !state->offered) {
        state->offered = 1;
        glp_ios_heur_sol(tree, state->options->start);
    }
    if (reason != GLP_ISELECT && reason != GLP_IBRANCH) return;
    glp_ios_tree_size(tree, NULL, NULL, &state->nodes);
    const int is_over = state->nodes > state->options->node_limit
                        || glp_difftime(glp_time(), state->begin) * 1000 >= state->options->time_limit_ms;
    if (is_over || state->nodes - state->looked >= NODES_BETWEEN_BOUNDS) look_at_bound(tree, state);
    if (is_over) glp_ios_terminate(tree);
}

int cglpk_make_binary(cglpk_session *session)
{
    CGLPK_GUARD(session);
    session->optimal = 0;
    const int columns = glp_get_num_cols(session->problem);
    for (int k = 1; k <= columns; k++) glp_set_col_kind(session->problem, k, GLP_BV);
    return CGLPK_OK;
}

static int verdict_of(glp_prob *problem, int code)
{
    if (code == GLP_ESTOP || code == GLP_ETMLIM || code == GLP_EMIPGAP) return CGLPK_LIMIT;
    if (code != 0) return CGLPK_UNDECIDED;
    switch (glp_mip_status(problem)) {
    case GLP_OPT:
        return CGLPK_OPTIMAL;
    case GLP_NOFEAS:
        return CGLPK_INFEASIBLE;
    default:
        return CGLPK_UNDECIDED;
    }
}

int cglpk_integer(cglpk_session *session, const cglpk_integer_options *options, cglpk_integer_result *result)
{
    CGLPK_GUARD(session);
    if (!session->optimal || glp_get_status(session->problem) != GLP_OPT) return CGLPK_REFUSED;
    session->optimal = 0;
    run state = {
        .options = options,
        .begin = glp_time(),
        .is_maximum = glp_get_obj_dir(session->problem) == GLP_MAX,
        .bound = glp_get_obj_val(session->problem),
    };

    glp_iocp parameters;
    glp_init_iocp(&parameters);
    parameters.msg_lev = GLP_MSG_ALL;
    parameters.cov_cuts = GLP_ON;
    parameters.mir_cuts = GLP_ON;
    parameters.tol_obj = options->tolerance;
    parameters.tm_lim = options->time_limit_ms;
    parameters.cb_func = on_tree;
    parameters.cb_info = &state;

    /* Progress is told to on_text, which can leave then. */
    session->last_moment = state.begin + 2.0 * options->time_limit_ms + 5000;
    glp_term_out(GLP_ON);
    const int code = glp_intopt(session->problem, &parameters);
    glp_term_out(GLP_OFF);
    session->last_moment = 0;
    session->message[0] = 0;

    const int status = glp_mip_status(session->problem);
    result->verdict = verdict_of(session->problem, code);
    result->found = status == GLP_OPT || status == GLP_FEAS;
    result->nodes = state.nodes;
    result->bound = result->verdict == CGLPK_OPTIMAL ? glp_mip_obj_val(session->problem) : state.bound;
    return CGLPK_OK;
}

int cglpk_copy_integer_solution(cglpk_session *session, double *objective, double *column_values)
{
    CGLPK_GUARD(session);
    const int status = glp_mip_status(session->problem);
    if (status != GLP_OPT && status != GLP_FEAS) return CGLPK_REFUSED;
    *objective = glp_mip_obj_val(session->problem);
    const int columns = glp_get_num_cols(session->problem);
    for (int k = 0; k < columns; k++) column_values[k] = glp_mip_col_val(session->problem, k + 1);
    return CGLPK_OK;
}

/* Life and death of a session. */
#include "session.h"

#include <stdlib.h>
#include <string.h>

/* GLPK keeps its environment per thread, so one session per thread keeps a fault of one from touching another. */
static _Thread_local cglpk_session *current = NULL;

static void on_error(void *info)
{
    cglpk_session *session = info;
    longjmp(session->escape, 1);
}

/* Terminal output is off but for integer solves; what still arrives is the text of an error, in pieces. During an integer solve GLPK also tells of
 * its progress, which is the only moment to leave a node that has no end. */
static int on_text(void *info, const char *text)
{
    cglpk_session *session = info;
    if (session->last_moment > 0) {
        if (glp_time() > session->last_moment) {
            session->last_moment = 0;
            strcpy(session->message, "a node of the integer solver took far more than the time limit");
            longjmp(session->escape, 1);
        }
        if (strlen(session->message) + strlen(text) >= sizeof session->message) session->message[0] = 0;
    }
    const size_t used = strlen(session->message);
    strncat(session->message, text, sizeof session->message - used - 1);
    return 1;
}

const char *cglpk_version(void)
{
    return glp_version();
}

static int open_problem(cglpk_session *session)
{
    CGLPK_GUARD(session);
    glp_term_out(GLP_OFF);
    glp_term_hook(on_text, session);
    glp_error_hook(on_error, session);
    session->problem = glp_create_prob();
    return CGLPK_OK;
}

cglpk_session *cglpk_create(void)
{
    if (current != NULL) return NULL;
    cglpk_session *session = calloc(1, sizeof *session);
    if (session == NULL) return NULL;
    if (glp_init_env() > 1) {
        free(session);
        return NULL;
    }
    current = session;
    open_problem(session);
    return session;
}

void cglpk_free(cglpk_session *session)
{
    if (session == NULL || session != current) return;
    if (!session->dead) glp_free_env();
    current = NULL;
    free(session);
}

const char *cglpk_message(const cglpk_session *session)
{
    return session->message;
}

int cglpk_enter(cglpk_session *session)
{
    if (session == NULL || session != current) return CGLPK_WRONG_THREAD;
    return session->dead ? CGLPK_DEAD : CGLPK_OK;
}

int cglpk_die(cglpk_session *session)
{
    glp_error_hook(NULL, NULL);
    glp_term_hook(NULL, NULL);
    glp_free_env();
    session->problem = NULL;
    session->dead = 1;
    session->optimal = 0;
    return CGLPK_FAULT;
}

int cglpk_provoke_fault(cglpk_session *session, int kind)
{
    CGLPK_GUARD(session);
    if (kind == CGLPK_LITTLE_MEMORY)
        glp_mem_limit(1);
    else
        glp_set_row_bnds(session->problem, -1, GLP_FR, 0, 0);
    return CGLPK_OK;
}

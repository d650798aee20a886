/* What the files of this target share: the session, and the guard that turns an abort into a code. */
#ifndef CGLPK_SESSION_H
#define CGLPK_SESSION_H

#include "CGLPK.h"

#include <glpk.h>
#include <setjmp.h>

struct cglpk_session {
    glp_prob *problem;
    jmp_buf escape;
    int dead;
    int optimal; /* the last simplex run ended optimal and nothing has changed since */
    double last_moment; /* of glp_time, after which a run in progress is given up; 0 for none */
    char message[512];
};

/* CGLPK_OK when the calling thread may enter the session. */
int cglpk_enter(cglpk_session *session);
/* Ends the session after a fault: GLPK's state is undefined by then, so its whole environment on this thread goes. */
int cglpk_die(cglpk_session *session);

/* First line of every call. GLPK's error hook comes back here by longjmp; the calls between hold no memory of their own. */
#define CGLPK_GUARD(session)                         \
    do {                                             \
        const int refusal = cglpk_enter(session);    \
        if (refusal != CGLPK_OK) return refusal;     \
        if (setjmp((session)->escape) != 0) return cglpk_die(session); \
    } while (0)

#endif

// The C interface of OpenBLAS: BLAS itself and the calls that tell and set how it runs.
#include <cblas.h>
#include <stddef.h>

// The LAPACK routines in use, as Fortran exports them: every argument by address, then the length of each text.

// Cholesky factor of a symmetric positive definite matrix. `info` is 0, or the order of the first leading minor that is not positive.
void dpotrf_(const char *uplo, const int *n, double *a, const int *lda, int *info, size_t uplo_length);

// Solution of A X = B for `nrhs` columns of B, which it replaces, from the Cholesky factor of A.
void dpotrs_(const char *uplo, const int *n, const int *nrhs, const double *a, const int *lda, double *b, const int *ldb, int *info,
             size_t uplo_length);

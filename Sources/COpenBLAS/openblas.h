// The C interface of OpenBLAS: BLAS itself and the calls that tell and set how it runs.
#include <cblas.h>
#include <stddef.h>

// The LAPACK routines in use, as Fortran exports them: every argument by address, then the length of each text.

// Cholesky factor of a symmetric positive definite matrix. `info` is 0, or the order of the first leading minor that is not positive.
void dpotrf_(const char *uplo, const int *n, double *a, const int *lda, int *info, size_t uplo_length);

// Solves A X = B by LU factors with row exchanges; A and B are overwritten. `info` is 0, or the place of the first pivot that is zero.
void dgesv_(const int *n, const int *nrhs, double *a, const int *lda, int *ipiv, double *b, const int *ldb, int *info);

// Inverse of a symmetric positive definite matrix from its Cholesky factor, which the same triangle of the inverse replaces.
void dpotri_(const char *uplo, const int *n, double *a, const int *lda, int *info, size_t uplo_length);

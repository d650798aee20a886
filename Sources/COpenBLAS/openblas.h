// The C interface of OpenBLAS: BLAS itself and the calls that tell and set how it runs.
#include <cblas.h>

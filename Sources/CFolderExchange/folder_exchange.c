#define _GNU_SOURCE
#include "folder_exchange.h"

#include <errno.h>

#if defined(__linux__)

#include <fcntl.h>
#include <sys/syscall.h>
#include <unistd.h>

/* RENAME_EXCHANGE, which older headers lack. */
enum { exchange = 1 << 1 };

int folder_exchange(const char *first, const char *second) {
#if defined(SYS_renameat2)
    if (syscall(SYS_renameat2, AT_FDCWD, first, AT_FDCWD, second, exchange) == 0) return 0;
    /* File systems without the flag say EINVAL. */
    return errno == EINVAL ? ENOSYS : errno;
#else
    (void)first;
    (void)second;
    return ENOSYS;
#endif
}

#elif defined(__APPLE__)

#include <stdio.h>

int folder_exchange(const char *first, const char *second) {
    if (renamex_np(first, second, RENAME_SWAP) == 0) return 0;
    return errno == ENOTSUP ? ENOSYS : errno;
}

#else

int folder_exchange(const char *first, const char *second) {
    (void)first;
    (void)second;
    return ENOSYS;
}

#endif

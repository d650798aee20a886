#ifndef FOLDER_EXCHANGE_H
#define FOLDER_EXCHANGE_H

/// Puts each of two folders of one file system in the other's place, in one step.
///
/// Returns 0, or the system's error number; ENOSYS where the system or the file system cannot do it.
int folder_exchange(const char *first, const char *second);

#endif

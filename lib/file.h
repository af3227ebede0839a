/*
 * Files. What others read appears by rename, whole or not at all.
 */
#ifndef LIB_FILE_H
#define LIB_FILE_H

#include "lib/buf.h"

/* Appends the whole file to b; a file larger than b's ceiling is an error. */
int file_read(const char *path, struct buf *b, struct err *e) MUST_USE;
/* Writes PATH.tmp, syncs it and renames it to path. */
int file_publish(const char *path, const void *p, size_t n,
		 struct err *e) MUST_USE;
/* Writes the file in place, for a folder that nobody reads yet: nothing waits
 * for the disk, see file_sync_all(). */
int file_write(const char *path, const void *p, size_t n,
	       struct err *e) MUST_USE;
bool file_exists(const char *path);
/* Makes the directory and those above it. */
int file_mkdirs(const char *path, struct err *e) MUST_USE;
/* Removes a directory and what is in it; one that is not there is no error. */
int file_remove_tree(const char *path, struct err *e) MUST_USE;
/* Calls visit with the name of each entry of dir but . and .., sorted by
 * bytes; a visit that returns -1 ends the walk. */
int file_list(const char *dir,
	      int (*visit)(void *ctx, const char *name, struct err *e),
	      void *ctx, struct err *e) MUST_USE;
/* Puts the finished directory `fresh` in the place of `path`, exchanging the
 * two where path exists (readers see one or the other), and removes the old.
 * All that is in it is on disk before. */
int file_exchange_dir(const char *fresh, const char *path,
		      struct err *e) MUST_USE;
/* Hard link where the file system allows it, else a copy. */
int file_link(const char *from, const char *to, struct err *e) MUST_USE;
/* Makes a rename in the directory that holds path last through a power cut. */
int file_sync_dir(const char *path, struct err *e) MUST_USE;

/* Waits until all that was written to the file system of this directory, by
 * whomever, is on disk: for many files at once. */
int file_sync_all(const char *dir, struct err *e) MUST_USE;

/* An exclusive lock that ends with the process. Returns a descriptor to
 * close(), -1 with e set, or -2 when another process holds it. */
int file_lock(const char *path, struct err *e) MUST_USE;
/* Whether some process holds it; looks by taking it for a moment. */
bool file_is_locked(const char *path);

#endif

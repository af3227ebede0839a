/*
 * A folder with all that is in it: its list of hashes, and it as one .zip.
 */
#ifndef LIB_TREE_H
#define LIB_TREE_H

#include "lib/buf.h"

/* Appends a line "HASH  PATH" (SHA-256, as sha256sum prints and checks it) for
 * each file of dir and its folders, sorted by the bytes of the path below dir.
 * An entry that is neither file nor folder is an error. */
int tree_hashes(struct buf *b, const char *dir, struct err *e) MUST_USE;

/* Writes the files of dir as a .zip at path, each below the folder `top`, in
 * the order of tree_hashes() and all with the same time (day: "2026-03-02"),
 * so that the same files give the same bytes everywhere. Appears by rename. */
int tree_zip(const char *dir, const char *top, const char *day,
	     const char *path, struct err *e) MUST_USE;

#endif

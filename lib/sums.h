/*
 * A checksum on each page of our databases, so that a bit which the disk lost
 * is an error where it is read and never a figure. It stands in the last eight
 * bytes of the page, which SQLite leaves alone where the file's header reserves
 * them: to any other program it is an ordinary database.
 *
 * Checked is what stands in the database file: a page that is still in the
 * write-ahead log has the log's own sum, which SQLite looks at after a crash
 * only. A page whose sum is zero has none: so are those that another program
 * folded in for us. Where another program changed a page of its own will, the
 * sum is that of before: such a page is damaged.
 *
 * Place and arithmetic are those of SQLite's own cksumvfs,
 * https://sqlite.org/cksumvfs.html (read 2026-03-01), which Debian's library
 * does not carry.
 */
#ifndef LIB_SUMS_H
#define LIB_SUMS_H

#include <sqlite3.h>

#include "lib/err.h"

/* The name under which sqlite3_open_v2() finds it. A damaged page gives
 * SQLITE_IOERR_DATA. */
const char *sums_vfs(void);
/* A database that is made on this connection gets sums; one that is there and
 * has none stays without. */
int sums_want(sqlite3 *h);

/* Reads a database file and compares the sum of each page. *damaged: the first
 * one that has another, counted from 1; 0: none, or a file without sums. turn
 * -1: the whole; else, of a larger file, the first page and the share of
 * SUMS_SHARE bytes whose turn it is, so that a night costs the same whatever is
 * kept. For a file that nobody writes to. */
enum {
	SUMS_SHARE = 64 << 20
};
int sums_check(const char *path, int64_t turn, int64_t *damaged,
	       struct err *e) MUST_USE;

#endif

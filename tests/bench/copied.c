/*
 * See copied.h.
 */
#include "tests/bench/copied.h"

#include <ftw.h>

#include "lib/file.h"
#include "tests/bench/yardstick.h"

enum {
	FOLDERS_OPEN = 16
};

/* nftw() hands nothing through to its visitor. */
static struct {
	char *to; /* the folder that they are written into */
	size_t n;
	double seconds;
} copying;

static int copy_one(const char *path, const struct stat *s, int type,
		    struct FTW *at)
{
	struct err e = {0};
	struct buf body;
	double start;
	char *name;

	(void)s;
	(void)at;
	if (type != FTW_F)
		return 0;
	buf_init(&body, BUF_MAX);
	name = xasprintf("%s/%zu", copying.to, copying.n++);
	if (file_read(path, &body, &e) < 0)
		die("%s", e.msg);
	start = seconds_now();
	if (file_publish(name, buf_str(&body), body.len, &e) < 0)
		die("%s", e.msg);
	copying.seconds += seconds_now() - start;
	free(name);
	buf_release(&body);
	return 0;
}

double copied_seconds(const char *dir, size_t *n)
{
	struct err e = {0};

	copying.to = xasprintf("%s.copied", dir);
	copying.n = 0;
	copying.seconds = 0;
	if (file_mkdirs(copying.to, &e) < 0)
		die("%s", e.msg);
	(void)nftw(dir, copy_one, FOLDERS_OPEN, FTW_PHYS);
	if (file_remove_tree(copying.to, &e) < 0)
		die("%s", e.msg);
	free(copying.to);
	*n = copying.n;
	return copying.seconds;
}

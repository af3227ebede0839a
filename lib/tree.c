/*
 * See tree.h. Packing is libzip's.
 */
#include "lib/base.h"

#include <errno.h>
#include <sys/stat.h>
#include <unistd.h>
#include <zip.h>

#include "lib/file.h"
#include "lib/hash.h"
#include "lib/num.h"
#include "lib/tree.h"

/* The paths of all files, below the folder. */
struct tree {
	const char *dir;
	const char *at; /* the folder that is being listed, below dir; "" */
	char **paths;
	size_t n;
};

static int take(void *ctx, const char *name, struct err *e)
{
	struct tree *t = ctx;
	char *path = xasprintf("%s%s", t->at, name);
	char *full = xasprintf("%s/%s", t->dir, path);
	struct stat st;
	int rc = 0;

	if (lstat(full, &st) < 0) {
		rc = err_errno(e, ERR_IO, "%s", full);
	} else if (S_ISDIR(st.st_mode)) {
		const char *before = t->at;
		char *at = xasprintf("%s/", path);

		t->at = at;
		rc = file_list(full, take, t, e);
		t->at = before;
		free(at);
	} else if (S_ISREG(st.st_mode)) {
		t->paths = xreallocarray(t->paths, t->n + 1, sizeof(char *));
		t->paths[t->n++] = path;
		path = NULL;
	} else {
		rc = err_set(e, ERR_IO, "%s: neither a file nor a folder",
			     full);
	}
	free(path);
	free(full);
	return rc;
}

static int compare(const void *a, const void *b)
{
	return strcmp(*(char *const *)a, *(char *const *)b);
}

static void tree_release(struct tree *t)
{
	for (size_t i = 0; i < t->n; i++)
		free(t->paths[i]);
	free(t->paths);
}

static int tree_read(struct tree *t, const char *dir, struct err *e)
{
	*t = (struct tree){.dir = dir, .at = ""};
	if (file_list(dir, take, t, e) < 0) {
		tree_release(t);
		return -1;
	}
	if (t->n > 1)
		qsort(t->paths, t->n, sizeof(*t->paths), compare);
	return 0;
}

int tree_hashes(struct buf *b, const char *dir, struct err *e)
{
	struct tree t;
	struct buf bytes;
	int rc = 0;

	if (tree_read(&t, dir, e) < 0)
		return -1;
	buf_init(&bytes, BUF_MAX);
	for (size_t i = 0; rc == 0 && i < t.n; i++) {
		char *full = xasprintf("%s/%s", dir, t.paths[i]);
		char hex[HASH_HEX];

		buf_clear(&bytes);
		rc = file_read(full, &bytes, e);
		if (rc == 0)
			buf_printf(b, "%s  %s\n",
				   hash_hex(hex, buf_str(&bytes), bytes.len),
				   t.paths[i]);
		free(full);
	}
	buf_release(&bytes);
	tree_release(&t);
	return rc;
}

/* As a .zip writes a day: years from 1980. */
static uint16_t dos_date(const char *day)
{
	int64_t y = 1980, m = 1, d = 1;

	if (strlen(day) >= 10) {
		(void)num_int(day, 4, 1980, 2107, &y);
		(void)num_int(day + 5, 2, 1, 12, &m);
		(void)num_int(day + 8, 2, 1, 31, &d);
	}
	return (uint16_t)(((y - 1980) << 9) | (m << 5) | d);
}

static int zip_fail(zip_t *z, const char *path, struct err *e)
{
	return err_set(e, ERR_IO, "%s: %s", path, zip_strerror(z));
}

static int add(zip_t *z, const char *full, const char *name, uint16_t date,
	       const char *path, struct err *e)
{
	zip_source_t *source = zip_source_file(z, full, 0, -1);
	zip_int64_t at;

	if (!source)
		return zip_fail(z, path, e);
	at = zip_file_add(z, name, source, ZIP_FL_ENC_UTF_8);
	if (at < 0) {
		zip_source_free(source);
		return zip_fail(z, path, e);
	}
	if (zip_file_set_dostime(z, (zip_uint64_t)at, 0, date, 0) < 0)
		return zip_fail(z, path, e);
	return 0;
}

static int fill(zip_t *z, const struct tree *t, const char *top,
		const char *day, const char *path, struct err *e)
{
	int rc = 0;

	for (size_t i = 0; rc == 0 && i < t->n; i++) {
		char *full = xasprintf("%s/%s", t->dir, t->paths[i]);
		char *name = xasprintf("%s/%s", top, t->paths[i]);

		rc = add(z, full, name, dos_date(day), path, e);
		free(full);
		free(name);
	}
	return rc;
}

int tree_zip(const char *dir, const char *top, const char *day,
	     const char *path, struct err *e)
{
	char *fresh = xasprintf("%s.new", path);
	struct tree t;
	zip_t *z = NULL;
	int why = 0, rc = -1;

	if (tree_read(&t, dir, e) < 0) {
		free(fresh);
		return -1;
	}
	z = zip_open(fresh, ZIP_CREATE | ZIP_TRUNCATE, &why);
	if (!z) {
		(void)err_set(e, ERR_IO, "%s: cannot be made (libzip %d)",
			      fresh, why);
		goto out;
	}
	if (fill(z, &t, top, day, fresh, e) < 0)
		goto out;
	if (zip_close(z) < 0) {
		(void)zip_fail(z, fresh, e);
		goto out;
	}
	z = NULL;
	rc = rename(fresh, path) < 0 ? err_errno(e, ERR_IO, "%s", path)
				     : file_sync_dir(path, e);
out:
	if (z)
		zip_discard(z);
	if (rc < 0)
		(void)unlink(fresh);
	tree_release(&t);
	free(fresh);
	return rc;
}

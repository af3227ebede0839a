#include "lib/dated.h"

#include <errno.h>
#include <sys/stat.h>
#include <unistd.h>

#include "lib/file.h"
#include "lib/num.h"

enum {
	DAY = 10
};

struct sweep {
	const char *dir, *suffix;
	char before[WHEN_TEXT]; /* the first day that is kept */
	size_t *removed;
};

/* Whether the name is of our form and its day is over. */
static bool is_old(const struct sweep *s, const char *name)
{
	char day[DAY + 1];
	int64_t t;

	(void)snprintf(day, sizeof(day), "%s", name);
	return strlen(name) >= DAY &&
	       strcmp(name + DAY, s->suffix ? s->suffix : "") == 0 &&
	       when_parse(day, &t) && strncmp(day, s->before, DAY) < 0;
}

static int remove_old(void *ctx, const char *name, struct err *e)
{
	struct sweep *s = ctx;
	struct stat st;
	char *path;
	int rc = 0;

	if (!is_old(s, name))
		return 0;
	path = xasprintf("%s/%s", s->dir, name);
	if (lstat(path, &st) < 0) {
		rc = err_errno(e, ERR_IO, "%s", path);
	} else if (s->suffix && S_ISREG(st.st_mode)) {
		if (unlink(path) < 0)
			rc = err_errno(e, ERR_IO, "%s", path);
		*s->removed += rc == 0;
	} else if (!s->suffix && S_ISDIR(st.st_mode)) {
		rc = file_remove_tree(path, e);
		*s->removed += rc == 0;
	}
	free(path);
	return rc;
}

int dated_remove(const char *dir, const char *suffix, int64_t now, int64_t days,
		 size_t *removed, struct err *e)
{
	struct sweep s = {.dir = dir, .suffix = suffix, .removed = removed};
	struct stat st;

	*removed = 0;
	(void)when_text(s.before, now - days * 86400);
	if (lstat(dir, &st) < 0)
		return errno == ENOENT ? 0 : err_errno(e, ERR_IO, "%s", dir);
	if (!S_ISDIR(st.st_mode))
		return 0;
	return file_list(dir, remove_old, &s, e);
}

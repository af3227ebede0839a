#include "tests/fuzz/scratch.h"

#include <fcntl.h>
#include <unistd.h>

#include "etl/source.h"
#include "lib/file.h"
#include "lib/num.h"

enum {
	FILES_MAX = 32
};

/* A fuzz target is a function: what lasts from one input to the next can only
 * lie here. */
static struct {
	char dir[200];
	char *files[FILES_MAX];
	size_t n;
	struct app app;
	bool made;
} scratch;

static void leave(void)
{
	struct err e = {0};

	scratch_clear();
	if (file_remove_tree(scratch.dir, &e) < 0)
		fprintf(stderr, "%s\n", e.msg);
	conf_free(scratch.app.conf);
}

/* The folder of a file, made where it is not there yet. */
static void make_folder(const char *path)
{
	char *dir = xstrndup(path, (size_t)(strrchr(path, '/') - path));
	struct err e = {0};

	if (!file_exists(dir) && file_mkdirs(dir, &e) < 0)
		die("%s", e.msg);
	free(dir);
}

const char *scratch_dir(void)
{
	const char *tmp = getenv("TMPDIR");

	if (!scratch.dir[0]) {
		(void)snprintf(scratch.dir, sizeof(scratch.dir),
			       "%s/fuzz-XXXXXX", tmp ? tmp : "/tmp");
		if (!mkdtemp(scratch.dir))
			die("%s: no folder", scratch.dir);
		(void)atexit(leave);
	}
	return scratch.dir;
}

char *scratch_put(const char *name, const void *p, size_t n)
{
	char *path = xasprintf("%s/%s", scratch_dir(), name);
	size_t i;
	int fd;

	make_folder(path);
	/* not stdio, which wants memory where that may be refused */
	fd = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
	if (fd < 0 || write(fd, p, n) != (ssize_t)n || close(fd) != 0)
		die("%s: cannot be written", path);
	for (i = 0; i < scratch.n && strcmp(scratch.files[i], path) != 0; i++)
		;
	if (i == FILES_MAX)
		die("%s: too many files", path);
	if (i == scratch.n)
		scratch.files[scratch.n++] = xstrdup(path);
	return path;
}

void scratch_clear(void)
{
	while (scratch.n) {
		(void)unlink(scratch.files[--scratch.n]);
		free(scratch.files[scratch.n]);
	}
}

struct app *scratch_app(void)
{
	static const struct conf_default none[] = {
		{"site.counties", CONF_TEXT, "09", 0, 0, ""}};
	size_t i;

	if (!scratch.made) {
		scratch.app.var_dir = scratch_dir();
		scratch.app.config_dir = scratch_dir();
		scratch.app.conf = conf_new(none, ARRAY_LEN(none));
		for (i = 0; sources[i]; i++)
			conf_add(scratch.app.conf, sources[i]->settings,
				 sources[i]->n_settings);
		log_init(&scratch.app.log, NULL, LOG_ERROR);
		if (!when_parse("2026-03-02T03:00:00Z", &scratch.app.now))
			die("no such day");
		scratch.app.now_fixed = true;
		scratch.made = true;
	}
	return &scratch.app;
}

unsigned feed_byte(struct feed *f)
{
	if (!f->left)
		return 0;
	f->left--;
	return *f->at++;
}

size_t feed_below(struct feed *f, size_t n)
{
	return feed_byte(f) % n;
}

char *feed_line(struct feed *f)
{
	const uint8_t *end = f->left ? memchr(f->at, '\n', f->left) : NULL;
	size_t n = end ? (size_t)(end - f->at) : f->left;
	char *line = xstrndup((const char *)f->at, n);

	f->at += end ? n + 1 : n;
	f->left -= end ? n + 1 : n;
	return line;
}

bool rows_reversed(struct buf *out, const char *bytes, size_t len)
{
	const char *head = len ? memchr(bytes, '\n', len) : NULL;
	const char *end = bytes + len, *from;

	if (!head || memchr(bytes, '"', len) || memchr(bytes, '\r', len) ||
	    end[-1] != '\n')
		return false;
	buf_add(out, bytes, (size_t)(head + 1 - bytes));
	for (; end > head + 1; end = from) {
		for (from = end - 1; from[-1] != '\n'; from--)
			;
		buf_add(out, from, (size_t)(end - from));
	}
	return true;
}

#include "lib/base.h"

#include <errno.h>
#include <fcntl.h>
#include <unistd.h>

#include <jansson.h>

#include "lib/file.h"
#include "lib/journal.h"
#include "lib/num.h"
#include "lib/text.h"

struct journal {
	int fd;
	char *path;           /* owned, for messages */
	const int64_t *fixed; /* borrowed; NULL: ask the clock */
};

/* What a full disk left of the last line gets its end. */
static int end_cut_line(int fd)
{
	off_t size = lseek(fd, 0, SEEK_END);
	char last = '\n';

	if (size < 0 || (size > 0 && pread(fd, &last, 1, size - 1) < 0))
		return -1;
	return last == '\n' || write(fd, "\n", 1) == 1 ? 0 : -1;
}

static int make_folder(const char *path, struct err *e)
{
	char *dir = xstrdup(path), *slash = strrchr(dir, '/');
	int rc = 0;

	if (slash) {
		*slash = '\0';
		rc = file_mkdirs(dir, e);
	}
	free(dir);
	return rc;
}

int journal_open(struct journal **out, const char *path, const int64_t *fixed,
		 struct err *e)
{
	struct journal *j;
	int fd;

	if (make_folder(path, e) < 0)
		return -1;
	fd = open(path, O_RDWR | O_CREAT | O_APPEND | O_CLOEXEC, 0666);
	if (fd < 0 || end_cut_line(fd) < 0) {
		(void)err_errno(e, ERR_IO, "%s", path);
		if (fd >= 0)
			(void)close(fd);
		return -1;
	}
	j = xcalloc(1, sizeof(*j));
	*j = (struct journal){fd, xstrdup(path), fixed};
	*out = j;
	return 0;
}

void journal_close(struct journal *j)
{
	if (!j)
		return;
	(void)close(j->fd);
	free(j->path);
	free(j);
}

/* fields is used up. */
static int put(struct journal *j, const char *level, const char *event,
	       json_t *fields, struct err *e)
{
	char at[WHEN_TEXT];
	json_t *line =
		json_pack("{s:s,s:s,s:s}", "time",
			  when_text(at, j->fixed ? *j->fixed : when_now()),
			  "level", level, "event", event);
	char *text;
	size_t len;
	ssize_t written;
	int rc = 0;

	if (!line || json_object_update_missing(line, fields) < 0)
		die("journal: event %s", event);
	text = json_dumps(line, JSON_COMPACT | JSON_REAL_PRECISION(10));
	len = text ? strlen(text) : 0;
	if (len == 0)
		die_of_memory();
	text[len] = '\n'; /* in the place of the NUL: one write */
	written = write(j->fd, text, len + 1);
	if (written < 0)
		rc = err_errno(e, ERR_IO, "%s", j->path);
	else if ((size_t)written < len + 1)
		rc = err_set(e, ERR_IO, "%s: the disk is full", j->path);
	free(text);
	json_decref(line);
	json_decref(fields);
	return rc;
}

int journal_vput(struct journal *j, const char *level, const char *event,
		 const char *fmt, va_list ap, struct err *e)
{
	json_error_t why;
	json_t *fields = json_vpack_ex(&why, 0, fmt, ap);

	if (!fields && json_error_code(&why) != json_error_invalid_utf8)
		die("journal: event %s: %s", event, why.text);
	if (!fields)
		fields = json_pack("{s:s}", "lost", why.text);
	return put(j, level, event, fields, e);
}

int journal_message(struct journal *j, const char *level, const char *text,
		    struct err *e)
{
	struct buf b;
	size_t n;
	int rc;

	buf_init(&b, BUF_MAX);
	for (; *text; text += n ? n : 1) {
		n = text_utf8_char(text, strlen(text));
		/* JSON itself escapes the controls of ASCII */
		if (n == 1 || (n && text_is_shown(text, n)))
			buf_add(&b, text, n);
		else
			buf_puts(&b, "\xef\xbf\xbd");
	}
	rc = put(j, level, "message", json_pack("{s:s}", "text", buf_str(&b)),
		 e);
	buf_release(&b);
	return rc;
}

#include "lib/log.h"

#include <unistd.h>

#include "lib/journal.h"
#include "lib/num.h"
#include "lib/text.h"

static void say(struct log *l, enum log_level level, const char *fmt,
		va_list ap) __attribute__((format(printf, 3, 0)));

void log_init(struct log *l, FILE *out, enum log_level level)
{
	*l = (struct log){.out = out, .level = level};
	l->tty = out && isatty(fileno(out)) == 1;
}

static void print(struct log *l, enum log_level level, const char *text)
{
	static const char *const prefix[] = {
		[LOG_ERROR] = "tilannekuva: ",
		[LOG_WARN] = "tilannekuva: warning: ",
		[LOG_INFO] = "",
		[LOG_DEBUG] = "",
	};

	if (!l->out || level > l->level)
		return;
	if (l->bar) {
		fputs("\r\033[K", l->out);
		l->bar = false;
	}
	fprintf(l->out, "%s%s\n", prefix[level], text);
}

/* The work matters more than what is written about it. */
static void give_up_journal(struct log *l, const struct err *why)
{
	log_journal_close(l);
	log_warn(l, "%s: nothing more is written there", why->msg);
}

static void say(struct log *l, enum log_level level, const char *fmt,
		va_list ap)
{
	static const char *const name[] = {
		[LOG_ERROR] = "error",
		[LOG_WARN] = "warning",
		[LOG_INFO] = "info",
	};
	struct err e = {0};
	struct buf clean;
	char *text;

	if (vasprintf(&text, fmt, ap) < 0)
		die_of_memory();
	/* names and texts of others are quoted in it */
	buf_init(&clean, BUF_MAX);
	text_visible(&clean, text, '?');
	print(l, level, buf_str(&clean));
	if (l->journal && level < LOG_DEBUG &&
	    journal_message(l->journal, name[level], text, &e) < 0)
		give_up_journal(l, &e);
	free(text);
	buf_release(&clean);
}

int log_journal_open(struct log *l, const char *path, const int64_t *fixed,
		     struct err *e)
{
	log_journal_close(l);
	return journal_open(&l->journal, path, fixed, e);
}

void log_journal_close(struct log *l)
{
	journal_close(l->journal);
	l->journal = NULL;
}

void log_event(struct log *l, const char *event, const char *fmt, ...)
{
	struct err e = {0};
	va_list ap;
	int rc;

	if (!l->journal)
		return;
	va_start(ap, fmt);
	rc = journal_vput(l->journal, "info", event, fmt, ap, &e);
	va_end(ap);
	if (rc < 0)
		give_up_journal(l, &e);
}

void log_error(struct log *l, const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	say(l, LOG_ERROR, fmt, ap);
	va_end(ap);
}

void log_warn(struct log *l, const char *fmt, ...)
{
	va_list ap;

	l->warnings++;
	va_start(ap, fmt);
	say(l, LOG_WARN, fmt, ap);
	va_end(ap);
}

void log_info(struct log *l, const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	say(l, LOG_INFO, fmt, ap);
	va_end(ap);
}

void log_debug(struct log *l, const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	say(l, LOG_DEBUG, fmt, ap);
	va_end(ap);
}

/* "  2.5/s, 26 min left", nothing before that can be known. */
static void put_pace(struct log *l, const char *what, size_t done, size_t total)
{
	enum {
		SOON = 3,
		MINUTE = 60
	};
	double now = when_ticks(), took, pace, left;

	if (!l->bar_what || strcmp(l->bar_what, what) != 0 ||
	    done < l->bar_first) {
		l->bar_what = what;
		l->bar_began = now;
		l->bar_first = done;
	}
	took = now - l->bar_began;
	if (took < SOON || done == l->bar_first || done >= total)
		return;
	pace = (double)(done - l->bar_first) / took;
	left = (double)(total - done) / pace;
	fprintf(l->out, "  %.*f/s, ", pace < 10, pace);
	if (left < 2 * MINUTE)
		fprintf(l->out, "%.0f s left", left);
	else
		fprintf(l->out, "%.0f min left", left / MINUTE);
}

void log_progress(struct log *l, const char *what, size_t done, size_t total)
{
	enum {
		WIDTH = 30
	};
	char bar[WIDTH + 1];
	size_t filled;

	if (!l->out || !l->tty || total == 0)
		return;
	filled = done >= total ? WIDTH : done * WIDTH / total;
	memset(bar, ' ', WIDTH);
	memset(bar, '#', filled);
	bar[WIDTH] = '\0';
	fprintf(l->out, "\r\033[K%-10s [%s] %zu/%zu", what, bar, done, total);
	put_pace(l, what, done, total);
	l->bar = done < total;
	if (!l->bar)
		fputs("\r\033[K", l->out);
	(void)fflush(l->out);
}

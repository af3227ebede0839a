#include "lib/log.h"

#include <unistd.h>

static void say(struct log *l, enum log_level level, const char *prefix,
		const char *fmt, va_list ap)
	__attribute__((format(printf, 4, 0)));

void log_init(struct log *l, FILE *out, enum log_level level)
{
	*l = (struct log){.out = out, .level = level};
	l->tty = out && isatty(fileno(out)) == 1;
}

static void say(struct log *l, enum log_level level, const char *prefix,
		const char *fmt, va_list ap)
{
	if (!l->out || level > l->level)
		return;
	if (l->bar) {
		fputs("\r\033[K", l->out);
		l->bar = false;
	}
	fputs(prefix, l->out);
	(void)vfprintf(l->out, fmt, ap);
	fputc('\n', l->out);
}

void log_error(struct log *l, const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	say(l, LOG_ERROR, "tilannekuva: ", fmt, ap);
	va_end(ap);
}

void log_warn(struct log *l, const char *fmt, ...)
{
	va_list ap;

	l->warnings++;
	va_start(ap, fmt);
	say(l, LOG_WARN, "tilannekuva: warning: ", fmt, ap);
	va_end(ap);
}

void log_info(struct log *l, const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	say(l, LOG_INFO, "", fmt, ap);
	va_end(ap);
}

void log_debug(struct log *l, const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	say(l, LOG_DEBUG, "", fmt, ap);
	va_end(ap);
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
	l->bar = done < total;
	if (!l->bar)
		fputs("\r\033[K", l->out);
	(void)fflush(l->out);
}

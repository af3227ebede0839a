#include "lib/err.h"

#include <errno.h>

#include "lib/text.h"

/* Messages quote bytes from outside: what is no UTF-8, or would act on a
 * terminal, is shown as "?". */
static void one_clean_line(char *s)
{
	size_t n;

	for (; *s; s += n ? n : 1) {
		n = text_utf8_char(s, strlen(s));
		if (n == 0 || !text_is_shown(s, n))
			memset(s, '?', n ? n : 1);
	}
}

static void err_vset(struct err *e, enum err_code code, const char *fmt,
		     va_list ap) __attribute__((format(printf, 3, 0)));

static void err_vset(struct err *e, enum err_code code, const char *fmt,
		     va_list ap)
{
	if (!e || e->code != ERR_NONE)
		return;
	e->code = code;
	(void)vsnprintf(e->msg, sizeof(e->msg), fmt, ap);
	one_clean_line(e->msg);
}

int err_set(struct err *e, enum err_code code, const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	err_vset(e, code, fmt, ap);
	va_end(ap);
	return -1;
}

int err_wrap(struct err *e, const char *fmt, ...)
{
	char where[300], old[sizeof(e->msg)];
	va_list ap;

	if (!e)
		return -1;
	va_start(ap, fmt);
	(void)vsnprintf(where, sizeof(where), fmt, ap);
	va_end(ap);
	(void)snprintf(old, sizeof(old), "%s", e->msg);
	(void)snprintf(e->msg, sizeof(e->msg), "%s: %.*s", where,
		       (int)(sizeof(e->msg) - strlen(where) - 3), old);
	one_clean_line(e->msg);
	return -1;
}

int err_errno(struct err *e, enum err_code code, const char *fmt, ...)
{
	int saved = errno;
	char what[400], why[150];
	va_list ap;

	va_start(ap, fmt);
	(void)vsnprintf(what, sizeof(what), fmt, ap);
	va_end(ap);
	return err_set(e, code, "%s: %s", what,
		       strerror_r(saved, why, sizeof(why)));
}

void err_clear(struct err *e)
{
	e->code = ERR_NONE;
	e->msg[0] = '\0';
}

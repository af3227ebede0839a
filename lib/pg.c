/*
 * See pg.h. The words of libpq and of the server reach a message as one line,
 * those of libpq's own reader of addresses never: they repeat what it read.
 */
#include "lib/pg.h"

#include <libpq-fe.h>
#include <limits.h>

struct pg {
	PGconn *c;
	char *place;
	char state[6]; /* SQLSTATE */
};

struct pg_rows {
	PGresult *r;
};

/* What is said where the address leaves it open. Dead peers: a minute of
 * silence is asked about six times, sent bytes wait five minutes for an answer.
 */
static const struct {
	const char *key, *value, *env;
} usual[] = {
	{"fallback_application_name", "tilannekuva", NULL},
	{"client_encoding", "UTF8", NULL},
	{"connect_timeout", "10", "PGCONNECT_TIMEOUT"},
	{"keepalives_idle", "60", NULL},
	{"keepalives_interval", "10", NULL},
	{"keepalives_count", "6", NULL},
	{"tcp_user_timeout", "300000", NULL},
};

enum {
	SECRET_MIN = 4 /* a shorter one is found in any sentence */
};

/* Every line of s behind the other, blanks evened out, without the secret. */
static char *one_line(const char *s, const char *secret)
{
	size_t n = secret ? strlen(secret) : 0;
	struct buf b;

	buf_init(&b, BUF_MAX);
	for (; *s; s++) {
		bool blank = *s == ' ' || *s == '\n' || *s == '\t';

		if (n >= SECRET_MIN && strncmp(s, secret, n) == 0) {
			buf_puts(&b, "***");
			s += n - 1;
		} else if (!blank) {
			buf_putc(&b, *s);
		} else if (b.len && b.data[b.len - 1] != ' ') {
			buf_putc(&b, ' ');
		}
	}
	while (b.len && b.data[b.len - 1] == ' ')
		b.data[--b.len] = '\0';
	return b.data ? b.data : xstrdup("");
}

static int no_connection(PGconn *c, struct err *e)
{
	char *why = one_line(PQerrorMessage(c), PQpass(c));

	(void)err_set(e, ERR_NET, "%s", *why ? why : "the connection is gone");
	free(why);
	return -1;
}

/* What the server says against a statement, or libpq where it says nothing. */
static int refused(struct pg *pg, const PGresult *r, struct err *e)
{
	const char *state = PQresultErrorField(r, PG_DIAG_SQLSTATE);
	const char *what = PQresultErrorField(r, PG_DIAG_MESSAGE_PRIMARY);
	const char *more = PQresultErrorField(r, PG_DIAG_MESSAGE_DETAIL);
	struct buf b;
	char *line;

	(void)snprintf(pg->state, sizeof(pg->state), "%s", state ? state : "");
	if (!what)
		return no_connection(pg->c, e);
	buf_init(&b, BUF_MAX);
	buf_printf(&b, "%s%s%s", what, more ? ": " : "", more ? more : "");
	line = one_line(buf_str(&b), PQpass(pg->c));
	(void)err_set(e, ERR_DB, "%s: %s", pg->place, line);
	free(line);
	buf_release(&b);
	return -1;
}

static void no_notice(void *ctx, const char *message)
{
	(void)ctx;
	(void)message;
}

/* --- addresses ------------------------------------------------------------ */

static const char *behind_scheme(const char *url)
{
	static const char *const schemes[] = {"postgresql://", "postgres://"};

	for (size_t i = 0; i < ARRAY_LEN(schemes); i++)
		if (strncmp(url, schemes[i], strlen(schemes[i])) == 0)
			return url + strlen(schemes[i]);
	return NULL;
}

void pg_url_hide(char *url)
{
	const char *rest = behind_scheme(url);
	char *p, *at;

	if (!rest)
		return;
	at = strrchr(url, '@');
	p = strchr(url + (rest - url), ':');
	for (p = p && at && p < at ? p + 1 : at; p && p < at; p++)
		*p = '*';
	/* ?password=... */
	p = strstr(url, "password=");
	for (p = p ? p + strlen("password=") : NULL; p && *p && *p != '&'; p++)
		*p = '*';
}

static bool is_port(const char *s)
{
	return s[strspn(s, "0123456789,")] == '\0';
}

/* libpq takes a password with a bare '@' or '/' for the start of a host and
 * would tell the host's name: such an address is turned away here. */
static bool is_plain(const char *rest, const PQconninfoOption *list)
{
	const char *at = strchr(rest, '@'), *query = strchr(rest, '?');

	if (at && strchr(at + 1, '@') &&
	    (!query || strchr(at + 1, '@') < query))
		return false;
	for (; list->keyword; list++) {
		if (!list->val)
			continue;
		if (strcmp(list->keyword, "port") == 0 && !is_port(list->val))
			return false;
		if ((strcmp(list->keyword, "host") == 0 ||
		     strcmp(list->keyword, "dbname") == 0) &&
		    strchr(list->val, '@'))
			return false;
	}
	return true;
}

/* The parts of the address, the caller's to PQconninfoFree(); NULL: it cannot
 * be read. */
static PQconninfoOption *url_parse(const char *url, struct err *e)
{
	const char *rest = behind_scheme(url);
	PQconninfoOption *list = NULL;
	char *why = NULL;

	if (rest)
		list = PQconninfoParse(url, &why);
	PQfreemem(why);
	if (list && is_plain(rest, list))
		return list;
	PQconninfoFree(list);
	(void)err_set(e, ERR_CONFIG,
		      "the address cannot be read: "
		      "postgresql://USER@HOST:PORT/DATABASE is expected "
		      "(within a password : is written %%3A, / %%2F, @ %%40, "
		      "%% %%25)");
	return NULL;
}

static bool says(const PQconninfoOption *list, const char *key)
{
	for (; list->keyword; list++)
		if (strcmp(list->keyword, key) == 0)
			return list->val != NULL;
	return false;
}

static PGconn *connect_by(const PQconninfoOption *list)
{
	const char *keys[100], *values[100];
	size_t i, n = 0;

	for (i = 0; i < ARRAY_LEN(usual); i++) {
		if (says(list, usual[i].key) ||
		    (usual[i].env && getenv(usual[i].env)))
			continue;
		keys[n] = usual[i].key;
		values[n++] = usual[i].value;
	}
	for (i = 0; list[i].keyword; i++) {
		if (!list[i].val || n + 1 >= ARRAY_LEN(keys))
			continue;
		keys[n] = list[i].keyword;
		values[n++] = list[i].val;
	}
	keys[n] = values[n] = NULL;
	return PQconnectdbParams(keys, values, 0);
}

static char *place_of(const PGconn *c)
{
	const char *host = PQhost(c), *port = PQport(c), *name = PQdb(c);

	return xasprintf("%s:%s/%s", host ? host : "", port ? port : "",
			 name ? name : "");
}

/* --- connections ---------------------------------------------------------- */

int pg_version_check(int version, struct err *e)
{
	if (version >= PG_OLDEST)
		return 0;
	return err_set(e, ERR_DB,
		       "the server is PostgreSQL %d: %d or newer is needed",
		       version / 10000, PG_OLDEST / 10000);
}

/* Nobody's functions but the server's own, no pause that ends the connection,
 * no wait without end. */
static int settle(struct pg *pg, struct err *e)
{
	if (pg_version_check(PQserverVersion(pg->c), e) < 0)
		return -1;
	return pg_run(pg,
		      "SET search_path = pg_catalog;"
		      "SET standard_conforming_strings = on;"
		      "SET statement_timeout = 0;"
		      "SET lock_timeout = '60s';"
		      "SET idle_in_transaction_session_timeout = 0",
		      e);
}

int pg_open(struct pg **out, const char *url, struct err *e)
{
	PQconninfoOption *list = url_parse(url, e);
	struct pg *pg;

	if (!list)
		return -1;
	pg = xcalloc(1, sizeof(*pg));
	pg->c = connect_by(list);
	PQconninfoFree(list);
	if (!pg->c)
		die("no memory for a connection");
	(void)PQsetNoticeProcessor(pg->c, no_notice, NULL);
	pg->place = place_of(pg->c);
	if (PQstatus(pg->c) != CONNECTION_OK ? no_connection(pg->c, e) < 0
					     : settle(pg, e) < 0) {
		pg_close(pg);
		return -1;
	}
	*out = pg;
	return 0;
}

void pg_close(struct pg *pg)
{
	if (!pg)
		return;
	PQfinish(pg->c);
	free(pg->place);
	free(pg);
}

const char *pg_place(const struct pg *pg)
{
	return pg->place;
}

const char *pg_state(const struct pg *pg)
{
	return pg->state;
}

/* --- statements ----------------------------------------------------------- */

static void put_quoted(struct buf *b, struct pg *pg, char kind, const char *s)
{
	char *quoted = kind == 'I' ? PQescapeIdentifier(pg->c, s, strlen(s))
				   : PQescapeLiteral(pg->c, s, strlen(s));

	/* bytes that are no UTF-8: the server is to say so */
	buf_puts(b, quoted ? quoted : "'\xff'");
	PQfreemem(quoted);
}

void pg_format(struct buf *b, struct pg *pg, const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	for (; *fmt; fmt++) {
		if (*fmt != '%')
			buf_putc(b, *fmt);
		else if (*++fmt == '%')
			buf_putc(b, '%');
		else if (*fmt == 's')
			buf_puts(b, va_arg(ap, const char *));
		else if (*fmt == 'I' || *fmt == 'L')
			put_quoted(b, pg, *fmt, va_arg(ap, const char *));
		else
			die("pg_format: %%%c", *fmt);
	}
	va_end(ap);
}

/* Takes r. */
static int answered(struct pg *pg, PGresult *r, struct err *e)
{
	ExecStatusType s = PQresultStatus(r);
	int rc = 0;

	if (s != PGRES_COMMAND_OK && s != PGRES_TUPLES_OK)
		rc = refused(pg, r, e);
	PQclear(r);
	return rc;
}

int pg_run(struct pg *pg, const char *sql, struct err *e)
{
	return answered(pg, PQexec(pg->c, sql), e);
}

int pg_run_buf(struct pg *pg, struct buf *b, struct err *e)
{
	int rc = buf_check(b, "statements", e);

	if (rc == 0)
		rc = pg_run(pg, buf_str(b), e);
	buf_clear(b);
	return rc;
}

int pg_ask(struct pg_rows **rows, struct pg *pg, const char *sql,
	   const char *const *values, size_t n, struct err *e)
{
	PGresult *r;

	if (n > INT_MAX)
		die("%zu values", n);
	r = PQexecParams(pg->c, sql, (int)n, NULL, values, NULL, NULL, 0);
	if (!rows || (PQresultStatus(r) != PGRES_TUPLES_OK &&
		      PQresultStatus(r) != PGRES_COMMAND_OK))
		return answered(pg, r, e);
	*rows = xcalloc(1, sizeof(**rows));
	(*rows)->r = r;
	return 0;
}

void pg_rows_free(struct pg_rows *rows)
{
	if (!rows)
		return;
	PQclear(rows->r);
	free(rows);
}

size_t pg_rows_n(const struct pg_rows *rows)
{
	return (size_t)PQntuples(rows->r);
}

const char *pg_cell(const struct pg_rows *rows, size_t row, size_t column)
{
	return PQgetvalue(rows->r, (int)row, (int)column);
}

bool pg_cell_true(const struct pg_rows *rows, size_t row, size_t column)
{
	return pg_cell(rows, row, column)[0] == 't';
}

/* --- COPY ----------------------------------------------------------------- */

int pg_copy_begin(struct pg *pg, const char *sql, struct err *e)
{
	PGresult *r = PQexec(pg->c, sql);
	int rc = PQresultStatus(r) == PGRES_COPY_IN ? 0 : refused(pg, r, e);

	PQclear(r);
	return rc;
}

/* Why the server takes no more. */
static int copy_ended(struct pg *pg, struct err *e)
{
	PGresult *r;

	while ((r = PQgetResult(pg->c))) {
		ExecStatusType s = PQresultStatus(r);

		if (s == PGRES_FATAL_ERROR)
			(void)refused(pg, r, e);
		PQclear(r);
		if (s == PGRES_COPY_IN)
			break;
	}
	return no_connection(pg->c, e); /* unless that is said already */
}

int pg_copy_put(struct pg *pg, const void *p, size_t n, struct err *e)
{
	if (n > INT_MAX)
		die("%zu bytes at once", n);
	return PQputCopyData(pg->c, p, (int)n) == 1 ? 0 : copy_ended(pg, e);
}

int pg_copy_end(struct pg *pg, struct err *e)
{
	PGresult *r;
	int rc = 0;

	if (PQputCopyEnd(pg->c, NULL) != 1)
		return no_connection(pg->c, e);
	while ((r = PQgetResult(pg->c)))
		if (answered(pg, r, e) < 0)
			rc = -1;
	return rc;
}

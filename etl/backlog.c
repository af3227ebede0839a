#include "etl/backlog.h"

#include "lib/db.h"

static int topics_read(struct backlog *b, struct archive *a,
		       struct indicators *n, const char *until, int64_t after,
		       struct err *e)
{
	struct stmt *q = NULL;
	int got;

	if (stmt_new(&q, archive_db(a),
		     "SELECT source, topic FROM fetch"
		     "  WHERE verdict = 'new' AND fetched_at <= ?1 AND id > ?2"
		     "  AND substr(topic, 1, 8) = 'figures:'"
		     "  GROUP BY source, topic ORDER BY source, topic",
		     e) < 0)
		return -1;
	stmt_text(q, 1, until);
	stmt_int(q, 2, after);
	while ((got = stmt_step(q, e)) == 1) {
		struct backlog_topic *t;

		b->list = xreallocarray(b->list, b->n + 1, sizeof(*b->list));
		t = &b->list[b->n++];
		*t = (struct backlog_topic){
			.source = xstrdup(stmt_col_text(q, 0)),
			.topic = xstrdup(stmt_col_text(q, 1))};
		t->code = strchr(t->topic, ':') + 1;
		if (indicators_id(n, t->source, t->code, &t->indicator, e) <
		    0) {
			got = -1;
			break;
		}
	}
	stmt_free(q);
	return got;
}

static int by_name(const char *source, const char *topic,
		   const struct backlog_topic *t)
{
	int d = strcmp(source, t->source);

	return d ? d : strcmp(topic, t->topic);
}

/* Both in the order of names; counts each topic's. */
static int answers_read(struct backlog *b, struct archive *a, const char *until,
			int64_t after, int64_t **out, struct err *e)
{
	struct stmt *q = NULL;
	size_t at = 0, cap = 0;
	int got;

	if (stmt_new(&q, archive_db(a),
		     "SELECT id, source, topic FROM " ARCHIVE_NEWS
		     "  WHERE substr(topic, 1, 8) = 'figures:'"
		     "  AND fetched_at <= ?1 AND id > ?2"
		     "  ORDER BY source, topic, fetched_at, id",
		     e) < 0)
		return -1;
	stmt_text(q, 1, until);
	stmt_int(q, 2, after);
	while ((got = stmt_step(q, e)) == 1) {
		const char *source = stmt_col_text(q, 1);
		const char *topic = stmt_col_text(q, 2);

		while (at < b->n && by_name(source, topic, &b->list[at]) > 0)
			at++;
		if (at == b->n || by_name(source, topic, &b->list[at]) != 0)
			continue;
		if (!*out || b->n_answers == cap) {
			cap = cap ? 2 * cap : 1024;
			*out = xreallocarray(*out, cap, sizeof(**out));
		}
		(*out)[b->n_answers++] = stmt_col_int(q, 0);
		b->list[at].n++;
	}
	stmt_free(q);
	return got;
}

static int by_indicator(const void *x, const void *y)
{
	const struct backlog_topic *a = x, *b = y;

	return (a->indicator > b->indicator) - (a->indicator < b->indicator);
}

/* From the order of names, which `ids` are in, to that of numbers. */
static void put_in_order(struct backlog *b, const int64_t *ids)
{
	size_t i, k, n = 0;

	for (i = 0; i < b->n; i++) {
		b->list[i].from = n;
		n += b->list[i].n;
	}
	if (b->n)
		qsort(b->list, b->n, sizeof(*b->list), by_indicator);
	b->answers = xcalloc(n + 1, sizeof(*b->answers));
	n = 0;
	for (i = 0; i < b->n; i++) {
		struct backlog_topic *t = &b->list[i];
		size_t from = t->from;

		t->from = n;
		for (k = 0; k < t->n; k++)
			b->answers[n++] = ids[from + k];
	}
}

int backlog_read(struct backlog *out, struct archive *a, struct indicators *n,
		 const char *until, int64_t after, struct err *e)
{
	struct backlog b = {0};
	int64_t *ids = NULL;
	int rc = -1;

	if (topics_read(&b, a, n, until, after, e) == 0 &&
	    answers_read(&b, a, until, after, &ids, e) == 0) {
		put_in_order(&b, ids);
		*out = b;
		rc = 0;
	}
	free(ids);
	if (rc < 0)
		backlog_release(&b);
	return rc;
}

void backlog_release(struct backlog *b)
{
	size_t i;

	for (i = 0; i < b->n; i++) {
		free(b->list[i].source);
		free(b->list[i].topic);
	}
	free(b->list);
	free(b->answers);
	*b = (struct backlog){0};
}

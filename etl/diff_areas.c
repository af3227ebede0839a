/*
 * A source's list of areas at two times: which areas came, went, got another
 * name or became part of something else.
 */
#include "etl/diff.h"

struct listed {
	const struct place *place; /* borrowed */
	char *text;                /* "kunta:398"; owned */
	char **wholes;             /* sorted; owned, each */
	size_t n;
};

struct list {
	struct answer said;
	struct listed *areas; /* sorted by text */
	size_t n;
};

/* The newest list until then; 0 in *id where there is none. */
static int newest_list(struct archive *a, const struct source *s,
		       const char *until, int64_t *id, struct err *e)
{
	struct stmt *q = NULL;
	int got;

	if (stmt_new(&q, archive_db(a),
		     "SELECT id FROM " ARCHIVE_NEWS " WHERE source = ?1"
		     "  AND topic = 'areas' AND fetched_at <= ?2"
		     "  ORDER BY fetched_at DESC, id DESC LIMIT 1",
		     e) < 0)
		return -1;
	stmt_text(q, 1, s->name);
	stmt_text(q, 2, until);
	got = stmt_step(q, e);
	*id = got > 0 ? stmt_col_int(q, 0) : 0;
	stmt_free(q);
	return got < 0 ? -1 : 0;
}

static int read_answer(struct archive *a, const struct source *s, int64_t id,
		       struct answer *out, struct err *e)
{
	struct record r = {0};
	struct request asks;
	struct buf body;
	int rc = archive_get(a, id, &r, e);

	if (rc < 0)
		return -1;
	buf_init(&body, BODY_MAX);
	if (archive_body(a, r.body, &body, e) < 0 ||
	    s->request_parse(r.request, &asks, e) < 0 ||
	    source_parse(s, &asks, buf_str(&body), body.len, out, e) < 0)
		rc = err_wrap(e, "answer %lld", (long long)id);
	record_release(&r);
	buf_release(&body);
	return rc;
}

static int by_text(const void *x, const void *y)
{
	const char *const *a = x, *const *b = y;

	return strcmp(*a, *b);
}

static int by_area(const void *x, const void *y)
{
	const struct listed *a = x, *b = y;
	int d = strcmp(a->text, b->text);

	if (d)
		return d;
	return (a->place->id > b->place->id) - (a->place->id < b->place->id);
}

static char *place_text(const struct place *p)
{
	return xasprintf("%s:%s", p->kind, p->code);
}

/* A whole that the list left out is NULL. */
static const struct place *place_find(const struct answer *a, int64_t id)
{
	size_t i;

	for (i = 0; i < a->n_places; i++)
		if (a->places[i].id == id)
			return &a->places[i];
	return NULL;
}

static void listed_fill(struct listed *l, const struct answer *a,
			const struct place *p)
{
	size_t i;

	l->place = p;
	l->text = place_text(p);
	l->wholes = xcalloc(p->n_members + 1, sizeof(char *));
	for (i = 0; i < p->n_members; i++) {
		const struct place *whole = place_find(a, p->members[i]);

		if (whole)
			l->wholes[l->n++] = place_text(whole);
	}
	qsort(l->wholes, l->n, sizeof(char *), by_text);
}

static void listed_release(struct listed *l)
{
	size_t i;

	for (i = 0; i < l->n; i++)
		free(l->wholes[i]);
	free(l->wholes);
	free(l->text);
}

static int list_read(struct archive *a, const struct source *s, int64_t id,
		     struct list *out, struct err *e)
{
	struct listed *all;
	size_t i;

	if (read_answer(a, s, id, &out->said, e) < 0)
		return -1;
	all = xcalloc(out->said.n_places, sizeof(*all));
	for (i = 0; i < out->said.n_places; i++)
		listed_fill(&all[i], &out->said, &out->said.places[i]);
	qsort(all, out->said.n_places, sizeof(*all), by_area);
	/* One area by two ids of the source: as in the register, one area. */
	for (i = 0; i < out->said.n_places; i++) {
		if (out->n && strcmp(all[out->n - 1].text, all[i].text) == 0)
			listed_release(&all[--out->n]);
		all[out->n++] = all[i];
	}
	out->areas = all;
	return 0;
}

static void list_release(struct list *l)
{
	size_t i;

	for (i = 0; i < l->n; i++)
		listed_release(&l->areas[i]);
	free(l->areas);
	answer_release(&l->said);
}

/* The texts of one sorted list that the other lacks, with blanks between. */
static void missing_texts(struct buf *b, const struct listed *of,
			  const struct listed *in)
{
	size_t i, j = 0;

	for (i = 0; i < of->n; i++) {
		while (j < in->n && strcmp(in->wholes[j], of->wholes[i]) < 0)
			j++;
		if (j == in->n || strcmp(in->wholes[j], of->wholes[i]) != 0)
			buf_printf(b, "%s%s", b->len ? " " : "", of->wholes[i]);
	}
}

/* A language that the source leaves empty falls back to Finnish, as in the
 * register. */
static const char *name_in(const struct listed *l, size_t lang)
{
	return l->place->name[lang][0] ? l->place->name[lang]
				       : l->place->name[0];
}

static void compare_area(const struct listed *was, const struct listed *is,
			 const struct finding *about,
			 const struct diff_options *o)
{
	static const char *const field[] = {"name_fi", "name_sv", "name_en"};
	struct finding f = *about;
	struct buf lost, won;
	size_t i;

	f.area = is->text;
	f.area_name = name_in(is, 0);
	f.kind = DIFF_AREA_RENAMED;
	for (i = 0; i < ARRAY_LEN(field); i++) {
		f.field = field[i];
		f.old = name_in(was, i);
		f.new = name_in(is, i);
		if (strcmp(f.old, f.new) != 0)
			diff_put(o, &f);
	}
	buf_init(&lost, BUF_MAX);
	buf_init(&won, BUF_MAX);
	missing_texts(&lost, was, is);
	missing_texts(&won, is, was);
	f.kind = DIFF_AREA_MOVED;
	f.field = "member_of";
	f.old = buf_str(&lost);
	f.new = buf_str(&won);
	if (lost.len || won.len)
		diff_put(o, &f);
	buf_release(&lost);
	buf_release(&won);
}

static void put_one(const struct listed *l, enum diff_kind kind,
		    const struct finding *about, const struct diff_options *o)
{
	struct finding f = *about;

	f.kind = kind;
	f.area = l->text;
	f.area_name = name_in(l, 0);
	diff_put(o, &f);
}

static void compare(const struct list *was, const struct list *is,
		    const struct finding *about, const struct diff_options *o)
{
	size_t i = 0, j = 0;

	while (i < was->n || j < is->n) {
		const struct listed *a = &was->areas[i], *b = &is->areas[j];
		int order = i == was->n  ? 1
			    : j == is->n ? -1
					 : strcmp(a->text, b->text);

		if (order < 0)
			put_one(a, DIFF_AREA_GONE, about, o);
		else if (order > 0)
			put_one(b, DIFF_AREA_NEW, about, o);
		else
			compare_area(a, b, about, o);
		i += order <= 0;
		j += order >= 0;
	}
}

int diff_areas(struct archive *a, const struct source *s,
	       const struct diff_options *o, struct err *e)
{
	const struct finding about = {.source = s->name,
				      .indicator = "",
				      .title = "",
				      .field = "",
				      .area = "",
				      .area_name = "",
				      .sex = "",
				      .old = "",
				      .new = ""};
	struct list was = {0}, is = {0};
	int64_t id[2];
	int rc;

	if (newest_list(a, s, o->until[0], &id[0], e) < 0 ||
	    newest_list(a, s, o->until[1], &id[1], e) < 0)
		return -1;
	if (id[0] == 0 || id[0] == id[1])
		return 0;
	rc = list_read(a, s, id[0], &was, e);
	if (rc == 0)
		rc = list_read(a, s, id[1], &is, e);
	if (rc == 0)
		compare(&was, &is, &about, o);
	list_release(&was);
	list_release(&is);
	return rc;
}

#include "etl/source.h"

#include "etl/answer_fit.h"
#include "etl/exchange.h"
#include "lib/num.h"

const struct source *const sources[] = {
#define SOURCE(name) &source_##name,
#include "etl/sources.def"
#undef SOURCE
	NULL};

const struct source *source_find(const char *name)
{
	size_t i;

	for (i = 0; sources[i]; i++)
		if (strcmp(sources[i]->name, name) == 0)
			return sources[i];
	return NULL;
}

char *request_topic(char dst[TOPIC_TEXT], const struct request *r)
{
	static const char *const kind[] = {
		[ANSWER_AREAS] = "areas", [ANSWER_LIST] = "list",
		[ANSWER_META] = "meta",   [ANSWER_FIGURES] = "figures",
		[ANSWER_NOTE] = "note",
	};

	(void)snprintf(dst, TOPIC_TEXT, "%s%s%s", kind[r->kind],
		       r->indicator[0] ? ":" : "", r->indicator);
	return dst;
}

void request_scope(struct buf *b, const struct request *r)
{
	const char *sep = "";
	int y, to, s;

	if (r->kind != ANSWER_FIGURES)
		return;
	for (y = 0; y < YEARS; y = to + 1) {
		for (to = y; to < YEARS && r->year[to]; to++)
			;
		if (to == y)
			continue;
		buf_printf(b, "%s%d-%d", sep, y + YEAR_MIN, to - 1 + YEAR_MIN);
		sep = ",";
	}
	sep = " ";
	for (s = 0; s < SEX_N; s++) {
		if (r->sex[s]) {
			buf_printf(b, "%s%s", sep, sex_name((enum sex)s));
			sep = ",";
		}
	}
}

/* "1990-2012" into the years of r. */
static bool scope_years(const char *s, size_t len, struct request *r)
{
	int64_t from, to;

	if (len != 9 || s[4] != '-' ||
	    !num_int(s, 4, YEAR_MIN, YEAR_MAX, &from) ||
	    !num_int(s + 5, 4, from, YEAR_MAX, &to))
		return false;
	for (; from <= to; from++)
		r->year[from - YEAR_MIN] = true;
	return true;
}

bool request_scope_parse(const char *s, struct request *r)
{
	enum sex sex;
	size_t len;

	for (;; s += len + 1) {
		len = strcspn(s, ", ");
		if (!scope_years(s, len, r))
			return false;
		if (s[len] != ',')
			break;
	}
	if (s[len] != ' ')
		return false;
	for (s += len + 1;; s += len + 1) {
		len = strcspn(s, ",");
		if (!sex_parse(s, len, &sex))
			return false;
		r->sex[sex] = true;
		if (s[len] == '\0')
			return true;
	}
}

bool request_covers(const struct request *r, enum sex sex, int year)
{
	return year >= YEAR_MIN && year <= YEAR_MAX &&
	       r->year[year - YEAR_MIN] && r->sex[sex];
}

void answer_init(struct answer *a)
{
	*a = (struct answer){0};
}

static void place_release(struct place *p)
{
	size_t i;

	free(p->kind);
	free(p->code);
	free(p->where);
	for (i = 0; i < ARRAY_LEN(p->name); i++)
		free(p->name[i]);
	free(p->members);
}

static void meta_release(struct meta *m)
{
	size_t i;

	free(m->code);
	for (i = 0; i < ARRAY_LEN(m->title); i++) {
		free(m->title[i]);
		free(m->definition[i]);
	}
	free(m->unit);
	free(m->organisation);
	free(m->licence);
	free(m->class);
}

void answer_release(struct answer *a)
{
	size_t i;

	if (!a)
		return;
	for (i = 0; i < a->n_places; i++)
		place_release(&a->places[i]);
	for (i = 0; i < a->n_metas; i++)
		meta_release(&a->metas[i]);
	free(a->places);
	free(a->metas);
	free(a->text);
	figures_release(&a->figures);
	answer_init(a);
}

/* Grows at powers of two, so that no capacity has to be kept. */
static void *grow(void *list, size_t n, size_t size)
{
	if ((n & (n - 1)) == 0)
		list = xreallocarray(list, n ? 2 * n : 1, size);
	memset((char *)list + n * size, 0, size);
	return list;
}

struct place *answer_add_place(struct answer *a)
{
	a->places = grow(a->places, a->n_places, sizeof(*a->places));
	return &a->places[a->n_places++];
}

struct meta *answer_add_meta(struct answer *a)
{
	a->metas = grow(a->metas, a->n_metas, sizeof(*a->metas));
	return &a->metas[a->n_metas++];
}

static int check_figures(const struct request *r, struct figures *f,
			 struct err *e)
{
	size_t i;

	if (f->n == 0)
		return err_set(e, ERR_DATA, "no rows");
	for (i = 0; i < f->n; i++) {
		const struct figure *g = &f->list[i];

		if (!request_covers(r, g->sex, g->year))
			return err_set(e, ERR_DATA,
				       "a row of %d, %s, which the request "
				       "does not name",
				       g->year, sex_name(g->sex));
	}
	figures_sort(f);
	return figures_unique(f, e);
}

int source_parse(const struct source *s, const struct request *r,
		 const char *bytes, size_t len, struct answer *out,
		 struct err *e)
{
	int rc;

	if (len == 0)
		return err_set(e, ERR_DATA, "an empty body");
	rc = exchange_is(bytes, len) ? exchange_parse(bytes, len, out, e)
				     : s->parse(r, bytes, len, out, e);
	if (rc == 0 && out->kind != r->kind)
		rc = err_set(e, ERR_DATA, "not what the request asks for");
	if (rc == 0 && out->kind != ANSWER_LIST && out->n_metas == 1 &&
	    strcmp(out->metas[0].code, r->indicator) != 0)
		rc = err_set(e, ERR_DATA, "indicator %s, asked was %s",
			     out->metas[0].code, r->indicator);
	if (rc == 0)
		rc = answer_fit(out, e);
	if (rc == 0 && out->kind == ANSWER_FIGURES)
		rc = check_figures(r, &out->figures, e);
	if (rc < 0)
		answer_release(out);
	return rc;
}

/*
 * The figures of one indicator at two times, key by key.
 */
#include "etl/diff.h"

#include "lib/num.h"

struct change {
	enum diff_kind kind;
	const struct figure *was, *is; /* NULL: not there */
	const struct label *area;
};

struct label { /* an area, as it is printed */
	int64_t id;
	char *code, *name; /* owned */
};

struct changes {
	const struct diff_options *o;
	const struct finding *about;
	struct stmt *area;
	bool year_held[YEARS]; /* at the first time */
	bool any_held;         /* and be it that it vanished */
	size_t n[DIFF_KINDS][YEARS];
	struct change *list; /* only where each figure gets its row */
	size_t listed;
	struct label **labels; /* owned, each */
	size_t labelled;
};

static bool is_there(const struct figure *f)
{
	return f && f->value.state != VAL_GONE;
}

static bool is_same(const struct figure *was, const struct figure *is)
{
	return val_equal(was->value, is->value) &&
	       val_equal(was->numerator, is->numerator);
}

static enum diff_kind kind_of(const struct changes *c, const struct figure *was,
			      const struct figure *is)
{
	if (is_there(was) && is_there(is))
		return val_equal(was->value, is->value) ? DIFF_NUMERATOR
							: DIFF_REVISED;
	if (!is_there(is))
		return DIFF_VANISHED;
	if (was)
		return DIFF_RETURNED;
	if (!c->any_held)
		return DIFF_FIRST_HELD;
	return c->year_held[is->year - YEAR_MIN] ? DIFF_NEW_FIGURE
						 : DIFF_NEW_YEAR;
}

/* The areas come in order, so that the last label is the only one to look at.
 */
static int label_of(struct changes *c, int64_t id, const struct label **out,
		    struct err *e)
{
	struct label *l = c->labelled ? c->labels[c->labelled - 1] : NULL;

	if (!l || l->id != id) {
		stmt_reset(c->area);
		stmt_int(c->area, 1, id);
		if (stmt_step(c->area, e) < 0)
			return -1;
		l = xmalloc(sizeof(*l));
		*l = (struct label){id, xstrdup(stmt_col_text(c->area, 0)),
				    xstrdup(stmt_col_text(c->area, 1))};
		c->labels = xreallocarray(c->labels, c->labelled + 1,
					  sizeof(struct label *));
		c->labels[c->labelled++] = l;
	}
	*out = l;
	return 0;
}

static int change_keep(struct changes *c, const struct change *one,
		       struct err *e)
{
	const struct figure *f = one->is ? one->is : one->was;

	if ((c->listed & (c->listed - 1)) == 0)
		c->list = xreallocarray(c->list, c->listed ? 2 * c->listed : 1,
					sizeof(*c->list));
	c->list[c->listed] = *one;
	return label_of(c, f->area, &c->list[c->listed++].area, e);
}

static int compare(struct changes *c, const struct figures *was,
		   const struct figures *is, struct err *e)
{
	struct figures_walk w = {.old = was, .new = is};

	while (figures_walk_next(&w)) {
		const struct figure *f = w.is ? w.is : w.was;
		struct change one = {.was = w.was, .is = w.is};

		if ((!is_there(w.was) && !is_there(w.is)) ||
		    (is_there(w.was) && is_there(w.is) && is_same(w.was, w.is)))
			continue;
		one.kind = kind_of(c, w.was, w.is);
		if (!c->o->kinds[one.kind])
			continue;
		c->n[one.kind][f->year - YEAR_MIN]++;
		if (c->o->figures && change_keep(c, &one, e) < 0)
			return -1;
	}
	return 0;
}

/* The first figures of an indicator are one finding, not one a year. */
static void put_first_held(const struct changes *c)
{
	struct finding f = *c->about;
	int y;

	f.kind = DIFF_FIRST_HELD;
	for (y = 0; y < YEARS; y++) {
		if (c->n[f.kind][y] == 0)
			continue;
		if (f.figures == 0)
			f.first_year = y + YEAR_MIN;
		f.last_year = y + YEAR_MIN;
		f.figures += c->n[f.kind][y];
	}
	if (f.figures)
		diff_put(c->o, &f);
}

static void put_counts(const struct changes *c)
{
	int k, y;

	put_first_held(c);
	for (k = DIFF_NEW_YEAR; k < DIFF_KINDS; k++) {
		for (y = 0; y < YEARS; y++) {
			struct finding f = *c->about;

			if (c->n[k][y] == 0)
				continue;
			f.kind = (enum diff_kind)k;
			f.first_year = f.last_year = y + YEAR_MIN;
			f.figures = c->n[k][y];
			diff_put(c->o, &f);
		}
	}
}

static int by_kind_year_area(const void *x, const void *y)
{
	const struct change *a = x, *b = y;
	const struct figure *f = a->is ? a->is : a->was;
	const struct figure *g = b->is ? b->is : b->was;
	int d = (int)a->kind - (int)b->kind;

	if (d == 0)
		d = f->year - g->year;
	if (d == 0)
		d = strcmp(a->area->code, b->area->code);
	return d ? d : (int)f->sex - (int)g->sex;
}

/* What stood there: a number, why there was none, "" for nothing. */
static const char *shown(char dst[NUM_TEXT], const struct figure *f,
			 enum diff_kind kind)
{
	struct val v;
	double num;

	if (!is_there(f))
		return "";
	v = kind == DIFF_NUMERATOR ? f->numerator : f->value;
	if (val_get(v, &num))
		return num_text(dst, num);
	return kind == DIFF_NUMERATOR ? "" : val_state_name(v.state);
}

/* What the source does not say any more is not told of the time before. */
static bool is_withdrawn(const struct change *one)
{
	double num;

	if (one->kind == DIFF_NUMERATOR && one->is)
		return !val_get(one->is->numerator, &num);
	return is_there(one->was) && val_get(one->was->value, &num) &&
	       !(is_there(one->is) && val_get(one->is->value, &num));
}

static void put_each(struct changes *c)
{
	char old[NUM_TEXT], new[NUM_TEXT];
	size_t i;

	if (c->listed)
		qsort(c->list, c->listed, sizeof(*c->list), by_kind_year_area);
	for (i = 0; i < c->listed; i++) {
		const struct change *one = &c->list[i];
		const struct figure *at = one->is ? one->is : one->was;
		struct finding f = *c->about;

		f.kind = one->kind;
		f.area = one->area->code;
		f.area_name = one->area->name;
		f.sex = sex_name(at->sex);
		f.first_year = f.last_year = at->year;
		f.figures = 1;
		f.old = is_withdrawn(one) ? ""
					  : shown(old, one->was, one->kind);
		f.new = shown(new, one->is, one->kind);
		diff_put(c->o, &f);
	}
}

int diff_figures(struct db *db, const struct finding *about,
		 const struct figures *was, const struct figures *is,
		 const struct diff_options *o, struct err *e)
{
	struct changes *c = xcalloc(1, sizeof(*c));
	size_t i;
	int rc;

	c->o = o;
	c->about = about;
	c->any_held = was->n > 0;
	for (i = 0; i < was->n; i++)
		if (is_there(&was->list[i]))
			c->year_held[was->list[i].year - YEAR_MIN] = true;
	rc = stmt_new(&c->area, db,
		      "SELECT kind || ':' || code, name_fi FROM area"
		      "  WHERE id = ?1",
		      e);
	if (rc == 0)
		rc = compare(c, was, is, e);
	if (rc == 0 && o->figures)
		put_each(c);
	else if (rc == 0)
		put_counts(c);
	stmt_free(c->area);
	for (i = 0; i < c->labelled; i++) {
		free(c->labels[i]->code);
		free(c->labels[i]->name);
		free(c->labels[i]);
	}
	free(c->labels);
	free(c->list);
	free(c);
	return rc;
}

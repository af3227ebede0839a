#include "etl/areas_today.h"

#include "etl/mergers.h"

struct town {
	int64_t id;
	char code[8];
	char today[4]; /* "": it was split */
};

struct towns {
	struct mergers mergers;
	struct town *list; /* every municipality that ever was, by id */
	size_t n;
};

/* What of a municipality of today is being put together. */
struct target {
	const struct town *self;
	const struct town **parts; /* self among them; owned */
	size_t n;
	const struct town **split; /* of which a part lies in it; owned */
	size_t n_split;
};

static int towns_read(struct towns *t, struct db *db, struct err *e)
{
	struct stmt *q = NULL;
	int got = mergers_recall(db, &t->mergers, e) < 0 ||
				  stmt_new(&q, db,
					   "SELECT id, code FROM area"
					   "  WHERE kind = 'kunta' ORDER BY id",
					   e) < 0
			  ? -1
			  : 1;

	while (got == 1 && (got = stmt_step(q, e)) == 1) {
		struct town *one;
		const char *today;

		t->list = xreallocarray(t->list, t->n + 1, sizeof(*t->list));
		one = &t->list[t->n++];
		one->id = stmt_col_int(q, 0);
		(void)snprintf(one->code, sizeof(one->code), "%s",
			       stmt_col_text(q, 1));
		today = mergers_today(&t->mergers, one->code);
		(void)snprintf(one->today, sizeof(one->today), "%s",
			       today ? today : "");
	}
	stmt_free(q);
	return got;
}

static void towns_release(struct towns *t)
{
	mergers_release(&t->mergers);
	free(t->list);
}

static void add(const struct town ***list, size_t *n, const struct town *one)
{
	*list = xreallocarray(*list, *n + 1, sizeof(const struct town *));
	(*list)[(*n)++] = one;
}

/* Whether a part of what was split lies in that municipality today. */
static bool partly_in(const struct towns *t, const char *old, const char *code)
{
	size_t i;

	for (i = 0; i < t->mergers.n; i++) {
		const struct merger *m = &t->mergers.list[i];
		const char *today;

		if (m->kind != SPLIT || strcmp(m->old_code, old) != 0)
			continue;
		today = mergers_today(&t->mergers, m->new_code);
		if (today && strcmp(today, code) == 0)
			return true;
	}
	return false;
}

/* false: nothing ever came to it. */
static bool target_init(struct target *g, const struct towns *t,
			const struct town *self)
{
	size_t i;

	*g = (struct target){.self = self};
	if (strcmp(self->today, self->code) != 0)
		return false;
	for (i = 0; i < t->n; i++) {
		const struct town *o = &t->list[i];

		if (!o->today[0] && partly_in(t, o->code, self->code))
			add(&g->split, &g->n_split, o);
		else if (strcmp(o->today, self->code) == 0)
			add(&g->parts, &g->n, o);
	}
	return g->n > 1 || g->n_split;
}

static void target_release(struct target *g)
{
	free(g->parts);
	free(g->split);
}

static const struct figure *figure_at(const struct figures *f, int64_t area,
				      enum sex sex, int year)
{
	const struct figure key = {.area = area, .sex = sex, .year = year};

	return f->n ? bsearch(&key, f->list, f->n, sizeof(*f->list),
			      figure_compare)
		    : NULL;
}

/* Adds a part's value to a sum; what has no number leaves none. */
static void sum_add(struct val *sum, struct val part)
{
	double a, b;

	if (val_get(*sum, &a) && val_get(part, &b))
		*sum = val_number(a + b);
	else if (sum->state != VAL_SUPPRESSED)
		*sum = part.state != VAL_NUMBER ? part : *sum;
}

/* One year and sex of a target. */
struct moment {
	const struct figures *f;
	enum sex sex;
	int year;
	char day[16];
	size_t there, given; /* parts that existed; that have a figure */
	struct val value, numerator;
};

static int add_part(struct moment *m, const struct towns *t,
		    const struct town *part, struct err *e)
{
	const struct figure *g = figure_at(m->f, part->id, m->sex, m->year);
	bool valid = mergers_valid(&t->mergers, part->code, m->day);

	if (!valid && g)
		return err_set(e, ERR_DATA,
			       "kunta:%s has a figure of %d and was not there "
			       "on %s: division = then is not true",
			       part->code, m->year, m->day);
	if (!valid)
		return 0;
	m->there++;
	m->given += g != NULL;
	sum_add(&m->value, g ? g->value : val_absent(VAL_MISSING));
	sum_add(&m->numerator, g ? g->numerator : val_absent(VAL_MISSING));
	return 0;
}

/* Whether any part of what was split then is in it; *given: has a figure. */
static bool was_split(const struct target *g, const struct towns *t,
		      const struct moment *m, bool *given)
{
	bool any = false;
	size_t i;

	for (i = 0; i < g->n_split; i++) {
		if (!mergers_valid(&t->mergers, g->split[i]->code, m->day))
			continue;
		any = true;
		*given |= figure_at(m->f, g->split[i]->id, m->sex, m->year) !=
			  NULL;
	}
	return any;
}

/* The target's figure of one moment into out, if there is anything to say. */
static int put_moment(struct answer *a, const struct towns *t,
		      const struct target *g, struct moment *m,
		      struct figures *out, struct err *e)
{
	const struct figure *own =
		figure_at(m->f, g->self->id, m->sex, m->year);
	struct figure f = {.area = g->self->id, .year = m->year, .sex = m->sex};
	bool split, given = false, same;
	size_t i;

	m->value = m->numerator = val_number(0);
	m->there = m->given = 0;
	(void)snprintf(m->day, sizeof(m->day), "%04d-01-01",
		       m->year + a->division.lag);
	for (i = 0; i < g->n; i++)
		if (add_part(m, t, g->parts[i], e) < 0)
			return -1;
	split = was_split(g, t, m, &given);
	if (m->given == 0 && !given)
		return 0;
	same = own && m->there == 1 && !split;
	if (same) {
		figures_add(out, own);
		return 0;
	}
	f.value = split || !a->division.sums ? val_absent(VAL_NOT_APPLICABLE)
					     : m->value;
	f.numerator = f.value.state == VAL_NUMBER ? m->numerator
						  : val_absent(VAL_MISSING);
	a->division.lost += f.value.state != VAL_NUMBER;
	figures_add(out, &f);
	return 0;
}

/* The years and sexes of which there are figures. */
struct occurring {
	bool at[SEX_N][YEARS];
};

static int put_target(struct answer *a, const struct towns *t,
		      const struct target *g, const struct occurring *occurs,
		      struct figures *out, struct err *e)
{
	struct moment m = {.f = &a->figures};
	int s, y;

	for (s = 0; s < SEX_N; s++) {
		for (y = 0; y < YEARS; y++) {
			m.sex = (enum sex)s;
			m.year = y + YEAR_MIN;
			if (occurs->at[s][y] &&
			    put_moment(a, t, g, &m, out, e) < 0)
				return -1;
		}
	}
	return 0;
}

int areas_today(struct db *db, struct answer *a, struct err *e)
{
	struct towns t = {0};
	struct occurring occurs = {0};
	struct figures out;
	bool *made;
	size_t i, k = 0;
	int rc = towns_read(&t, db, e);

	figures_init(&out);
	for (i = 0; i < a->figures.n; i++)
		occurs.at[a->figures.list[i].sex]
			 [a->figures.list[i].year - YEAR_MIN] = true;
	made = xcalloc(t.n ? t.n : 1, sizeof(*made));
	for (i = 0; rc == 0 && i < t.n; i++) {
		struct target g;

		made[i] = target_init(&g, &t, &t.list[i]);
		if (made[i])
			rc = put_target(a, &t, &g, &occurs, &out, e);
		target_release(&g);
	}
	/* Both in the order of area.id. */
	for (i = 0; rc == 0 && i < a->figures.n; i++) {
		const struct figure *f = &a->figures.list[i];

		while (k < t.n && t.list[k].id < f->area)
			k++;
		if (k == t.n || t.list[k].id != f->area || !made[k])
			figures_add(&out, f);
	}
	free(made);
	towns_release(&t);
	if (rc < 0) {
		figures_release(&out);
		return -1;
	}
	figures_release(&a->figures);
	a->figures = out;
	figures_sort(&a->figures);
	return 0;
}

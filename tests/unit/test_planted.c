/*
 * Errors planted at random places of the recorded figures that the project
 * ships: each that can be told from the figures is found, and the figures as
 * they are show nothing but what was confirmed.
 *
 * What can be told is defined here from the clean figures alone, in other words
 * than the checks use: see swap_tells() and the others.
 *
 *	STORES=FILE[:FILE...]  other stores instead of the snapshot
 *	PLANTINGS=N            how many errors of a kind an indicator gets
 */
#include "tests/support/archive.h"

#include <math.h>

#include "etl/exchange.h"
#include "etl/gate_store.h"
#include "etl/quality_grid.h"
#include "lib/file.h"
#include "lib/num.h"

enum fault {
	COUNTY,   /* a county one in a hundred too high */
	SWAPPED,  /* two municipalities in each other's place */
	DECIMAL,  /* a decimal sign lost */
	DOUBLED,  /* a year twice what it is */
	REPEATED, /* a year that gives the year before */
	SHIFTED,  /* a year's figures one area further */
	LATER,    /* all from some year on a year too late */
	FAULTS
};

enum when {
	FIRST,  /* in an answer to which nothing is held */
	SECOND, /* in one behind the clean one */
	NEXT,   /* in the year that the clean one does not have yet */
	WHENS
};

static const char *const fault_names[FAULTS] = {
	"county",   "swapped", "decimal", "doubled",
	"repeated", "shifted", "later"};
static const char *const when_names[WHENS] = {"first", "second", "next"};

struct score {
	size_t n, caught, told, told_caught;
};

/* One indicator. */
struct clean {
	const struct quality_register *reg;
	struct figures f, before; /* all, and all but the newest year */
	struct flaws found;
	struct grid g;
	double *usual;  /* of each row, the median change; NaN: too few */
	double *unrest; /* of each year: how much more than usual was moved */
	double least;   /* a quarter of the usual one */
	char code[40];
};

/* What was planted. */
struct plant {
	struct figures f;
	int year;
	bool tells;
};

static uint64_t next_random(uint64_t *s)
{
	*s ^= *s << 13;
	*s ^= *s >> 7;
	*s ^= *s << 17;
	return *s >> 11;
}

static int ascending(const void *a, const void *b)
{
	const double *x = a, *y = b;

	return (*x > *y) - (*x < *y);
}

/* --- what is usual -------------------------------------------------------- */

/* The changes of a row from one figure to the next, without that of `but`: how
 * many and their median; *widest is over all of them. */
static double changes(const struct grid *g, size_t row, size_t but, size_t *n,
		      double *widest)
{
	const double *x = &g->level[row * g->n_years];
	double d[YEARS], last = (double)NAN, own = (double)NAN;
	size_t y;

	*n = 0;
	*widest = 0;
	for (y = 0; y < g->n_years; y++) {
		if (isnan(x[y]))
			continue;
		if (!isnan(own))
			*widest = fmax(*widest, fabs(x[y] - own));
		own = x[y];
		if (y == but)
			continue;
		if (!isnan(last))
			d[(*n)++] = fabs(x[y] - last);
		last = x[y];
	}
	return median_of(d, *n);
}

static void learn(struct clean *c)
{
	const struct grid *g = &c->g;
	size_t rows = SEX_N * g->n_areas, row, y, n, k = 0;
	double *all = xcalloc(rows + 1, sizeof(*all)), widest;

	c->usual = xcalloc(rows + 1, sizeof(*c->usual));
	c->unrest = xcalloc(g->n_years + 1, sizeof(*c->unrest));
	for (row = 0; row < rows; row++) {
		c->usual[row] = changes(g, row, g->n_years, &n, &widest);
		if (n >= 8)
			all[k++] = c->usual[row];
		else
			c->usual[row] = (double)NAN;
	}
	c->least = median_of(all, k) / 4;
	for (y = 0; y < g->n_years; y++) {
		size_t beside = y ? y - 1 : y + 1;

		for (row = 0, k = 0; beside < g->n_years && row < rows; row++) {
			const double *x = &g->level[row * g->n_years];
			double d = fabs(x[y] - x[beside]) /
				   fmax(c->usual[row], c->least);

			if (!isnan(d) && !isnan(c->usual[row]))
				all[k++] = d;
		}
		qsort(all, k, sizeof(*all), ascending);
		c->unrest[y] =
			k ? fmax(1, fmax(all[k / 2], all[k * 95 / 100] / 4))
			  : 1;
	}
	free(all);
}

static size_t row_of(const struct grid *g, const struct figure *f)
{
	size_t a = 0;

	while (g->areas[a]->id < f->area)
		a++;
	return (size_t)f->sex * g->n_areas + a;
}

static size_t column_of(const struct grid *g, int year)
{
	size_t y = 0;

	while (g->years[y] != year)
		y++;
	return y;
}

/* Whether a row that says x in column y is beyond `times` what it usually does
 * that year, and thrice what it ever did. */
static bool beyond(const struct clean *c, size_t row, size_t y, double x,
		   double times)
{
	const struct grid *g = &c->g;
	double widest, off = fabs(x - g->level[row * g->n_years + y]);
	size_t n, i;
	double u = changes(g, row, y, &n, &widest);

	for (i = 0; g->is_log && i < g->n_years; i++)
		if (g->value[row * g->n_years + i] == 0)
			return false;
	return n >= 8 && off > 3 * widest &&
	       off > times * fmax(u, c->least) * c->unrest[y];
}

/* --- the faults ----------------------------------------------------------- */

static const struct quality_area *area_of(const struct clean *c,
					  const struct figure *f)
{
	return c->g.areas[row_of(&c->g, f) % c->g.n_areas];
}

static bool pick(const struct clean *c, enum when when, enum level level,
		 uint64_t *seed, size_t *at)
{
	int last = c->g.years[c->g.n_years - 1], tries;

	for (tries = 0; tries < 3000; tries++) {
		const struct figure *f;

		*at = next_random(seed) % c->f.n;
		f = &c->f.list[*at];
		if ((level == LEVEL_OTHER || area_of(c, f)->level == level) &&
		    (when != NEXT || f->year == last))
			return true;
	}
	return false;
}

static void exchange(struct figure *a, struct figure *b)
{
	struct val v = a->value, n = a->numerator;

	a->value = b->value;
	a->numerator = b->numerator;
	b->value = v;
	b->numerator = n;
}

/* Each would be twelve times its usual change out of line, and thrice what it
 * ever was; and the rounding does not make it so. */
static bool swap(const struct clean *c, enum when when, uint64_t *seed,
		 struct plant *p)
{
	const struct grid *g = &c->g;
	size_t i, j, y, a, b;
	int tries = 0;

	if (!pick(c, when, LEVEL_KUNTA, seed, &i))
		return false;
	do {
		if (tries++ == 3000 || !pick(c, when, LEVEL_KUNTA, seed, &j))
			return false;
	} while (i == j || c->f.list[i].year != c->f.list[j].year ||
		 c->f.list[i].sex != c->f.list[j].sex);
	exchange(&p->f.list[i], &p->f.list[j]);
	p->year = c->f.list[i].year;
	y = column_of(g, p->year);
	a = row_of(g, &c->f.list[i]);
	b = row_of(g, &c->f.list[j]);
	p->tells = fabs(g->value[a * g->n_years + y] -
			g->value[b * g->n_years + y]) > 9.5 * g->step &&
		   beyond(c, a, y, g->level[b * g->n_years + y], 12) &&
		   beyond(c, b, y, g->level[a * g->n_years + y], 12);
	return true;
}

static void multiply(struct val *v, double by, double step)
{
	double x;

	if (val_get(*v, &x))
		*v = val_number(round(x * by / step) * step);
}

/* A decimal is lost where the series is steady. */
static bool decimal(const struct clean *c, enum when when, uint64_t *seed,
		    struct plant *p)
{
	const struct grid *g = &c->g;
	size_t i, row, y;
	double v;

	if (!pick(c, when, LEVEL_OTHER, seed, &i))
		return false;
	p->year = c->f.list[i].year;
	row = row_of(g, &c->f.list[i]);
	y = column_of(g, p->year);
	v = g->value[row * g->n_years + y];
	if (v < 10 * g->step)
		return false;
	multiply(&p->f.list[i].value, 10, g->step);
	p->tells = g->is_log && beyond(c, row, y, log(10 * v), 20);
	return true;
}

/* The parts of a county or region in a year: how many, how many of them have a
 * figure, and their sum beside the whole. */
static double shortfall(const struct clean *c, const struct figure *whole,
			size_t *parts, size_t *present)
{
	const struct grid *g = &c->g;
	const double *x = g->numer ? g->numer : g->value;
	size_t y = column_of(g, whole->year), a, i, k;
	double sum = 0, all = x[row_of(g, whole) * g->n_years + y];

	*parts = *present = 0;
	for (a = 0; a < g->n_areas; a++) {
		const struct quality_area *area = g->areas[a];
		double part = x[grid_at(g, (int)whole->sex, a, y)];

		for (i = area->from, k = 0; i < area->from + area->n; i++)
			k += c->reg->areas[c->reg->parents[i]].id ==
			     whole->area;
		if (area->level != LEVEL_KUNTA || k == 0)
			continue;
		++*parts;
		*present += !isnan(part);
		sum += isnan(part) ? 0 : part;
	}
	return (all - sum) / all;
}

/* Persons add up to within one in a thousand, and did in three other years, or
 * do in five other wholes of the kind. */
static bool adds_up(const struct clean *c, const struct figure *whole)
{
	const double *x = c->g.numer ? c->g.numer : c->g.value;
	enum level level = area_of(c, whole)->level;
	size_t i, parts, present, years = 0, wholes = 0;

	if (!(x[row_of(&c->g, whole) * c->g.n_years +
		column_of(&c->g, whole->year)] >= 1000))
		return false;
	if (!(fabs(shortfall(c, whole, &parts, &present)) < 0.001) ||
	    parts < 2 || present < parts)
		return false;
	for (i = 0; i < c->f.n && years < 3 && wholes < 5; i++) {
		const struct figure *f = &c->f.list[i];

		if (f->sex != whole->sex || f == whole ||
		    (f->area != whole->area && f->year != whole->year) ||
		    area_of(c, f)->level != level ||
		    !(fabs(shortfall(c, f, &parts, &present)) < 0.001) ||
		    present < parts || parts < 2)
			continue;
		years += f->area == whole->area;
		wholes += f->year == whole->year;
	}
	return years >= 3 || wholes >= 5;
}

static bool county(const struct clean *c, enum when when, uint64_t *seed,
		   struct plant *p)
{
	size_t i;

	if (!pick(c, when, next_random(seed) % 2 ? LEVEL_COUNTY : LEVEL_REGION,
		  seed, &i))
		return false;
	p->year = c->f.list[i].year;
	multiply(&p->f.list[i].value, 1.01, c->g.step);
	multiply(&p->f.list[i].numerator, 1.01, 1);
	p->tells = adds_up(c, &c->f.list[i]);
	return true;
}

/* Whether a column has figures enough to be judged whole, beside five others.
 */
static bool is_full(const struct clean *c, int year)
{
	const struct grid *g = &c->g;
	size_t y, a, n, full = 0;
	bool own = false;

	for (y = 0; y < g->n_years; y++) {
		for (a = 0, n = 0; a < g->n_areas; a++)
			n += !isnan(g->level[grid_at(g, SEX_TOTAL, a, y)]);
		full += n >= 100;
		own = own || (n >= 100 && g->years[y] == year);
	}
	return own && full >= 6;
}

static bool doubled(const struct clean *c, enum when when, uint64_t *seed,
		    struct plant *p)
{
	size_t i;

	if (!pick(c, when, LEVEL_OTHER, seed, &i))
		return false;
	p->year = c->f.list[i].year;
	for (i = 0; i < p->f.n; i++)
		if (p->f.list[i].year == p->year) {
			multiply(&p->f.list[i].value, 2, c->g.step);
			multiply(&p->f.list[i].numerator, 2, 1);
		}
	p->tells = c->g.is_log && is_full(c, p->year);
	return true;
}

/* The figure of the same series the year before, or NULL. */
static const struct figure *year_before(const struct clean *c, size_t i)
{
	const struct figure *f = &c->f.list[i];

	return i && f[-1].area == f->area && f[-1].sex == f->sex &&
			       f[-1].year == f->year - 1
		       ? f - 1
		       : NULL;
}

static bool repeated(const struct clean *c, enum when when, uint64_t *seed,
		     struct plant *p)
{
	size_t i;

	if (!pick(c, when, LEVEL_OTHER, seed, &i) || !year_before(c, i))
		return false;
	p->year = c->f.list[i].year;
	for (i = 0; i < p->f.n; i++)
		if (p->f.list[i].year == p->year && year_before(c, i)) {
			p->f.list[i].value = year_before(c, i)->value;
			p->f.list[i].numerator = year_before(c, i)->numerator;
		}
	p->tells = is_full(c, p->year) && is_full(c, p->year - 1);
	return true;
}

static bool later(const struct clean *c, enum when when, uint64_t *seed,
		  struct plant *p)
{
	size_t i;

	if (!pick(c, when, LEVEL_OTHER, seed, &i) || !year_before(c, i))
		return false;
	p->year = c->f.list[i].year;
	for (i = 0; i < p->f.n; i++)
		if (p->f.list[i].year >= p->year && year_before(c, i)) {
			p->f.list[i].value = year_before(c, i)->value;
			p->f.list[i].numerator = year_before(c, i)->numerator;
		}
	p->tells = is_full(c, p->year) && is_full(c, p->year - 1);
	return true;
}

/* Where the areas are further apart than they move from year to year. */
static bool shifted(const struct clean *c, enum when when, uint64_t *seed,
		    struct plant *p)
{
	const struct grid *g = &c->g;
	double *x = xcalloc(SEX_N * g->n_areas, sizeof(*x)), apart;
	struct figure *last = NULL;
	size_t i, y, a, n = 0;

	if (!pick(c, when, LEVEL_OTHER, seed, &i)) {
		free(x);
		return false;
	}
	p->year = c->f.list[i].year;
	y = column_of(g, p->year);
	for (i = 0; i < p->f.n; i++) {
		struct figure *f = &p->f.list[i];

		if (f->year != p->year)
			continue;
		if (last)
			exchange(last, f);
		else
			last = f;
	}
	for (a = 0; a < g->n_areas; a++)
		if (!isnan(g->level[grid_at(g, SEX_TOTAL, a, y)]))
			x[n++] = g->level[grid_at(g, SEX_TOTAL, a, y)];
	apart = n ? spread_of(x, n, median_of(x, n)) : 0;
	p->tells =
		is_full(c, p->year) && apart > 4 * 4 * c->least * c->unrest[y];
	free(x);
	return true;
}

static bool (*const plants[FAULTS])(const struct clean *, enum when, uint64_t *,
				    struct plant *) = {
	county, swap, decimal, doubled, repeated, shifted, later};

/* --- what the checks say -------------------------------------------------- */

static bool held(const struct clean *c, enum when when, const struct plant *p)
{
	struct flaws found = {0}, before = {0};
	bool caught = false;
	size_t i;

	quality_check_state(c->reg, &p->f, &found);
	if (when == SECOND)
		quality_check_change(c->reg, &c->f, &p->f, &found);
	if (when == NEXT) {
		quality_check_change(c->reg, &c->before, &p->f, &found);
		quality_check_state(c->reg, &c->before, &before);
		flaws_sort(&before);
	}
	for (i = 0; i < found.n; i++)
		caught = caught ||
			 (found.list[i].severity == SEVERITY_ERROR &&
			  !flaws_have(when == NEXT ? &before : &c->found,
				      &found.list[i]));
	flaws_release(&found);
	flaws_release(&before);
	return caught;
}

static void plant_all(const struct clean *c, size_t times,
		      struct score score[FAULTS][WHENS])
{
	uint64_t seed = 88172645463325252;
	size_t fault, when, t;

	for (fault = 0; fault < FAULTS; fault++) {
		bool whole = fault >= DOUBLED;

		for (when = 0; when < WHENS; when++) {
			struct score *s = &score[fault][when];

			for (t = 0; t < (whole ? times / 4 + 1 : times); t++) {
				struct plant p = {0};
				bool got;

				figures_copy(&p.f, &c->f);
				if (!plants[fault](c, (enum when)when, &seed,
						   &p)) {
					figures_release(&p.f);
					continue;
				}
				got = held(c, (enum when)when, &p);
				s->n++;
				s->caught += got;
				s->told += p.tells;
				s->told_caught += p.tells && got;
				if (p.tells && !got)
					print_message("# not found: %s %s, "
						      "indicator %s, %d\n",
						      fault_names[fault],
						      when_names[when], c->code,
						      p.year);
				figures_release(&p.f);
			}
		}
	}
}

/* --- the stores ----------------------------------------------------------- */

struct world {
	struct work work;
	struct db *dbs[8];
	size_t n;
};

static int put_file(void *ctx, const char *name, struct err *e)
{
	struct work *w = ctx;
	char *path = xasprintf("etl/snapshot/%s", name);
	struct exchange_head head = {0};
	struct buf b;

	buf_init(&b, BUF_MAX);
	if (strstr(name, ".exchange")) {
		if (file_read(path, &b, e) < 0 ||
		    exchange_head_parse(buf_str(&b), b.len, &head, e) < 0)
			fail_msg("%s: %s", path, e->msg);
		assert_int_equal(
			work_put(w, head.request, head.fetched_at, buf_str(&b)),
			VERDICT_NEW);
	}
	exchange_head_release(&head);
	buf_release(&b);
	free(path);
	return 0;
}

static int set_up(void **state)
{
	struct world *w = xcalloc(1, sizeof(*w));
	const char *stores = getenv("STORES");
	struct err e = {0};

	work_set_up(&w->work);
	*state = w;
	while (stores && *stores && w->n < ARRAY_LEN(w->dbs)) {
		size_t len = strcspn(stores, ":");
		char *path = xasprintf("%.*s", (int)len, stores);

		assert_ok(db_open(&w->dbs[w->n++], path, DB_READ, &e));
		free(path);
		stores += len + (stores[len] == ':');
	}
	if (w->n)
		return 0;
	/* What was confirmed by hand is confirmed in config/ alone. */
	assert_ok(conf_set(w->work.app.conf, "quality.hold=", &e));
	assert_ok(file_list("etl/snapshot", put_file, &w->work, &e));
	w->dbs[w->n++] = work_made_anew(&w->work, NULL);
	return 0;
}

static int tear_down(void **state)
{
	struct world *w = *state;
	size_t i;

	for (i = 0; i < w->n; i++)
		db_close(w->dbs[i]);
	work_tear_down(&w->work);
	free(w);
	return 0;
}

static void read_figures(struct db *db, int64_t indicator, struct figures *out)
{
	struct stmt *q = NULL;
	struct err e = {0};

	assert_ok(stmt_new(&q, db,
			   "SELECT area, sex, year, value, numerator"
			   "  FROM observation WHERE indicator = ?1"
			   "  ORDER BY area, sex, year",
			   &e));
	stmt_int(q, 1, indicator);
	while (stmt_step(q, &e) == 1) {
		struct figure f = {
			.area = stmt_col_int(q, 0),
			.sex = (enum sex)stmt_col_int(q, 1),
			.year = (int)stmt_col_int(q, 2),
			.value = val_number(stmt_col_double(q, 3)),
			.numerator =
				stmt_col_null(q, 4)
					? val_absent(VAL_MISSING)
					: val_number(stmt_col_double(q, 4))};

		figures_add(out, &f);
	}
	stmt_free(q);
}

/* Every indicator of every store. */
static void each(struct world *w, void (*look)(struct clean *c, void *ctx),
		 void *ctx)
{
	struct err e = {0};
	size_t i, k;

	for (i = 0; i < w->n; i++) {
		struct quality_register reg = {0};
		struct stmt *q = NULL;

		assert_ok(stmt_new(&q, w->dbs[i],
				   "SELECT id, code FROM indicator"
				   "  WHERE figures > 0 ORDER BY id",
				   &e));
		while (stmt_step(q, &e) == 1) {
			struct clean c = {.reg = &reg};

			(void)snprintf(c.code, sizeof(c.code), "%s",
				       stmt_col_text(q, 1));
			read_figures(w->dbs[i], stmt_col_int(q, 0), &c.f);
			assert_ok(gate_register_update(&reg, w->dbs[i], &c.f,
						       &e));
			quality_check_state(&reg, &c.f, &c.found);
			flaws_sort(&c.found);
			if (grid_make(&c.g, &reg, &c.f)) {
				int last = c.g.years[c.g.n_years - 1];

				for (k = 0; k < c.f.n; k++)
					if (c.f.list[k].year != last)
						figures_add(&c.before,
							    &c.f.list[k]);
				learn(&c);
				look(&c, ctx);
			}
			grid_release(&c.g);
			free(c.usual);
			free(c.unrest);
			figures_release(&c.f);
			figures_release(&c.before);
			flaws_release(&c.found);
		}
		stmt_free(q);
		gate_register_release(&reg);
	}
}

/* --- the tests ------------------------------------------------------------ */

struct seen {
	size_t series, errors;
};

static void look_clean(struct clean *c, void *ctx)
{
	struct seen *s = ctx;
	size_t i;

	for (i = 0; i < c->f.n; i++)
		s->series += i == 0 ||
			     c->f.list[i].area != c->f.list[i - 1].area ||
			     c->f.list[i].sex != c->f.list[i - 1].sex;
	for (i = 0; i < c->found.n; i++) {
		const struct flaw *f = &c->found.list[i];

		if (f->severity != SEVERITY_ERROR)
			continue;
		print_message("# as published: indicator %s, %d: %s: %s\n",
			      c->code, f->year, quality_name(f->check),
			      f->text);
		s->errors++;
	}
}

/* Each of them is a row of config/corrections.csv. */
static void test_recorded_figures_are_clean(void **state)
{
	struct seen s = {0};

	each(*state, look_clean, &s);
	print_message("# %zu errors in %zu series\n", s.errors, s.series);
	assert_true(s.series > 300);
	assert_true(s.errors <= 3 && s.errors * 1000 <= s.series);
}

struct planting {
	size_t times;
	struct score score[FAULTS][WHENS];
};

static void look_planted(struct clean *c, void *ctx)
{
	struct planting *p = ctx;

	plant_all(c, p->times, p->score);
}

static void test_what_can_be_told_is_found(void **state)
{
	const char *times = getenv("PLANTINGS");
	struct planting p = {.times = 8};
	size_t fault, when, missed = 0;
	int64_t n;

	if (times && num_int(times, strlen(times), 1, 100000, &n))
		p.times = (size_t)n;
	each(*state, look_planted, &p);
	for (fault = 0; fault < FAULTS; fault++) {
		for (when = 0; when < WHENS; when++) {
			const struct score *s = &p.score[fault][when];

			print_message("# %s %s: %zu of %zu that can be told, "
				      "%zu of %zu others\n",
				      fault_names[fault], when_names[when],
				      s->told_caught, s->told,
				      s->caught - s->told_caught,
				      s->n - s->told);
			missed += s->told - s->told_caught;
		}
	}
	assert_int_equal(missed, 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_recorded_figures_are_clean),
		cmocka_unit_test(test_what_can_be_told_is_found),
	};

	return cmocka_run_group_tests(tests, set_up, tear_down);
}

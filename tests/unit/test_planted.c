/*
 * Errors planted at random places of the recorded figures that the project
 * ships: each that can be told from the figures is found, and the figures as
 * they are show nothing but what was confirmed.
 *
 * What can be told is defined by tests/support/plant.c.
 *
 *	STORES=FILE[:FILE...]  other stores instead of the snapshot
 *	PLANTINGS=N            how many errors of a kind an indicator gets
 */
#include "tests/support/archive.h"
#include "tests/support/plant.h"

#include "etl/exchange.h"
#include "etl/gate_store.h"
#include "lib/file.h"
#include "lib/num.h"

static const char *const fault_names[FAULTS] = {
	"county",   "swapped", "decimal", "doubled",
	"repeated", "shifted", "later"};
static const char *const when_names[WHENS] = {"first", "second", "next"};

struct score {
	size_t n, caught, told, told_caught;
};

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

static void plant_and_look(const struct clean *c, enum fault fault,
			   enum when when, uint64_t *seed, struct score *s)
{
	struct plant p = {0};
	bool got;

	figures_copy(&p.f, &c->f);
	if (plant_one(c, fault, when, seed, &p)) {
		got = held(c, when, &p);
		s->n++;
		s->caught += got;
		s->told += p.tells;
		s->told_caught += p.tells && got;
		if (p.tells && !got)
			print_message("# not found: %s %s, indicator %s, %d\n",
				      fault_names[fault], when_names[when],
				      c->code, p.year);
	}
	figures_release(&p.f);
}

static void plant_all(const struct clean *c, size_t times,
		      struct score score[FAULTS][WHENS])
{
	uint64_t seed = 88172645463325252;
	size_t fault, when, t;

	/* One of a whole year says more than one of a figure. */
	for (fault = 0; fault < FAULTS; fault++)
		for (when = 0; when < WHENS; when++)
			for (t = 0;
			     t < (fault >= DOUBLED ? times / 4 + 1 : times);
			     t++)
				plant_and_look(c, (enum fault)fault,
					       (enum when)when, &seed,
					       &score[fault][when]);
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
				clean_learn(&c);
				look(&c, ctx);
			}
			clean_release(&c);
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

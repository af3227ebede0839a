/*
 * What charts cost; see charts.h.
 */
#include "tests/bench/charts.h"

#include "lib/db.h"
#include "lib/file.h"
#include "plots/draw.h"
#include "tests/bench/yardstick.h"

enum {
	BATCH = 16 /* charts in one gnuplot process, as in plots/run.c */
};

struct job {
	struct buf *scripts; /* a batch each; owned */
	char **names;        /* owned */
	size_t n, batches;
	double sketched, drawn, mended; /* seconds */
};

static void check(int rc, const struct err *e)
{
	if (rc < 0)
		die("%s", e->msg);
}

static void add_sketch(struct job *j, const struct sketch *s)
{
	if (j->n % BATCH == 0) {
		j->scripts = xreallocarray(j->scripts, j->batches + 1,
					   sizeof(*j->scripts));
		buf_init(&j->scripts[j->batches++], BUF_MAX);
	}
	for (int f = 0; f < DRAW_CSV; f++) {
		char *name = xasprintf("%s.%s", s->name,
				       draw_format_name((enum draw_format)f));

		draw_script(s, (enum draw_format)f,
			    draw_usual_scale((enum draw_format)f), name,
			    &j->scripts[j->batches - 1]);
		free(name);
	}
	j->names = xreallocarray(j->names, j->n + 1, sizeof(*j->names));
	j->names[j->n++] = xstrdup(s->name);
}

static void sketch_all(struct job *j, const struct chart_kind *kind,
		       struct db *db, size_t most)
{
	double start = seconds_now();
	struct stmt *q = NULL;
	struct err e = {0};
	struct chart_source source;
	int got = 1;

	check(stmt_new(&q, db, kind->wanted, &e), &e);
	check(chart_source_open(&source, kind, db, LANG_FI, &e), &e);
	while (j->n < most && (got = stmt_step(q, &e)) > 0) {
		const struct chart_key key = {stmt_col_int(q, 0),
					      stmt_col_int(q, 1)};
		struct sketch s;

		sketch_init(&s, kind, LANG_FI);
		if (kind->sketch(&source, &key, &s, &e) == 0)
			add_sketch(j, &s);
		else if (e.code != ERR_DATA && e.code != ERR_CONFIG)
			die("%s", e.msg);
		e = (struct err){0};
		sketch_release(&s);
	}
	check(got, &e);
	chart_source_close(&source);
	stmt_free(q);
	j->sketched = seconds_now() - start;
}

static void mend(const char *dir, const char *name, enum draw_format f)
{
	char *path = xasprintf("%s/%s.%s", dir, name, draw_format_name(f));
	struct buf raw, done;
	struct err e = {0};

	buf_init(&raw, BUF_MAX);
	buf_init(&done, BUF_MAX);
	check(file_read(path, &raw, &e), &e);
	check(f == DRAW_SVG
		      ? draw_finish_svg(&raw, "t", "d", LANG_FI, 0, &done, &e)
		      : draw_finish_pdf(&raw, &done, &e),
	      &e);
	buf_release(&raw);
	buf_release(&done);
	free(path);
}

static void draw_all(struct job *j, const char *dir)
{
	struct err e = {0};
	double start;

	check(file_mkdirs(dir, &e), &e);
	start = seconds_now();
	check(draw_run(j->scripts, j->batches, dir, NULL, &e), &e);
	j->drawn = seconds_now() - start;
	start = seconds_now();
	for (size_t i = 0; i < j->n; i++) {
		mend(dir, j->names[i], DRAW_SVG);
		mend(dir, j->names[i], DRAW_PDF);
	}
	j->mended = seconds_now() - start;
	check(file_remove_tree(dir, &e), &e);
}

static void job_release(struct job *j)
{
	for (size_t i = 0; i < j->batches; i++)
		buf_release(&j->scripts[i]);
	for (size_t i = 0; i < j->n; i++)
		free(j->names[i]);
	free(j->scripts);
	free(j->names);
}

void charts_report(const char *var, size_t most)
{
	char *path = xasprintf("%s/tilannekuva.db", var);
	char *dir = xasprintf("%s/charts.bench", var);
	struct db *db = NULL;
	struct err e = {0};

	check(db_open(&db, path, DB_READ, &e), &e);
	printf("%-10s %7s %9s %9s %9s %9s %7s\n", "kind", "charts", "sketch ms",
	       "gnuplot", "mend", "charts/s", "ratio");
	for (size_t i = 0; chart_kinds[i]; i++) {
		struct job j = {0};
		double all, n;

		sketch_all(&j, chart_kinds[i], db, most);
		if (j.n)
			draw_all(&j, dir);
		n = (double)j.n / 1000.0;
		all = j.sketched + j.drawn + j.mended;
		if (j.n)
			printf("%-10s %7zu %9.2f %9.2f %9.2f %9.1f %7.3f\n",
			       chart_kinds[i]->name, j.n, j.sketched / n,
			       j.drawn / n, j.mended / n, (double)j.n / all,
			       all / j.drawn);
		job_release(&j);
	}
	db_close(db);
	free(path);
	free(dir);
}

/* No kind's name is a part of another's. */
static bool is_listed(const char *kinds, const char *name)
{
	return strstr(kinds, name) != NULL;
}

double charts_bare(const char *var, const char *kinds, size_t *n)
{
	char *path = xasprintf("%s/tilannekuva.db", var);
	char *dir = xasprintf("%s/charts.bare", var);
	struct db *db = NULL;
	struct err e = {0};
	struct job j = {0};
	double start;

	check(db_open(&db, path, DB_READ, &e), &e);
	check(file_mkdirs(dir, &e), &e);
	for (size_t i = 0; chart_kinds[i]; i++)
		if (is_listed(kinds, chart_kinds[i]->name))
			sketch_all(&j, chart_kinds[i], db, SIZE_MAX);
	start = seconds_now();
	check(draw_run(j.scripts, j.batches, dir, NULL, &e), &e);
	start = seconds_now() - start;
	*n = j.n;
	job_release(&j);
	check(file_remove_tree(dir, &e), &e);
	db_close(db);
	free(path);
	free(dir);
	return start;
}

/*
 * The tables of config/ that people keep in a spreadsheet. The first byte
 * chooses the table, and whether its header stands before the rest already.
 *
 * Files: etl/followed.c etl/corrections.c etl/mergers.c etl/own_areas.c
 * Files: etl/background.c etl/cube_rows.c
 */
#include "tests/fuzz/scratch.h"

#include <math.h>

#include "etl/corrections.h"
#include "etl/cube_rows.h"
#include "etl/mergers.h"
#include "etl/tables.h"
#include "lib/http.h"
#include "lib/text.h"

/* What a table comes to: a line a row, in an order of its own. */
typedef int reader(struct app *app, struct buf *out, struct err *e);

static int read_areas(struct app *app, struct buf *out, struct err *e)
{
	struct own_areas o;
	size_t i;

	if (own_areas_read(app, &o, e) < 0)
		return -1;
	for (i = 0; i < o.n; i++) {
		const struct own_area *t = &o.list[i];

		PROMISE(t->kind[0] && t->code[0]);
		PROMISE(t->name[0][0] || t->parts[0]);
		PROMISE(!t->from[0] || strlen(t->from) == 10);
		PROMISE(!t->to[0] || strlen(t->to) == 10);
		buf_printf(out, "%s|%s|%s|%s\n", t->kind, t->code, t->name[0],
			   t->parts);
	}
	own_areas_release(&o);
	return 0;
}

static int read_followed(struct app *app, struct buf *out, struct err *e)
{
	struct followed_list f;
	size_t i, k;

	if (followed_read(app, &f, e) < 0)
		return -1;
	for (i = 0; i < f.n; i++) {
		const struct followed *t = &f.list[i];

		PROMISE(t->span >= 1 && t->span <= 20 && t->code[0]);
		PROMISE(followed_in_words(followed_classes, t->class));
		for (k = 1; k < t->breaks_n; k++)
			PROMISE(t->breaks[k - 1] < t->breaks[k]);
		buf_printf(out, "%s|%s|%s|%d|%zu\n", t->source, t->code,
			   t->title, t->span, t->breaks_n);
	}
	followed_release(&f);
	return 0;
}

static int read_corrections(struct app *app, struct buf *out, struct err *e)
{
	struct corrections c;
	size_t i;
	double v;

	if (corrections_read(app, "2026-03-02T03:00:00Z", &c, e) < 0)
		return -1;
	for (i = 0; i < c.n; i++) {
		const struct correction *t = &c.list[i];

		PROMISE(t->reason[0] && t->by[0] && strlen(t->date) == 10);
		PROMISE(t->answer[0] || (t->kind && t->area));
		PROMISE(isfinite(t->expected));
		/* an empty cell is no figure, never zero */
		PROMISE(!val_get(t->corrected, &v) || isfinite(v));
		buf_printf(out, "%s|%s|%s|%d|%d|%.17g\n", t->source,
			   t->indicator, t->reason, t->year,
			   val_get(t->corrected, &v), t->expected);
	}
	corrections_release(&c);
	return 0;
}

static int read_mergers(struct app *app, struct buf *out, struct err *e)
{
	struct mergers m;
	const char *now;
	size_t i;

	if (mergers_read(app, &m, e) < 0)
		return -1;
	for (i = 0; i < m.n; i++) {
		const struct merger *t = &m.list[i];

		PROMISE(i == 0 || strcmp(m.list[i - 1].date, t->date) <= 0);
		PROMISE(strlen(t->old_code) == 3 && strlen(t->new_code) == 3);
		/* it ends, and where it ends nothing happens any more */
		now = mergers_today(&m, t->old_code);
		PROMISE(!now || strcmp(mergers_today(&m, now), now) == 0);
		(void)mergers_valid(&m, t->new_code, t->date);
		buf_printf(out, "%s|%s|%s|%d\n", t->date, t->old_code,
			   t->new_code, (int)t->kind);
	}
	mergers_release(&m);
	return 0;
}

static int read_background(struct app *app, struct buf *out, struct err *e)
{
	struct background_list b;
	size_t i;

	if (background_read(app, &b, e) < 0)
		return -1;
	for (i = 0; i < b.n; i++) {
		const struct background *t = &b.list[i];

		PROMISE(t->weight > 0.0 && t->weight <= 100.0 && t->why[0]);
		buf_printf(out, "%s|%s|%s|%g|%d|%d\n", t->source, t->code,
			   t->why, t->weight, t->log, t->links);
	}
	background_release(&b);
	return 0;
}

static int read_cubes(struct app *app, struct buf *out, struct err *e)
{
	struct cube_rows r;
	size_t i;

	if (cube_rows_read(app, source_find("pxweb"), &r, e) < 0)
		return -1;
	for (i = 0; i < r.n; i++) {
		const struct cube_row *t = &r.list[i];

		PROMISE(t->id[0] && strlen(t->id) < INDICATOR_TEXT);
		PROMISE(http_allowed(t->url, NULL) == 0);
		buf_printf(out, "%s|%s|%s|%s\n", t->id, t->url, t->metric,
			   t->fixed);
	}
	cube_rows_release(&r);
	return 0;
}

static const struct {
	const char *file, *header;
	reader *read;
	bool ordered; /* by its own rule: other orders may be refused */
} kinds[] = {
	{"areas.csv",
	 "kind,code,name_fi,name_sv,name_en,parts,parts_from,parts_to\n",
	 read_areas, false},
	{"indicators.csv",
	 "source,id,title,class,polarity,polarity_source,theme,span,dimension,"
	 "felt_or_register,breaks,breaks_source\n",
	 read_followed, false},
	{"corrections.csv",
	 "source,indicator,area,year,sex,expected,corrected,answer,reason,date,"
	 "by\n",
	 read_corrections, false},
	{"mergers.csv",
	 "date,kind,old_code,old_name_fi,old_name_sv,new_code,new_name_fi,"
	 "new_name_sv\n",
	 read_mergers, true},
	{"background.csv", "source,indicator,transform,weight,links,why\n",
	 read_background, false},
	{"pxweb.csv",
	 "id,url,metric,fixed,title,class,polarity,polarity_source,theme,span,"
	 "dimension,felt_or_register\n",
	 read_cubes, false},
};

static int compare_lines(const void *a, const void *b)
{
	return strcmp(*(char *const *)a, *(char *const *)b);
}

/* Whether both hold the same lines. */
static bool same_lines(const struct buf *a, const struct buf *b)
{
	const struct buf *of[2] = {a, b};
	char **line[2] = {NULL, NULL};
	size_t n[2] = {0, 0}, i;
	bool same;

	for (i = 0; i < 2; i++) {
		struct feed f = {(const uint8_t *)buf_str(of[i]), of[i]->len};

		while (f.left) {
			line[i] = xreallocarray(line[i], n[i] + 1,
						sizeof(*line[i]));
			line[i][n[i]++] = feed_line(&f);
		}
		if (n[i])
			qsort(line[i], n[i], sizeof(*line[i]), compare_lines);
	}
	same = n[0] == n[1];
	for (i = 0; same && i < n[0]; i++)
		same = strcmp(line[0][i], line[1][i]) == 0;
	for (i = 0; i < 2; i++) {
		while (n[i])
			free(line[i][--n[i]]);
		free(line[i]);
	}
	return same;
}

/* The same rows in another order mean the same, or are refused alike. */
static void check_order(size_t k, const struct buf *bytes, int was,
			const struct buf *rows)
{
	struct buf other, got;
	struct err e = {0};
	int rc;

	buf_init(&other, BUF_MAX);
	buf_init(&got, BUF_MAX);
	if (rows_reversed(&other, buf_str(bytes), bytes->len)) {
		free(scratch_put(kinds[k].file, buf_str(&other), other.len));
		rc = kinds[k].read(scratch_app(), &got, &e);
		PROMISE(rc == was);
		PROMISE(rc < 0 || same_lines(rows, &got));
	}
	buf_release(&other);
	buf_release(&got);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct buf bytes, rows;
	struct err e = {0};
	size_t k;
	int rc;

	if (size == 0)
		return 0;
	k = (data[0] & 0x7f) % ARRAY_LEN(kinds);
	buf_init(&bytes, BUF_MAX);
	buf_init(&rows, BUF_MAX);
	if (data[0] & 0x80)
		buf_puts(&bytes, kinds[k].header);
	buf_add(&bytes, data + 1, size - 1);
	free(scratch_put(kinds[k].file, buf_str(&bytes), bytes.len));
	rc = kinds[k].read(scratch_app(), &rows, &e);
	PROMISE(rc == 0 || (rc == -1 && e.code == ERR_CONFIG));
	/* what is wrong is named */
	PROMISE((rc == 0) == (e.msg[0] == '\0'));
	PROMISE(rc == 0 || strstr(e.msg, kinds[k].file));
	PROMISE(text_is_utf8(e.msg, strlen(e.msg)));
	if (!kinds[k].ordered)
		check_order(k, &bytes, rc, &rows);
	scratch_clear();
	buf_release(&bytes);
	buf_release(&rows);
	return 0;
}

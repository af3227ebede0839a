/*
 * `plot`: all charts, or one of any series there is.
 */
#include <sys/stat.h>

#include "lib/file.h"
#include "plots/draw.h"
#include "plots/plots.h"
#include "plots/sql.h"

enum {
	OPT_AREA,
	OPT_INDICATOR,
	OPT_KIND,
	OPT_FORMAT,
	OPT_LANG,
	OPT_OUT,
	OPT_N
};

enum {
	Q_FIND_AREA,
	Q_FIND_INDICATOR,
	Q_COUNT
};

static const char *const sql[Q_COUNT] = {
	[Q_FIND_AREA] = "SELECT id FROM area WHERE kind = ?1 AND code = ?2",
	[Q_FIND_INDICATOR] = "SELECT i.id FROM indicator AS i"
			     " JOIN source AS s ON s.id = i.source"
			     " WHERE s.name = ?1 AND i.code = ?2",
};
const struct sql_set plots_find_sql = {"plots/find", sql, Q_COUNT};

/* What the command line asks for. */
struct request {
	char area_kind[32], area[32], source[32], indicator[32];
	const struct chart_kind *kind;
	enum draw_format format;
	enum lang lang;
	const char *out; /* borrowed from argv; NULL: standard output */
	bool one;
};

/* --- the command line -------------------------------------------------------
 */

static int parse_series(const struct opt *o, struct request *r, struct err *e)
{
	r->one = o[OPT_AREA].given || o[OPT_INDICATOR].given;
	if (!r->one &&
	    (o[OPT_OUT].given || o[OPT_FORMAT].given || o[OPT_LANG].given))
		return err_set(e, ERR_USAGE,
			       "--format, --lang and --out need --area and "
			       "--indicator");
	if (!r->one)
		return 0;
	if (!o[OPT_AREA].given || !o[OPT_INDICATOR].given)
		return err_set(e, ERR_USAGE,
			       "one chart needs both --area and --indicator");
	if (!app_area_parse(o[OPT_AREA].value, r->area_kind,
			    sizeof(r->area_kind), r->area, sizeof(r->area)))
		return err_set(e, ERR_USAGE,
			       "--area '%s': expected [KIND:]CODE",
			       o[OPT_AREA].value);
	if (!app_indicator_parse(o[OPT_INDICATOR].value, r->source,
				 sizeof(r->source), r->indicator,
				 sizeof(r->indicator)))
		return err_set(e, ERR_USAGE,
			       "--indicator '%s': expected [SOURCE:]ID",
			       o[OPT_INDICATOR].value);
	return 0;
}

/* --format, else the ending of --out, else svg. */
static int parse_format(const struct opt *o, struct request *r, struct err *e)
{
	const char *s = o[OPT_FORMAT].value, *dot;

	r->out = o[OPT_OUT].value;
	if (!s && r->out) {
		dot = strcmp(r->out, "-") == 0 ? ".svg" : strrchr(r->out, '.');
		if (!dot || strchr(dot, '/'))
			return err_set(e, ERR_USAGE,
				       "--out %s: say --format svg, png or csv",
				       r->out);
		s = dot + 1;
	}
	if (s && !draw_format_parse(s, &r->format))
		return err_set(e, ERR_USAGE,
			       "unknown format '%s': svg, png or csv", s);
	return 0;
}

static int parse(struct request *r, int argc, char **argv, struct err *e)
{
	struct opt o[OPT_N] = {
		[OPT_AREA] = {.name = "area", .takes_value = true},
		[OPT_INDICATOR] = {.name = "indicator", .takes_value = true},
		[OPT_KIND] = {.name = "kind", .takes_value = true},
		[OPT_FORMAT] = {.name = "format", .takes_value = true},
		[OPT_LANG] = {.name = "lang", .takes_value = true},
		[OPT_OUT] = {.name = "out", .takes_value = true},
	};
	const char *kind;

	if (opt_parse(o, OPT_N, &argc, argv, e) < 0)
		return -1;
	if (argc > 1)
		return err_set(e, ERR_USAGE, "unexpected word '%s'", argv[1]);
	kind = o[OPT_KIND].given ? o[OPT_KIND].value : "trend";
	r->kind = chart_kind_find(kind);
	if (!r->kind)
		return err_set(e, ERR_USAGE,
			       "unknown kind of chart '%s': trend", kind);
	if (o[OPT_LANG].given && !lang_parse(o[OPT_LANG].value, &r->lang))
		return err_set(e, ERR_USAGE,
			       "unknown language '%s': fi, sv or en",
			       o[OPT_LANG].value);
	if (parse_series(o, r, e) < 0)
		return -1;
	return parse_format(o, r, e);
}

/* --- one chart --------------------------------------------------------------
 */

/* *id untouched where nothing is found. */
static int find(struct stmts *q, size_t i, const char *a, const char *b,
		int64_t *id, struct err *e)
{
	struct stmt *s = stmts_at(q, i);
	int rc;

	stmt_text(s, 1, a);
	stmt_text(s, 2, b);
	rc = stmt_step(s, e);
	if (rc > 0)
		*id = stmt_col_int(s, 0);
	stmt_reset(s);
	return rc < 0 ? -1 : 0;
}

static int find_series(struct db *db, const struct request *r, int64_t *area,
		       int64_t *indicator, struct err *e)
{
	struct stmts *q = NULL;
	int rc = -1;

	if (stmts_new(&q, db, &plots_find_sql, e) < 0)
		return -1;
	if (find(q, Q_FIND_AREA, r->area_kind, r->area, area, e) < 0 ||
	    find(q, Q_FIND_INDICATOR, r->source, r->indicator, indicator, e) <
		    0)
		goto out;
	if (!*area)
		(void)err_set(e, ERR_USAGE, "unknown area %s:%s", r->area_kind,
			      r->area);
	else if (!*indicator)
		(void)err_set(e, ERR_USAGE, "unknown indicator %s:%s",
			      r->source, r->indicator);
	else
		rc = 0;
out:
	stmts_free(q);
	return rc;
}

static int read_chart(struct db *db, const struct request *r, struct chart *c,
		      struct err *e)
{
	struct chart_reader *reader = NULL;
	int64_t area = 0, indicator = 0;
	int rc;

	if (find_series(db, r, &area, &indicator, e) < 0 ||
	    chart_reader_new(&reader, db, r->lang, e) < 0)
		return -1;
	rc = chart_read(reader, indicator, area, c, e);
	chart_reader_free(reader);
	return rc;
}

static int draw_chart(const struct chart *c, const struct request *r,
		      struct buf *out, struct err *e)
{
	struct sketch s = {0};
	struct buf script, drawn, *outs[] = {&drawn};
	int rc = -1;

	buf_init(&script, BUF_MAX);
	buf_init(&drawn, BUF_MAX);
	sketch_make(&s, r->kind, c);
	if (r->format == DRAW_CSV) {
		buf_add(out, buf_str(&s.csv), s.csv.len);
		rc = buf_check(out, "CSV", e);
		goto out;
	}
	sketch_script(&s, r->format, "", &script);
	if (draw_run(&script, 1, NULL, outs, e) < 0)
		goto out;
	if (r->format == DRAW_SVG) {
		rc = draw_finish_svg(&drawn, buf_str(&s.title), buf_str(&s.alt),
				     r->lang, out, e);
	} else {
		buf_add(out, buf_str(&drawn), drawn.len);
		rc = buf_check(out, "PNG", e);
	}
out:
	sketch_release(&s);
	buf_release(&script);
	buf_release(&drawn);
	return rc;
}

/* By rename, which would put a file in the place of a device. */
static int publish(const char *path, const struct buf *b, struct err *e)
{
	struct stat st;

	if (stat(path, &st) == 0 && !S_ISREG(st.st_mode))
		return err_set(e, ERR_USAGE, "--out %s: not a file", path);
	return file_publish(path, buf_str(b), b->len, e);
}

static int plot_one(struct app *app, const struct request *r, struct err *e)
{
	struct chart c = {0};
	struct db *db = NULL;
	struct buf out;
	int rc = -1;

	buf_init(&out, BUF_MAX);
	if (app_store_open(app, DB_READ, &db, e) < 0 ||
	    read_chart(db, r, &c, e) < 0 || draw_chart(&c, r, &out, e) < 0)
		goto out;
	if (r->out && strcmp(r->out, "-") != 0)
		rc = publish(r->out, &out, e);
	else if (fwrite(buf_str(&out), 1, out.len, stdout) != out.len ||
		 fflush(stdout) != 0)
		(void)err_errno(e, ERR_IO, "standard output");
	else
		rc = 0;
out:
	buf_release(&out);
	chart_release(&c);
	db_close(db);
	return rc;
}

static int plot_all(struct app *app, struct err *e)
{
	struct plots_summary done = {0};
	struct db *db = NULL;
	int rc = -1;

	if (app_store_open(app, DB_WRITE, &db, e) == 0 &&
	    plots_run(app, db, &done, e) == 0) {
		log_info(&app->log, "plot: %zu charts, %zu of them drawn",
			 done.charts, done.drawn);
		rc = 0;
	}
	db_close(db);
	return rc;
}

static int run(struct app *app, int argc, char **argv)
{
	struct request r = {.format = DRAW_SVG, .lang = LANG_FI};
	struct err e = {0};

	if (parse(&r, argc, argv, &e) < 0)
		return cmd_fail(app, &cmd_plot, &e);
	if ((r.one ? plot_one(app, &r, &e) : plot_all(app, &e)) < 0)
		return cmd_fail(app, &cmd_plot, &e);
	return EXIT_OK;
}

const struct cmd cmd_plot = {
	.name = "plot",
	.synopsis = "[--area CODE] [--indicator ID] [--kind K] [--format F] "
		    "[--lang L] [--out FILE]",
	.summary = "draw all charts, or one",
	.help = "  --area [KIND:]CODE      one chart: of this area (kunta if "
		"no "
		"kind)\n"
		"  --indicator [SOURCE:]ID and of this indicator\n"
		"  --kind K                kind of chart: trend\n"
		"  --format F              svg, png or csv (else from FILE)\n"
		"  --lang L                fi, sv or en\n"
		"  --out FILE              where to (else standard output)\n",
	.run = run,
};

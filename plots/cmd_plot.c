/*
 * `plot`: all charts, or one of any series there is.
 */
#include <math.h>
#include <sys/stat.h>

#include "lib/file.h"
#include "lib/num.h"
#include "plots/draw.h"
#include "plots/picture.h"
#include "plots/plots.h"
#include "plots/sql.h"

/* 11 pixels of the layout are 6.4 points of the paper. */
#define LETTERS_SCALE 0.77

enum {
	WIDTH_LEAST = 4,
	WIDTH_MOST = 60
};

enum {
	OPT_AREA,
	OPT_INDICATOR,
	OPT_KIND,
	OPT_FORMAT,
	OPT_LANG,
	OPT_WIDTH,
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
	double width_cm; /* 0: as it comes */
	const char *out; /* borrowed from argv; NULL: standard output */
	bool one;
};

/* --- the command line -------------------------------------------------------
 */

/* Whether the kind of chart is of this, and it was said of what. */
static int needs(const struct request *r, const struct opt *o, bool of,
		 struct err *e)
{
	if (of && !o->given)
		return err_set(e, ERR_USAGE, "one chart of kind %s needs --%s",
			       r->kind->name, o->name);
	if (!of && o->given)
		return err_set(e, ERR_USAGE,
			       "--%s: a chart of kind %s has no single one",
			       o->name, r->kind->name);
	return 0;
}

static int parse_series(const struct opt *o, struct request *r, struct err *e)
{
	const struct opt *area = &o[OPT_AREA], *indicator = &o[OPT_INDICATOR];

	r->one = area->given || indicator->given ||
		 (!r->kind->of_area && !r->kind->of_indicator);
	if (!r->one && (o[OPT_OUT].given || o[OPT_FORMAT].given ||
			o[OPT_LANG].given || o[OPT_WIDTH].given))
		return err_set(e, ERR_USAGE,
			       "--format, --lang, --width and --out need one "
			       "chart: "
			       "--kind, --area, --indicator");
	if (!r->one)
		return 0;
	if (needs(r, area, r->kind->of_area, e) < 0 ||
	    needs(r, indicator, r->kind->of_indicator, e) < 0)
		return -1;
	if (area->given &&
	    app_area_option(area->value, r->area_kind, sizeof(r->area_kind),
			    r->area, sizeof(r->area), e) < 0)
		return -1;
	if (indicator->given &&
	    app_indicator_option(indicator->value, r->source, sizeof(r->source),
				 r->indicator, sizeof(r->indicator), e) < 0)
		return -1;
	return 0;
}

/* "trend, spine" */
static int unknown_kind(const char *name, struct err *e)
{
	struct buf b;
	size_t i;

	buf_init(&b, BUF_MAX);
	for (i = 0; chart_kinds[i]; i++)
		buf_printf(&b, "%s%s", i ? ", " : "", chart_kinds[i]->name);
	(void)err_set(e, ERR_USAGE, "unknown kind of chart '%s': %s", name,
		      buf_str(&b));
	buf_release(&b);
	return -1;
}

/* "16cm", or a word for where it goes. */
static int parse_width(const struct opt *o, struct request *r, struct err *e)
{
	static const struct {
		const char *name;
		double cm;
	} places[] = {{"column", 8.0}, {"page", 16.0}, {"slide", 30.0}};
	size_t len = o->given ? strlen(o->value) : 0;

	if (!o->given)
		return 0;
	for (size_t i = 0; i < ARRAY_LEN(places); i++)
		if (strcmp(o->value, places[i].name) == 0)
			r->width_cm = places[i].cm;
	if (r->width_cm > 0.0 ||
	    (len > 2 && strcmp(o->value + len - 2, "cm") == 0 &&
	     num_double(o->value, len - 2, &r->width_cm) &&
	     r->width_cm >= WIDTH_LEAST && r->width_cm <= WIDTH_MOST))
		return 0;
	return err_set(e, ERR_USAGE,
		       "--width '%s': from %dcm to %dcm, column, page or slide",
		       o->value, WIDTH_LEAST, WIDTH_MOST);
}

/* --format, else the ending of --out, else svg. */
static int parse_format(const struct opt *o, struct request *r, struct err *e)
{
	const char *s = o[OPT_FORMAT].value, *dot;

	r->out = o[OPT_OUT].value;
	if (!s && r->out) {
		dot = strcmp(r->out, "-") == 0 ? ".svg" : strrchr(r->out, '.');
		if (!dot || strchr(dot, '/'))
			return err_set(
				e, ERR_USAGE,
				"--out %s: say --format svg, png, pdf or csv",
				r->out);
		s = dot + 1;
	}
	if (s && !draw_format_parse(s, &r->format))
		return err_set(e, ERR_USAGE,
			       "unknown format '%s': svg, png, pdf or csv", s);
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
		[OPT_WIDTH] = {.name = "width", .takes_value = true},
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
		return unknown_kind(kind, e);
	if (app_lang_parse(o[OPT_LANG].value, &r->lang, e) < 0 ||
	    parse_series(o, r, e) < 0 || parse_width(&o[OPT_WIDTH], r, e) < 0)
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

/* The ids of what is asked for; ERR_USAGE where it is not known. */
static int find_key(struct db *db, const struct request *r,
		    struct chart_key *key, struct err *e)
{
	struct stmts *q = NULL;
	int rc = -1;

	if (stmts_new(&q, db, &plots_find_sql, e) < 0)
		return -1;
	if (r->area[0] &&
	    find(q, Q_FIND_AREA, r->area_kind, r->area, &key->area, e) < 0)
		goto out;
	if (r->indicator[0] && find(q, Q_FIND_INDICATOR, r->source,
				    r->indicator, &key->indicator, e) < 0)
		goto out;
	if (r->area[0] && !key->area)
		(void)err_set(e, ERR_USAGE,
			      "unknown area %s:%s; `areas` tells the codes",
			      r->area_kind, r->area);
	else if (r->indicator[0] && !key->indicator)
		(void)err_set(
			e, ERR_USAGE,
			"unknown indicator %s:%s; `indicators` tells the ids",
			r->source, r->indicator);
	else
		rc = 0;
out:
	stmts_free(q);
	return rc;
}

static int read_sketch(struct db *db, const struct request *r, struct sketch *s,
		       struct err *e)
{
	struct chart_key key = {0};
	struct chart_source source;
	int rc;

	if (find_key(db, r, &key, e) < 0)
		return -1;
	rc = chart_source_open(&source, r->kind, db, r->lang, e);
	if (rc == 0)
		rc = r->kind->sketch(&source, &key, s, e);
	chart_source_close(&source);
	return rc;
}

/* A narrow picture has fewer words in a line, not smaller ones: its smallest
 * letters are no less than six and a half points high. */
static double layout_width(const struct request *r)
{
	double pixels = r->width_cm / 2.54 * 96.0 / LETTERS_SCALE;

	if (r->width_cm <= 0.0)
		return PICTURE_WIDTH;
	return fmin(PICTURE_WIDTH, fmax(PICTURE_LEAST, floor(pixels)));
}

/* On paper a picture is printed with 300 dots an inch. Charts of many
 * municipalities may be wider than they were asked to be. */
static double scale_of(const struct request *r, const struct sketch *s)
{
	if (r->width_cm <= 0.0)
		return draw_usual_scale(r->format);
	if (r->format == DRAW_PNG)
		return r->width_cm / 2.54 * 300.0 / s->width;
	return r->format == DRAW_PDF ? r->width_cm / 2.54 * 96.0 / s->width
				     : 1.0;
}

static int draw_chart(const struct sketch *s, const struct request *r,
		      struct buf *out, struct err *e)
{
	struct buf script, drawn, *outs[] = {&drawn};
	int rc = -1;

	buf_init(&script, BUF_MAX);
	buf_init(&drawn, BUF_MAX);
	if (r->format == DRAW_CSV) {
		buf_add(out, buf_str(&s->csv), s->csv.len);
		rc = buf_check(out, "CSV", e);
		goto out;
	}
	draw_script(s, r->format, scale_of(r, s), "", &script);
	if (draw_run(&script, 1, NULL, outs, e) < 0)
		goto out;
	if (r->format == DRAW_SVG)
		rc = draw_finish_svg(&drawn, buf_str(&s->heading),
				     buf_str(&s->alt), r->lang, r->width_cm,
				     out, e);
	else if (r->format == DRAW_PDF)
		rc = draw_finish_pdf(&drawn, out, e);
	else
		rc = draw_finish_png(
			&drawn, r->width_cm > 0.0 ? r->width_cm : DRAW_WIDE_CM,
			out, e);
out:
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
	struct db *db = NULL;
	struct sketch s;
	struct buf out;
	int rc = -1;

	buf_init(&out, BUF_MAX);
	sketch_init(&s, r->kind, r->lang);
	s.width = layout_width(r);
	if (app_store_open(app, DB_READ, &db, e) < 0 ||
	    read_sketch(db, r, &s, e) < 0 || draw_chart(&s, r, &out, e) < 0)
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
	sketch_release(&s);
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
		    "[--lang L] [--width W] [--out FILE]",
	.summary = "draw all charts, or one",
	.help = "  --area [KIND:]CODE      one chart: of this area (kunta if "
		"no "
		"kind)\n"
		"  --indicator [SOURCE:]ID and of this indicator\n"
		"  --kind K                kind of chart: trend, spine, rug, "
		"multiples,\n"
		"                          map, rank, slope, funnel, clock\n"
		"  --format F              svg, png, pdf or csv (else from "
		"FILE)\n"
		"  --lang L                fi, sv or en\n"
		"  --width W               on paper: 16cm; column (8), page "
		"(16), "
		"slide (30)\n"
		"  --out FILE              where to (else standard output)\n",
	.run = run,
};

/*
 * `diff`: what changed between two days as the program knew it. The command
 * itself stands where the analysis is known, which finds the verdicts.
 */
#include "etl/diff_priorities.h"
#include "etl/named.h"
#include "etl/tsv.h"
#include "lib/num.h"

enum {
	O_FIGURES,
	O_KIND,
	O_INDICATOR,
	O_NEGOTIATION,
	O_COUNT
};

/* What is printed, and in whose order. */
struct printing {
	struct buf b;
	struct diff_priorities *by; /* NULL: as it is found */
};

static void print_header(const struct printing *p, struct buf *b)
{
	if (p->by)
		buf_puts(b, "priority\t");
	buf_puts(b, "kind\tsource\tindicator\ttitle\tfield\tarea\tarea_fi\tsex"
		    "\tyears\tfigures\told\tnew\n");
}

static void flush(struct buf *b)
{
	(void)fwrite(buf_str(b), 1, b->len, stdout);
	buf_clear(b);
}

static void print_finding(void *ctx, const struct finding *f)
{
	struct printing *p = ctx;
	struct buf *b = &p->b;
	const char *const text[] = {diff_kind_name(f->kind),
				    f->source,
				    f->indicator,
				    f->title,
				    f->field,
				    f->area,
				    f->area_name,
				    f->sex};
	size_t i;

	for (i = 0; i < ARRAY_LEN(text); i++) {
		tsv_cell(b, text[i]);
		buf_putc(b, '\t');
	}
	if (f->first_year)
		buf_printf(b, "%d", f->first_year);
	if (f->last_year != f->first_year)
		buf_printf(b, "-%d", f->last_year);
	buf_putc(b, '\t');
	if (f->figures)
		buf_printf(b, "%zu", f->figures);
	buf_putc(b, '\t');
	tsv_cell(b, f->old);
	buf_putc(b, '\t');
	tsv_cell(b, f->new);
	buf_putc(b, '\n');
	if (p->by) {
		diff_priorities_keep(p->by, f, buf_str(b));
		buf_clear(b);
	} else if (b->len > 1 << 16) {
		flush(b);
	}
}

static int parse_kinds(const char *s, struct diff_options *o, struct err *e)
{
	enum diff_kind k;
	struct buf names;
	size_t len;
	int i;

	for (i = 0; i < DIFF_KINDS; i++)
		o->kinds[i] = !s;
	for (; s; s = s[len] ? s + len + 1 : NULL) {
		len = strcspn(s, ",");
		if (diff_kind_parse(s, len, &k)) {
			o->kinds[k] = true;
			continue;
		}
		buf_init(&names, BUF_MAX);
		for (i = 0; i < DIFF_KINDS; i++)
			buf_printf(&names, " %s",
				   diff_kind_name((enum diff_kind)i));
		(void)err_set(e, ERR_USAGE,
			      "--kind '%.*s': one of these is expected:%s",
			      (int)len, s, buf_str(&names));
		buf_release(&names);
		return -1;
	}
	return 0;
}

static int parse_days(const struct app *app, int n, char **day,
		      char until[2][WHEN_TEXT], struct err *e)
{
	char today[WHEN_TEXT];
	int64_t t[2];
	int i;

	(void)when_text(today, app->now);
	today[10] = '\0';
	if (n < 1 || n > 2)
		return err_set(e, ERR_USAGE, "one DATE or two are expected");
	for (i = 0; i < 2; i++) {
		const char *s = i < n ? day[i] : today;

		if (!when_parse_until(s, &t[i]))
			return err_set(e, ERR_USAGE,
				       "'%s': a date such as 2014-01-01 is "
				       "expected",
				       s);
		(void)when_text(until[i], t[i]);
	}
	if (t[0] > t[1])
		return err_set(e, ERR_USAGE,
			       "%s is after %s: the older day comes first",
			       day[0], n > 1 ? day[1] : "today");
	return 0;
}

/* The verdicts of both days; those that are another become lines. */
static int find_verdicts(struct app *app, const struct picture *analyse,
			 const struct diff_priorities *by,
			 const struct diff_options *o, size_t *refused,
			 struct err *e)
{
	const char *id = diff_priorities_id(by);
	struct judgements day[2] = {{.n = 0}, {.n = 0}};
	int i, rc = 0;

	for (i = 0; rc == 0 && i < 2; i++) {
		char *name = xasprintf("%s-%d", id, i + 1);

		rc = judgements_of_day(&day[i], app, analyse, id, o->until[i],
				       name, e);
		free(name);
	}
	if (rc == 0) {
		if (day[1].refused)
			log_warn(&app->log,
				 "the verdicts are without %zu answers that "
				 "cannot be read",
				 day[1].refused);
		diff_judgements(&day[0], &day[1], o);
		*refused += day[1].refused;
	}
	for (i = 0; i < 2; i++)
		judgements_release(&day[i]);
	return rc;
}

static int print_diff(struct app *app, const struct diff_options *what,
		      struct diff_priorities *by, const struct picture *analyse,
		      size_t *refused, struct err *e)
{
	struct diff_options o = *what;
	struct printing p = {.by = by};
	struct archive *a = NULL;
	int rc = archive_open_read(&a, app, e);

	buf_init(&p.b, BUF_MAX);
	o.put = print_finding;
	o.ctx = &p;
	if (by)
		o.indicators = diff_priorities_indicators(by);
	else
		print_header(&p, &p.b);
	if (rc == 0)
		rc = diff_run(app, a, &o, refused, e);
	if (rc == 0 && by && o.kinds[DIFF_VERDICT])
		rc = find_verdicts(app, analyse, by, &o, refused, e);
	if (rc == 0 && by)
		print_header(&p, &p.b);
	if (rc == 0)
		flush(&p.b);
	if (rc == 0 && by)
		diff_priorities_print(by, stdout);
	buf_release(&p.b);
	archive_close(a);
	return rc;
}

/* Without a day, from the negotiation's on. */
static int take_negotiation(struct app *app, const struct opt *opts, int *n,
			    char **day, struct diff_priorities **out,
			    struct err *e)
{
	const char *id = opts[O_NEGOTIATION].value;

	if (!id)
		return 0;
	if (opts[O_INDICATOR].given)
		return err_set(e, ERR_USAGE,
			       "--negotiation says which indicators: "
			       "--indicator cannot stand beside it");
	if (diff_priorities_new(out, app, id, e) < 0)
		return -1;
	if (*n > 0)
		return 0;
	if (!diff_priorities_day(*out)[0])
		return err_set(e, ERR_USAGE,
			       "%s has no day yet: a DATE is expected", id);
	(void)snprintf(day[0], WHEN_TEXT, "%s", diff_priorities_day(*out));
	*n = 1;
	return 0;
}

/* A verdict of everything would be a list that nobody reads. */
static int check_kinds(const struct opt *opts, const struct diff_options *o,
		       struct err *e)
{
	if (opts[O_KIND].given && o->kinds[DIFF_VERDICT] &&
	    !opts[O_NEGOTIATION].given)
		return err_set(e, ERR_USAGE,
			       "--kind verdict goes with --negotiation");
	return 0;
}

int etl_diff(struct app *app, const struct cmd *c, int argc, char **argv,
	     const struct picture *analyse)
{
	struct opt opts[O_COUNT] = {
		[O_FIGURES] = {.name = "figures"},
		[O_KIND] = {.name = "kind", .takes_value = true},
		[O_INDICATOR] = {.name = "indicator", .takes_value = true},
		[O_NEGOTIATION] = {.name = "negotiation", .takes_value = true},
	};
	char until[2][WHEN_TEXT];
	struct diff_options o = {.until = {until[0], until[1]}};
	struct diff_priorities *by = NULL;
	char own[WHEN_TEXT];
	char *own_day[] = {own}, **day;
	size_t refused = 0;
	struct err e = {0};
	int n, rc = EXIT_OK;

	if (opt_parse(opts, O_COUNT, &argc, argv, &e) < 0)
		return cmd_fail(app, c, &e);
	n = argc - 1;
	day = n > 0 ? argv + 1 : own_day;
	if (take_negotiation(app, opts, &n, day, &by, &e) < 0 ||
	    parse_days(app, n, day, until, &e) < 0 ||
	    parse_kinds(opts[O_KIND].value, &o, &e) < 0 ||
	    check_kinds(opts, &o, &e) < 0 ||
	    named_check(opts[O_INDICATOR].value, &e) < 0)
		goto out;
	o.indicators = opts[O_INDICATOR].value;
	o.figures = opts[O_FIGURES].given;
	if (print_diff(app, &o, by, analyse, &refused, &e) == 0)
		rc = refused ? EXIT_INCOMPLETE : EXIT_OK;
out:
	if (e.code != ERR_NONE)
		rc = cmd_fail(app, c, &e);
	diff_priorities_free(by);
	return rc;
}

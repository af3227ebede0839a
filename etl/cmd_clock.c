/*
 * `clock`: the year clock. Which figures will be there by the meeting, what the
 * last useful refresh is and what to wait for; a calendar of it all.
 */
#include "etl/clock.h"
#include "etl/etl.h"
#include "etl/kept.h"
#include "lib/file.h"
#include "lib/ics.h"
#include "lib/num.h"

enum {
	O_MEETING,
	O_NEGOTIATION,
	O_ICS,
	O_LANG,
	O_COUNT
};

enum {
	DAY = 86400,
	YEAR = 365,
	WAIT = 60 /* days for which a meeting may wait */
};

static void iso_day(char dst[11], int64_t t)
{
	char at[WHEN_TEXT];

	(void)snprintf(dst, 11, "%.10s", when_text(at, t));
}

/* --- dates -----------------------------------------------------------------
 */

/* By the day, the undated ones first. */
static int by_when(const void *a, const void *b)
{
	const struct clock_date *x = a, *y = b;
	int by = strcmp(x->when, y->when);

	return by ? by : strcmp(x->uid, y->uid);
}

static void print_date(const struct year_clock *c, const struct clock_date *d)
{
	const struct paper *p = &c->paper;
	const char *yearly = text_get(TEXT_CLOCK_YEARLY, p->lang);
	char when[TEXT_NUMBER] = "", *first, *text;
	int width = p->lang == LANG_EN ? 17 : 10;

	if (d->when[0])
		(void)paper_when(p, when, d->when);
	else if (d->yearly)
		(void)snprintf(when, sizeof(when), "%s", yearly);
	first = xasprintf(
		"%*s%s  ",
		paper_columns(when) < width ? width - paper_columns(when) : 0,
		"", when);
	text = xasprintf(
		"%s%s%s%s%s%s", d->text, d->about[0] ? " (" : "", d->about,
		d->about[0] ? ")" : "", d->yearly && !d->when[0] ? "; " : "",
		d->yearly && !d->when[0] ? text_get(TEXT_CLOCK_NO_DATE, p->lang)
					 : "");
	paper_item(p, first, text);
	free(text);
	free(first);
}

/* Whether it is over; what has no date, or comes again, never is. */
static bool is_behind(const struct year_clock *c, const struct clock_date *d)
{
	char first[11], last[11];

	return !d->yearly && kept_when(d->when, first, last) &&
	       strcmp(last, c->today) < 0;
}

static void print_dates(const struct year_clock *c, bool behind)
{
	bool any = false;
	size_t i;

	for (i = 0; i < c->n_dates; i++) {
		if (is_behind(c, &c->dates[i]) != behind)
			continue;
		if (!any)
			paper_heading(&c->paper, 2,
				      text_get(behind ? TEXT_CLOCK_BEHIND
						      : TEXT_CLOCK_AHEAD,
					       c->paper.lang));
		any = true;
		print_date(c, &c->dates[i]);
	}
}

/* --- figures ---------------------------------------------------------------
 */

static const enum text headings[CLOCK_STATES] = {
	[CLOCK_READY] = TEXT_CLOCK_READY,
	[CLOCK_LIKELY] = TEXT_CLOCK_LIKELY,
	[CLOCK_MAYBE] = TEXT_CLOCK_MAYBE,
	[CLOCK_AFTER] = TEXT_CLOCK_AFTER,
	[CLOCK_LATE] = TEXT_CLOCK_LATE,
	[CLOCK_ENDED] = TEXT_CLOCK_ENDED,
	[CLOCK_UNKNOWN] = TEXT_CLOCK_UNKNOWN,
	[CLOCK_NO_FIGURES] = TEXT_CLOCK_NO_FIGURES,
};

static void print_indicator(const struct paper *p,
			    const struct clock_indicator *t)
{
	char *expected = clock_expected(p, t), first[120];
	char *text =
		xasprintf("%s [%s]%s%s", t->title[0] ? t->title : t->code,
			  t->priorities, expected[0] ? ": " : "", expected);

	(void)snprintf(first, sizeof(first), "  %6s  ", t->code);
	paper_item(p, first, text);
	free(text);
	free(expected);
}

static void print_state(const struct year_clock *c, enum clock_state state)
{
	const struct paper *p = &c->paper;
	enum text heading = state == CLOCK_READY && !c->meeting
				    ? TEXT_CLOCK_COMING
				    : headings[state];
	bool any = false;
	size_t i;

	for (i = 0; i < c->n; i++) {
		if (c->list[i].state != state)
			continue;
		if (!any)
			fprintf(p->out, "%s:\n", text_get(heading, p->lang));
		any = true;
		print_indicator(p, &c->list[i]);
	}
}

static void print_figures(const struct year_clock *c)
{
	const struct paper *p = &c->paper;
	int s;

	paper_heading(p, 2,
		      text_get(c->meeting ? TEXT_CLOCK_FIGURES
					  : TEXT_CLOCK_FIGURES_YEAR,
			       p->lang));
	for (s = 0; s < CLOCK_STATES; s++)
		print_state(c, (enum clock_state)s);
	if (c->n == 0)
		paper_text(p, 0, text_get(TEXT_CLOCK_NONE, p->lang));
}

/* --- what to do ------------------------------------------------------------
 */

/* After the last day on which figures may come; where some may come around the
 * meeting itself, as late as can be. */
static void print_refresh(const struct year_clock *c)
{
	const struct paper *p = &c->paper;
	const char *last = "";
	char day[TEXT_NUMBER], n[24], *text;
	const char *with[] = {day};
	size_t i, unsure = 0;

	for (i = 0; i < c->n; i++) {
		const struct clock_indicator *t = &c->list[i];

		unsure += t->state == CLOCK_LIKELY || t->state == CLOCK_MAYBE;
		if (t->state == CLOCK_READY && strcmp(t->last, last) > 0)
			last = t->last;
	}
	paper_heading(p, 2, text_get(TEXT_CLOCK_REFRESH, p->lang));
	(void)snprintf(n, sizeof(n), "%zu", unsure);
	(void)text_date(day, last, p->lang);
	if (unsure)
		with[0] = n;
	text = paper_fill(p,
			  unsure    ? TEXT_CLOCK_REFRESH_EVE
			  : last[0] ? TEXT_CLOCK_REFRESH_DAY
				    : TEXT_CLOCK_REFRESH_ANY,
			  1, with);
	paper_text(p, 0, text);
	free(text);
}

static void print_wait(const struct year_clock *c)
{
	const struct paper *p = &c->paper;
	char until[11];
	bool any = false;
	int64_t t;
	size_t i;

	if (!when_parse(c->until, &t))
		die("clock: day '%s'", c->until);
	iso_day(until, t + (int64_t)WAIT * DAY);
	paper_heading(p, 2, text_get(TEXT_CLOCK_WAIT, p->lang));
	for (i = 0; i < c->n; i++) {
		const struct clock_indicator *x = &c->list[i];

		if ((x->state != CLOCK_AFTER && x->state != CLOCK_MAYBE) ||
		    strcmp(x->day, until) > 0)
			continue;
		if (!any)
			paper_text(p, 0,
				   text_get(TEXT_CLOCK_WAIT_FOR, p->lang));
		any = true;
		print_indicator(p, x);
	}
	if (!any)
		paper_text(p, 0, text_get(TEXT_CLOCK_WAIT_NOT, p->lang));
}

static void print_clock(const struct year_clock *c)
{
	const struct paper *p = &c->paper;
	char day[TEXT_NUMBER], *text;
	const char *const with[] = {day};

	(void)text_date(day, c->today, p->lang);
	text = paper_fill(p, TEXT_CLOCK_TITLE, 1, with);
	paper_heading(p, 1, text);
	free(text);
	(void)text_date(day, c->until, p->lang);
	text = paper_fill(p, c->meeting ? TEXT_CLOCK_MEETING : TEXT_CLOCK_YEAR,
			  1, with);
	paper_text(p, 0, text);
	free(text);
	qsort(c->dates, c->n_dates, sizeof(*c->dates), by_when);
	print_dates(c, false);
	print_figures(c);
	if (c->meeting) {
		print_refresh(c);
		print_wait(c);
	}
	print_dates(c, true);
}

/* --- the calendar ----------------------------------------------------------
 */

static void add_releases(const struct year_clock *c, struct buf *b, int64_t now)
{
	const struct paper *p = &c->paper;
	size_t i;

	for (i = 0; i < c->n; i++) {
		const struct clock_indicator *t = &c->list[i];
		char year[24], *uid, *summary, *about, *expected;
		const char *const with[] = {t->title[0] ? t->title : t->code,
					    year};
		struct ics_event v = {.first = t->day, .last = t->day};

		if (t->state > CLOCK_AFTER || strcmp(t->day, c->today) < 0)
			continue;
		(void)snprintf(year, sizeof(year), "%d", t->next_year);
		uid = xasprintf("release-%s-%s-%d@tilannekuva", t->source,
				t->code, t->next_year);
		summary = paper_fill(p, TEXT_CLOCK_RELEASE, 2, with);
		expected = clock_expected(p, t);
		about = xasprintf("%s:%s [%s]\n%s", t->source, t->code,
				  t->priorities, expected);
		v.uid = uid;
		v.summary = summary;
		v.description = about;
		ics_add(b, &v, now);
		free(about);
		free(expected);
		free(summary);
		free(uid);
	}
}

/* A day or a month stands as it is; what is only given by its year would fill
 * the calendar and stands on the year's last day. */
static void add_dates(const struct year_clock *c, struct buf *b, int64_t now)
{
	size_t i;

	for (i = 0; i < c->n_dates; i++) {
		const struct clock_date *d = &c->dates[i];
		char first[11], last[11];
		struct ics_event v = {.uid = d->uid,
				      .first = first,
				      .last = last,
				      .summary = d->text,
				      .description = d->about,
				      .yearly = d->yearly};

		if (!kept_when(d->when, first, last))
			continue;
		if (strlen(d->when) == 4)
			(void)snprintf(first, sizeof(first), "%s", last);
		ics_add(b, &v, now);
	}
}

static int write_calendar(const struct year_clock *c, const char *file,
			  int64_t now, struct err *e)
{
	const struct paper *p = &c->paper;
	char *uid = xasprintf("meeting-%s@tilannekuva", c->until);
	struct ics_event meeting = {
		.uid = uid,
		.first = c->until,
		.last = c->until,
		.summary = text_get(TEXT_CLOCK_MEETING_EVENT, p->lang),
		.description = ""};
	struct buf b;
	int rc = 0;

	buf_init(&b, BUF_MAX);
	ics_begin(&b, "tilannekuva");
	if (c->meeting)
		ics_add(&b, &meeting, now);
	add_dates(c, &b, now);
	add_releases(c, &b, now);
	ics_end(&b);
	if (strcmp(file, "-") == 0)
		(void)fwrite(buf_str(&b), 1, b.len, stdout);
	else
		rc = file_publish(file, buf_str(&b), b.len, e);
	buf_release(&b);
	free(uid);
	return rc;
}

/* --- the command -----------------------------------------------------------
 */

static int take_days(struct year_clock *c, const struct app *app,
		     const char *meeting, struct err *e)
{
	int64_t t;

	iso_day(c->today, app->now);
	iso_day(c->until, app->now + (int64_t)YEAR * DAY);
	if (!meeting)
		return 0;
	if (!when_parse(meeting, &t) || strlen(meeting) != 10)
		return err_set(e, ERR_USAGE,
			       "--meeting '%s': a day such as 2026-05-15 is "
			       "expected",
			       meeting);
	iso_day(c->until, t);
	c->meeting = true;
	if (strcmp(c->until, c->today) < 0)
		return err_set(e, ERR_USAGE,
			       "--meeting '%s': that day is over, today is %s",
			       meeting, c->today);
	return 0;
}

static int run(struct app *app, const struct opt *opts, struct err *e)
{
	struct year_clock c = {.paper = {stdout, LANG_FI}};
	const char *lang = opts[O_LANG].value, *ics = opts[O_ICS].value;
	struct db *db = NULL;
	int rc;

	if (app_lang_parse(lang, &c.paper.lang, e) < 0 ||
	    take_days(&c, app, opts[O_MEETING].value, e) < 0 ||
	    app_store_open(app, DB_READ, &db, e) < 0)
		return -1;
	rc = year_clock_read(&c, db, opts[O_NEGOTIATION].value, e);
	if (rc == 0 && !(ics && strcmp(ics, "-") == 0))
		print_clock(&c);
	if (rc == 0 && ics)
		rc = write_calendar(&c, ics, app->now, e);
	year_clock_release(&c);
	db_close(db);
	return rc;
}

static int clock_main(struct app *app, int argc, char **argv)
{
	struct opt opts[O_COUNT] = {
		[O_MEETING] = {.name = "meeting", .takes_value = true},
		[O_NEGOTIATION] = {.name = "negotiation", .takes_value = true},
		[O_ICS] = {.name = "ics", .takes_value = true},
		[O_LANG] = {.name = "lang", .takes_value = true}};
	struct err e = {0};
	int rc = opt_parse(opts, O_COUNT, &argc, argv, &e);

	if (rc == 0 && argc > 1)
		rc = err_set(&e, ERR_USAGE, "'%s' is not expected", argv[1]);
	if (rc == 0)
		rc = run(app, opts, &e);
	return rc < 0 ? cmd_fail(app, &cmd_clock, &e) : EXIT_OK;
}

const struct cmd cmd_clock = {
	.name = "clock",
	.synopsis =
		"[--meeting DATE] [--negotiation ID] [--ics FILE] [--lang L]",
	.summary = "the year clock: dates, and which figures come before them",
	.help = "  --meeting DATE     what will be there by then, what to wait "
		"for\n"
		"  --negotiation ID   of that one alone\n"
		"  --ics FILE         the calendar as a file too; -: that "
		"alone, "
		"to standard\n"
		"                     output\n"
		"  --lang L           fi, sv or en\n",
	.run = clock_main,
};

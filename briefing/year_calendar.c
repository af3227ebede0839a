/*
 * A year clock in words and as a calendar file. See year.h.
 */
#include "lib/base.h"

#include "briefing/phrase.h"
#include "briefing/year.h"
#include "lib/ics.h"

void year_expected(struct buf *b, const struct year_figure *f, enum lang lang)
{
	char year[PHRASE_INT], day[TEXT_NUMBER], first[TEXT_NUMBER];
	char last[TEXT_NUMBER], n[PHRASE_INT];
	const char *with[5] = {year, day, first, last, NULL};
	struct buf from;

	if (f->state != YEAR_AHEAD && f->state != YEAR_LATE) {
		phrase_add(b, lang, TEXT_CLOCK_ROW_HELD,
			   phrase_int(year, f->last_year), NULL, NULL);
		return;
	}
	buf_init(&from, 400);
	phrase_int(year, f->next_year);
	text_date(day, f->day, lang);
	text_date(first, f->first, lang);
	text_date(last, f->last, lang);
	if (f->releases == 1)
		buf_puts(&from, text_get(TEXT_CLOCK_FROM_ONE, lang));
	else
		phrase_add(&from, lang, TEXT_CLOCK_FROM_MANY,
			   phrase_int(n, f->releases), NULL, NULL);
	with[4] = buf_str(&from);
	phrase_fill(b, lang, f->latest ? TEXT_CLOCK_ROW_LATEST : TEXT_CLOCK_ROW,
		    5, with);
	buf_release(&from);
}

/* A day or a month stands as it is; what is only given by its year would fill
 * the calendar and stands on the year's last day. */
static void add_date(struct buf *b, const struct year_date *d, int64_t stamp)
{
	struct ics_event v = {
		.uid = d->uid,
		.first = strlen(d->when) == 4 ? d->last : d->first,
		.last = d->last,
		.summary = d->text,
		.description = d->about,
		.yearly = d->yearly,
	};

	if (*d->first)
		ics_add(b, &v, stamp);
}

static void add_figure(struct buf *b, const struct year_figure *f,
		       enum lang lang, int64_t stamp)
{
	char year[PHRASE_INT], *uid;
	struct ics_event v = {.first = f->day, .last = f->day};
	struct buf summary, about;

	if (f->state != YEAR_AHEAD)
		return;
	buf_init(&summary, BUF_MAX);
	buf_init(&about, BUF_MAX);
	uid = xasprintf("release-%s-%s-%d@tilannekuva", f->source, f->code,
			f->next_year);
	phrase_add(&summary, lang, TEXT_CLOCK_RELEASE, f->title,
		   phrase_int(year, f->next_year), NULL);
	buf_printf(&about, "%s:%s [%s]\n", f->source, f->code, f->priorities);
	year_expected(&about, f, lang);
	v.uid = uid;
	v.summary = buf_str(&summary);
	v.description = buf_str(&about);
	ics_add(b, &v, stamp);
	buf_release(&about);
	buf_release(&summary);
	free(uid);
}

void year_calendar(struct buf *b, const struct year *y, int64_t stamp)
{
	struct buf name;

	buf_init(&name, 1000);
	phrase_add(&name, y->cat->lang, TEXT_CHART_CLOCK_TITLE, y->county->name,
		   NULL, NULL);
	ics_begin(b, buf_str(&name));
	for (size_t i = 0; i < y->date_n; i++)
		add_date(b, &y->dates[i], stamp);
	for (size_t i = 0; i < y->n; i++)
		add_figure(b, &y->figures[i], y->cat->lang, stamp);
	ics_end(b);
	buf_release(&name);
}

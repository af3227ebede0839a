/*
 * The texts around a chart; see picture.h.
 */
#include "plots/picture.h"

void caption_release(struct caption *c)
{
	free(c->title);
	free(c->subtitle);
	free(c->source);
	free(c->terms);
	*c = (struct caption){0};
}

/* Appends " · " and the filled text, where there is something to fill in. */
static void add_part(struct buf *b, enum text t, enum lang lang,
		     const char *arg)
{
	if (!arg[0])
		return;
	if (b->len)
		buf_puts(b, " · ");
	words_fill(b, t, lang, &arg, 1);
}

static char *taken(struct buf *b)
{
	char *s = xstrdup(buf_str(b));

	buf_clear(b);
	return s;
}

void caption_gauge(struct caption *out, const struct gauge *m,
		   const char *where, const char *id)
{
	const char *source[] = {m->source_title, m->indicator};
	bool fetched = !m->updated[0];
	char date[TEXT_NUMBER];
	struct buf b;

	buf_init(&b, BUF_MAX);
	out->title = xstrdup(m->title);
	buf_puts(&b, where);
	gauge_unit(m, &b);
	out->subtitle = taken(&b);
	words_fill(&b, TEXT_CHART_SOURCE, m->lang, source, ARRAY_LEN(source));
	add_part(&b, TEXT_CHART_PRODUCER, m->lang, m->organisation);
	out->source = taken(&b);
	add_part(&b, TEXT_CHART_LICENCE, m->lang, m->licence);
	text_date(date, fetched ? m->fetched : m->updated, m->lang);
	add_part(&b, fetched ? TEXT_CHART_FETCHED : TEXT_CHART_DATA_DATE,
		 m->lang, date);
	add_part(&b, TEXT_CHART_ID, m->lang, id);
	out->terms = taken(&b);
	buf_release(&b);
}

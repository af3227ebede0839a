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

/* Licences have names of their own; what stands in their place has none. */
static const char *licence_of(const struct gauge *g)
{
	if (strcmp(g->licence, text_get(TEXT_CHART_OWN_TERMS, LANG_FI)) == 0)
		return text_get(TEXT_CHART_OWN_TERMS, g->lang);
	return g->licence;
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
	add_part(&b, TEXT_CHART_LICENCE, m->lang, licence_of(m));
	text_date(date, fetched ? m->fetched : m->updated, m->lang);
	add_part(&b, fetched ? TEXT_CHART_FETCHED : TEXT_CHART_DATA_DATE,
		 m->lang, date);
	add_part(&b, TEXT_CHART_ID, m->lang, id);
	out->terms = taken(&b);
	buf_release(&b);
}

/* --- many indicators --------------------------------------------------------
 */

static const char *source_of(const struct gauge *g)
{
	return g->source_title;
}

static const char *organisation_of(const struct gauge *g)
{
	return g->organisation;
}

static bool is_first(const struct gauge *const *g, size_t i,
		     const char *(*of)(const struct gauge *))
{
	for (size_t k = 0; k < i; k++)
		if (strcmp(of(g[k]), of(g[i])) == 0)
			return false;
	return true;
}

/* Each once, as they come. */
static void list_once(const struct gauge *const *g, size_t n,
		      const char *(*of)(const struct gauge *), struct buf *out)
{
	for (size_t i = 0; i < n; i++)
		if (of(g[i])[0] && is_first(g, i, of))
			buf_printf(out, "%s%s", out->len ? ", " : "", of(g[i]));
}

/* "Sotkanet.fi (THL), indicators 178, 228; ..." */
static void list_ids(const struct gauge *const *g, size_t n, struct buf *out)
{
	struct buf ids;

	buf_init(&ids, BUF_MAX);
	for (size_t i = 0; i < n; i++) {
		const char *args[] = {g[i]->source_title, NULL};
		size_t count = 0;

		if (!is_first(g, i, source_of))
			continue;
		buf_clear(&ids);
		for (size_t k = i; k < n; k++)
			if (strcmp(g[k]->source_title, g[i]->source_title) == 0)
				buf_printf(&ids, "%s%s", count++ ? ", " : "",
					   g[k]->indicator);
		args[1] = buf_str(&ids);
		if (out->len)
			buf_puts(out, "; ");
		words_fill(out,
			   count > 1 ? TEXT_CHART_INDICATORS
				     : TEXT_CHART_INDICATOR,
			   g[i]->lang, args, ARRAY_LEN(args));
	}
	buf_release(&ids);
}

void caption_gauges(struct caption *out, const struct gauge *const *g, size_t n,
		    const char *id)
{
	enum lang lang = n ? g[0]->lang : LANG_FI;
	const char *newest = "";
	bool fetched = false;
	char date[TEXT_NUMBER];
	struct buf b, list;

	for (size_t i = 0; i < n; i++) {
		bool asked = !g[i]->updated[0];
		const char *d = asked ? g[i]->fetched : g[i]->updated;

		if (strcmp(d, newest) <= 0)
			continue;
		newest = d;
		fetched = asked;
	}
	buf_init(&b, BUF_MAX);
	buf_init(&list, BUF_MAX);
	list_ids(g, n, &list);
	add_part(&b, TEXT_CHART_SOURCE_ALONE, lang, buf_str(&list));
	buf_clear(&list);
	list_once(g, n, organisation_of, &list);
	add_part(&b, TEXT_CHART_PRODUCER, lang, buf_str(&list));
	out->source = taken(&b);
	buf_clear(&list);
	list_once(g, n, licence_of, &list);
	add_part(&b, TEXT_CHART_LICENCE, lang, buf_str(&list));
	add_part(&b, fetched ? TEXT_CHART_FETCHED : TEXT_CHART_DATA_DATE, lang,
		 text_date(date, newest, lang));
	add_part(&b, TEXT_CHART_ID, lang, id);
	out->terms = taken(&b);
	buf_release(&b);
	buf_release(&list);
}

/*
 * What is said and written of a rug beside its picture; see rug.h. Pure.
 */
#include <math.h>

#include "lib/csv.h"
#include "lib/num.h"
#include "plots/letters.h"
#include "plots/rug.h"

static const char *level_word(enum level l)
{
	static const char *const words[] = {
		[LEVEL_NONE] = "not_compared", [LEVEL_SIMILAR] = "similar",
		[LEVEL_BETTER] = "better",     [LEVEL_WORSE] = "worse",
		[LEVEL_HIGHER] = "higher",     [LEVEL_LOWER] = "lower",
	};

	return words[l];
}

static void put_cell(const struct rug *r, const struct rug_row *row, size_t i,
		     struct buf *out)
{
	static const char *const ways[] = {"down", "", "up"};
	const struct rug_cell *c = &row->cells[i];
	const struct gauge *g = &row->g;

	csv_put(out, "kunta");
	csv_put(out, r->towns[i].code);
	csv_put(out, r->towns[i].name);
	csv_put(out, row->theme);
	csv_put(out, g->source);
	csv_put(out, g->indicator);
	csv_put(out, g->title);
	csv_put(out, g->unit);
	if (c->there)
		csv_put_int(out, c->year);
	else
		csv_put(out, "");
	csv_put_double(out, c->there ? c->value : (double)NAN);
	csv_put(out, c->there && !c->suppressed ? level_word(c->level) : "");
	csv_put(out, ways[c->way + 1]);
	csv_put(out, !c->there       ? "missing"
		     : c->suppressed ? "suppressed"
				     : "value");
	csv_put_int(out, g->polarity);
	csv_put(out, g->organisation);
	csv_put(out, g->licence);
	csv_put(out, g->updated[0] ? g->updated : g->fetched);
	csv_end(out);
}

void rug_csv(const struct rug *r, struct buf *out)
{
	static const char *const columns[] = {
		"area_kind", "area_code", "area",   "theme",    "source",
		"indicator", "title",     "unit",   "year",     "value",
		"level",     "trend",     "status", "polarity", "organisation",
		"licence",   "data_date"};

	for (size_t i = 0; i < ARRAY_LEN(columns); i++)
		csv_put(out, columns[i]);
	csv_end(out);
	for (size_t i = 0; i < r->n; i++)
		for (size_t k = 0; k < r->towns_n; k++)
			put_cell(r, &r->rows[i], k, out);
}

struct counts {
	size_t compared, better, worse, up, down;
};

static struct counts count(const struct rug *r)
{
	struct counts n = {0};

	for (size_t i = 0; i < r->n; i++)
		for (size_t k = 0; k < r->towns_n; k++) {
			const struct rug_cell *c = &r->rows[i].cells[k];

			n.compared += c->level != LEVEL_NONE;
			n.better += c->level == LEVEL_BETTER;
			n.worse += c->level == LEVEL_WORSE;
			n.up += c->way > 0;
			n.down += c->way < 0;
		}
	return n;
}

void rug_alt(const struct rug *r, struct buf *out)
{
	struct counts n = count(r);
	char rows[NUM_TEXT], towns[NUM_TEXT], all[NUM_TEXT], better[NUM_TEXT],
		worse[NUM_TEXT], up[NUM_TEXT], down[NUM_TEXT];
	const char *shows[] = {r->name, num_text(rows, (double)r->n),
			       num_text(towns, (double)r->towns_n)};
	const char *says[] = {num_text(all, (double)n.compared),
			      num_text(better, (double)n.better),
			      num_text(worse, (double)n.worse),
			      num_text(up, (double)n.up),
			      num_text(down, (double)n.down)};

	words_fill(out, TEXT_CHART_RUG_SHOWS, r->lang, shows, ARRAY_LEN(shows));
	buf_putc(out, ' ');
	words_fill(out, TEXT_CHART_RUG_SAYS, r->lang, says, ARRAY_LEN(says));
}

/* Each once, as the rows come. */
static char *listed(const struct rug *r,
		    const char *(*of)(const struct gauge *))
{
	struct buf b;
	char *text;

	buf_init(&b, BUF_MAX);
	for (size_t i = 0; i < r->n; i++) {
		const char *name = of(&r->rows[i].g);

		if (name[0] && !strstr(buf_str(&b), name))
			buf_printf(&b, "%s%s", b.len ? ", " : "", name);
	}
	text = xstrdup(buf_str(&b));
	buf_release(&b);
	return text;
}

static const char *organisation_of(const struct gauge *g)
{
	return g->organisation;
}

static const char *source_of(const struct gauge *g)
{
	return g->source_title;
}

static const char *licence_of(const struct gauge *g)
{
	return g->licence;
}

static char *filled(enum text t, enum lang lang, const char *arg)
{
	struct buf b;
	char *text;

	buf_init(&b, BUF_MAX);
	words_fill(&b, t, lang, &arg, 1);
	text = xstrdup(buf_str(&b));
	buf_release(&b);
	return text;
}

void rug_caption(const struct rug *r, const char *id, struct caption *out)
{
	const char *newest = "";
	char *who = listed(r, organisation_of), *from = listed(r, source_of);
	char *terms = listed(r, licence_of), date[TEXT_NUMBER];
	char *part[5];

	for (size_t i = 0; i < r->n; i++) {
		const struct gauge *g = &r->rows[i].g;
		const char *d = g->updated[0] ? g->updated : g->fetched;

		if (strcmp(d, newest) > 0)
			newest = d;
	}
	part[0] = filled(TEXT_CHART_SOURCE_ALONE, r->lang, from);
	part[1] = filled(TEXT_CHART_PRODUCER, r->lang, who);
	part[2] = filled(TEXT_CHART_LICENCE, r->lang, terms);
	part[3] = filled(TEXT_CHART_DATA_DATE, r->lang,
			 text_date(date, newest, r->lang));
	part[4] = filled(TEXT_CHART_ID, r->lang, id);
	out->title = filled(TEXT_CHART_RUG_TITLE, r->lang, r->name);
	out->subtitle = xstrdup(text_get(TEXT_CHART_RUG_SUB, r->lang));
	out->source = xasprintf("%s · %s", part[0], part[1]);
	out->terms = xasprintf("%s · %s · %s", part[2], part[3], part[4]);
	for (size_t i = 0; i < ARRAY_LEN(part); i++)
		free(part[i]);
	free(who);
	free(from);
	free(terms);
}

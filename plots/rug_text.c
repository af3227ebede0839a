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

	csv_put_text(out, "kunta");
	csv_put_text(out, r->towns[i].code);
	csv_put_text(out, r->towns[i].name);
	csv_put_text(out, row->theme);
	csv_put_text(out, g->source);
	csv_put_text(out, g->indicator);
	csv_put_text(out, g->title);
	csv_put_text(out, g->unit);
	if (c->there)
		csv_put_int(out, c->year);
	else
		csv_put_text(out, "");
	csv_put_double(out, c->there ? c->value : (double)NAN);
	csv_put_text(out,
		     c->there && !c->suppressed ? level_word(c->level) : "");
	csv_put_text(out, ways[c->way + 1]);
	csv_put_text(out, !c->there       ? "missing"
			  : c->suppressed ? "suppressed"
					  : "value");
	csv_put_int(out, g->polarity);
	csv_put_text(out, g->organisation);
	csv_put_text(out, g->licence);
	csv_put_text(out, g->updated[0] ? g->updated : g->fetched);
	csv_end(out);
}

void rug_csv(const void *rug, struct buf *out)
{
	const struct rug *r = rug;
	static const char *const columns[] = {
		"area_kind", "area_code", "area",   "theme",    "source",
		"indicator", "title",     "unit",   "year",     "value",
		"level",     "trend",     "status", "polarity", "organisation",
		"licence",   "data_date"};

	csv_put_head(out, columns, ARRAY_LEN(columns));
	for (size_t i = 0; i < r->n; i++)
		for (size_t k = 0; k < r->towns_n; k++)
			put_cell(r, &r->rows[i], k, out);
}

struct counts {
	size_t level[LEVEL_LOWER + 1], compared, up, down;
};

static struct counts count(const struct rug *r)
{
	struct counts n = {0};

	for (size_t i = 0; i < r->n; i++)
		for (size_t k = 0; k < r->towns_n; k++) {
			const struct rug_cell *c = &r->rows[i].cells[k];

			n.level[c->level]++;
			n.compared += c->level != LEVEL_NONE;
			n.up += c->way > 0;
			n.down += c->way < 0;
		}
	return n;
}

/* "better 4, no clear difference 6": what there is of each. */
static void put_levels(const struct rug *r, const struct counts *n,
		       struct buf *out)
{
	static const struct {
		enum level level;
		enum text text;
	} words[] = {
		{LEVEL_BETTER, TEXT_CHART_RUG_N_BETTER},
		{LEVEL_WORSE, TEXT_CHART_RUG_N_WORSE},
		{LEVEL_HIGHER, TEXT_CHART_RUG_N_HIGHER},
		{LEVEL_LOWER, TEXT_CHART_RUG_N_LOWER},
		{LEVEL_SIMILAR, TEXT_CHART_RUG_N_SIMILAR},
	};
	size_t from = out->len;

	for (size_t i = 0; i < ARRAY_LEN(words); i++) {
		char text[NUM_TEXT];
		const char *arg =
			num_text(text, (double)n->level[words[i].level]);

		if (!n->level[words[i].level])
			continue;
		if (out->len > from)
			buf_puts(out, ", ");
		words_fill(out, words[i].text, r->lang, &arg, 1);
	}
}

void rug_alt(const void *rug, struct buf *out)
{
	const struct rug *r = rug;
	struct counts n = count(r);
	char rows[NUM_TEXT], towns[NUM_TEXT], all[NUM_TEXT], up[NUM_TEXT],
		down[NUM_TEXT];
	const char *shows[] = {r->name, num_text(rows, (double)r->n),
			       num_text(towns, (double)r->towns_n)};
	const char *says[] = {num_text(all, (double)n.compared), NULL,
			      num_text(up, (double)n.up),
			      num_text(down, (double)n.down)};
	struct buf levels;

	words_fill(out, TEXT_CHART_RUG_SHOWS, r->lang, shows, ARRAY_LEN(shows));
	buf_putc(out, ' ');
	buf_init(&levels, BUF_MAX);
	put_levels(r, &n, &levels);
	says[1] = buf_str(&levels);
	words_fill(out,
		   n.compared ? TEXT_CHART_RUG_SAYS : TEXT_CHART_RUG_TRENDS,
		   r->lang, says, ARRAY_LEN(says));
	buf_release(&levels);
}

void rug_caption(const void *rug, const char *id, struct caption *out)
{
	const struct rug *r = rug;
	const struct gauge **g = xcalloc(r->n + 1, sizeof(*g));

	for (size_t i = 0; i < r->n; i++)
		g[i] = &r->rows[i].g;
	caption_gauges(out, g, r->n, id);
	out->title = words_filled(TEXT_CHART_RUG_TITLE, r->lang, r->name);
	out->subtitle = xstrdup(text_get(TEXT_CHART_RUG_SUB, r->lang));
	free(g);
}

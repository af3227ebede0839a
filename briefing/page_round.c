/*
 * The printed briefing of a round: of its municipalities together, on as many
 * sheets as it takes.
 */
#include "lib/base.h"

#include "briefing/part_round.h"
#include "briefing/sheet.h"

/* Parties without a page: groups, municipalities that are no more or of another
 * county. How many. */
static size_t others(struct buf *b, const struct gathering *g)
{
	size_t n = 0;

	for (size_t i = 0; i < g->tables[GATHERING_PARTIES].n; i++) {
		const char *code =
			gathering_cell(g, GATHERING_PARTIES, i, GPARTY_CODE);
		const char *kind =
			gathering_cell(g, GATHERING_PARTIES, i, GPARTY_KIND);

		if (strcmp(kind, "kunta") == 0 &&
		    gathering_find(g, code) < g->n)
			continue;
		buf_printf(
			b, "%s%s", n++ ? ", " : "",
			gathering_cell(g, GATHERING_PARTIES, i, GPARTY_NAME));
	}
	return n;
}

static void said(struct pager *p, enum lang lang, enum text t, const char *with,
		 const char *word)
{
	struct buf text, *b;

	buf_init(&text, BUF_MAX);
	phrase_add(&text, lang, t, with, NULL, NULL);
	b = pager_block(
		p,
		pager_text(pager_letters(buf_str(&text)), 9, ROUND_WIDE) + 1.6,
		PAGER_ALONE);
	round_fact(b, "p", "who", "round", word, buf_str(&text));
	buf_putc(b, '\n');
	buf_release(&text);
}

static void who(struct pager *p, const struct gathering *g)
{
	enum lang lang = g->cat->lang;
	char n[PHRASE_INT];
	struct buf names;

	buf_init(&names, BUF_MAX);
	gathering_names(&names, g);
	if (g->round->whole)
		said(p, lang, TEXT_ROUND_WHOLE, phrase_int(n, (int64_t)g->n),
		     "whole");
	said(p, lang, TEXT_ROUND_PLACES,
	     names.len ? buf_str(&names) : text_get(TEXT_BRIEF_UNKNOWN, lang),
	     "places");
	buf_clear(&names);
	if (others(&names, g) > 0)
		said(p, lang, TEXT_ROUND_NO_PAGE, buf_str(&names), "others");
	buf_release(&names);
}

void round_title(struct buf *b, const struct gathering *g)
{
	if (g->round->whole || g->n == 0 || g->n > 6)
		buf_puts(b, g->county->name);
	else
		gathering_names(b, g);
}

void round_lead(struct buf *b, const struct gathering *g)
{
	char day[TEXT_NUMBER];

	phrase_add(b, g->cat->lang, TEXT_ROUND_LEAD, g->talks->title,
		   g->round->id, text_date(day, g->round->date, g->cat->lang));
}

/* What any of them has a figure of. */
static void used(struct meter *all, const struct meter *rows, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (rows[i].state != STATE_NONE)
			all[i].state = rows[i].state;
}

void round_terms(struct buf *b, const struct gathering *g)
{
	struct profile any = {.cat = g->cat, .n = g->cat->n};

	any.rows = xcalloc(any.n + 1, sizeof(*any.rows));
	for (size_t i = 0; i < any.n; i++)
		meter_init(&any.rows[i], &g->cat->list[i]);
	for (size_t k = 0; k < g->n; k++)
		used(any.rows, g->profiles[k]->rows, any.n);
	if (g->whole)
		used(any.rows, g->whole->rows, any.n);
	part_terms(b, &any);
	free(any.rows);
}

static void blocks(struct pager *p, const struct gathering *g)
{
	who(p, g);
	round_glance(p, g);
	round_priorities(p, g, "");
	round_measures(p, g);
	round_figures(p, g);
	round_said(p, g);
	round_needs(p, g);
}

void page_round(struct buf *b, const struct gathering *g)
{
	char *self = xasprintf("katsaus/%s.html", g->round->stem);
	char *back = xasprintf("neuvottelu/%s.html", g->talks->id);
	struct buf name, over, code, sources;
	struct pager p;
	struct sheet_document d = {
		.cat = g->cat,
		.root = "../",
		.self = self,
		.back = back,
		.back_text = TEXT_ROUND_BACK,
		.class = "flow",
		.lead = text_get(TEXT_ROUND_BRIEFING, g->cat->lang),
	};

	buf_init(&name, BUF_MAX);
	buf_init(&over, BUF_MAX);
	buf_init(&code, BUF_MAX);
	buf_init(&sources, BUF_MAX);
	round_title(&name, g);
	round_lead(&over, g);
	round_terms(&sources, g);
	phrase_add(&code, g->cat->lang, TEXT_ROUND_CODE, g->round->id, NULL,
		   NULL);
	d.name = buf_str(&name);
	d.over = buf_str(&over);
	d.code = buf_str(&code);
	d.sources = buf_str(&sources);
	round_sheets(&p, d.name, d.sources);
	blocks(&p, g);
	d.n = pager_lay(&p);
	sheet_document_open(b, &d);
	for (size_t i = 0; i < d.n; i++) {
		sheet_open(b, &d, i + 1, TEXT_N);
		pager_put(b, &p, i);
		sheet_close(b, &d, i + 1);
	}
	sheet_document_close(b, &d);
	pager_release(&p);
	buf_release(&sources);
	buf_release(&code);
	buf_release(&over);
	buf_release(&name);
	free(self);
	free(back);
}

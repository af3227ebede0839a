/*
 * The printed briefing of a round: of its municipalities together, on as many
 * sheets as it takes.
 */
#include "lib/base.h"

#include "briefing/part_round.h"

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

static void title(struct buf *b, const struct gathering *g)
{
	if (g->round->whole || g->n == 0 || g->n > 6)
		buf_puts(b, g->county->name);
	else
		gathering_names(b, g);
}

static void lead(struct buf *b, const struct gathering *g)
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

void round_frame_init(struct round_frame *f, const struct gathering *g,
		      char *self)
{
	f->self = self;
	f->back = xasprintf("neuvottelu/%s.html", g->talks->id);
	buf_init(&f->name, BUF_MAX);
	buf_init(&f->over, BUF_MAX);
	buf_init(&f->code, BUF_MAX);
	buf_init(&f->sources, BUF_MAX);
	title(&f->name, g);
	lead(&f->over, g);
	round_terms(&f->sources, g);
	phrase_add(&f->code, g->cat->lang, TEXT_ROUND_CODE, g->round->id, NULL,
		   NULL);
	f->d = (struct sheet_document){
		.cat = g->cat,
		.root = "../",
		.self = f->self,
		.name = buf_str(&f->name),
		.over = buf_str(&f->over),
		.code = buf_str(&f->code),
		.sources = buf_str(&f->sources),
		.back = f->back,
		.back_text = TEXT_ROUND_BACK,
	};
}

void round_frame_release(struct round_frame *f)
{
	buf_release(&f->sources);
	buf_release(&f->code);
	buf_release(&f->over);
	buf_release(&f->name);
	free(f->self);
	free(f->back);
}

void round_lay(struct buf *b, struct sheet_document *d, struct pager *p)
{
	d->n = pager_lay(p);
	sheet_document_open(b, d);
	for (size_t i = 0; i < d->n; i++) {
		sheet_open(b, d, i + 1, TEXT_N);
		pager_put(b, p, i);
		sheet_close(b, d, i + 1);
	}
	sheet_document_close(b, d);
	pager_release(p);
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
	struct round_frame f;
	struct pager p;

	round_frame_init(&f, g, xasprintf("katsaus/%s.html", g->round->stem));
	f.d.class = "flow";
	f.d.lead = text_get(TEXT_ROUND_BRIEFING, g->cat->lang);
	round_sheets(&p, f.d.name, f.d.sources);
	blocks(&p, g);
	round_lay(b, &f.d, &p);
	round_frame_release(&f);
}

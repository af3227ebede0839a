/*
 * The parts that pages are put together from; for page_*.c alone.
 */
#ifndef BRIEFING_PART_H
#define BRIEFING_PART_H

#include "briefing/page.h"
#include "briefing/phrase.h"

/* What stands around a page. */
struct frame {
	const struct catalog *cat;
	const char *root;  /* "" or "../": the way to the front page */
	const char *self;  /* the page, as addressed from the front page */
	const char *name;  /* heading and title */
	const char *apart; /* in the title behind the name; NULL: it is the
			    * only one of that name */
	const char *lead;  /* below the heading */
	const struct county *county; /* NULL on the front page */
	const struct place *place;   /* of a municipality's page */
	const enum text *toc;        /* sections in order, n of them */
	size_t toc_n;
	bool toc_counties;         /* the counties behind them, then toc_last */
	const enum text *toc_last; /* NULL: none */
	bool alone;                /* neither of a county nor of an indicator */
	const struct doc_heading
		*parts; /* contents of a long text, n of them */
	size_t part_n;
};

/* From the doctype into <main>, and from there to the end. */
void part_open(struct buf *b, const struct frame *f);
void part_close(struct buf *b, const struct frame *f);

/* What every document has in its <head>: encoding, view port, and the policy:
 * nothing is fetched from elsewhere, and nothing runs but the site's own files,
 * where the page has `scripts` at all. `file:` lets the site work from a shared
 * drive in every browser. */
void part_head(struct buf *b, bool scripts);
/* "tiedot päivältä 1.10.2025" */
void part_as_of(struct buf *b, const struct catalog *c);

/* A text of the table, escaped. */
void part_text(struct buf *b, enum lang lang, enum text t);
/* A text with the number n in it, escaped. */
void part_count(struct buf *b, enum lang lang, enum text t, size_t n);
/* The address of a section inside a page, without '#'. */
const char *part_anchor(enum text section);
/* `<section id=... aria-labelledby=...><h2>...`; ended by "</section>\n". */
void part_section(struct buf *b, enum lang lang, enum text t);
/* "m-sotkanet-228": an id or address made of kind (0: none), source and code,
 * with _ in the place of what may not stand there. */
void part_id(struct buf *b, char kind, const struct indicator *ind);
/* "hva-09": the id of a county's section on the front page. */
void part_county_id(struct buf *b, const struct county *k);
/* Links to the negotiations of a county and to its year clock (alone: without
 * that); root: the way to the front page. */
void part_talks(struct buf *b, const struct catalog *c, const struct county *k,
		const char *root);
void part_talks_alone(struct buf *b, const struct catalog *c,
		      const struct county *k, const char *root);
/* Whether a county has a page of its year clock: its code names a file. */
bool part_has_clock(const struct county *k);
/* The pages about the site itself, as addressed from the front page. */
struct own_page {
	const char *page;
	enum text text;
};
enum {
	OWN_PAGES = 5
};
extern const struct own_page own_pages[OWN_PAGES];
/* Links to katsaus/STEM.html and, where it was printed, its PDF. */
void part_paper(struct buf *b, enum lang lang, const char *root,
		const char *stem, enum text t, bool pdf);
/* A date of a source, escaped; "ei tiedossa" where it is empty. */
void part_date(struct buf *b, enum lang lang, const char *iso);

/* A figure with the id and the class ("": none); pages with figures stand one
 * folder below the front page of their language. */
void part_figure(struct buf *b, const struct catalog *cat,
		 const struct exhibit *c, const char *id, const char *class,
		 const char *title);

/* The same on a page elsewhere; root: the way to the front page. */
void part_figure_at(struct buf *b, const struct catalog *cat, const char *root,
		    const struct exhibit *c, const char *id, const char *class,
		    const char *title);
enum {
	CITE_ID = 12 /* digits of a content id that are enough to name it */
};
/* How to cite a figure of one indicator, or (NULL) of several. Plain text. */
void part_cite(struct buf *b, const struct catalog *cat,
	       const struct indicator *ind);
/* A link to a table of figures, luvut/NAME.csv, from one folder below the
 * front page. */
void part_twin(struct buf *b, const struct catalog *cat, const char *kind,
	       const char *name);

/* Cells of tables. `none` is a word in the place of a figure. */
void part_none(struct buf *b, enum lang lang, enum text t);
/* `<td class=... data-l=...>`: the label stands before the figure where a row
 * is a card. */
void part_cell(struct buf *b, const char *class, const char *label);
void part_value(struct buf *b, const struct measure *m, double v,
		enum lang lang);
/* The change of a row that is not old, as words with a sign. */
void part_change(struct buf *b, const struct meter *m, enum lang lang);

/* Six sentences, boxes and the strip; for pages one folder below the front
 * page, printed ones too. */
void part_glance(struct buf *b, const struct profile *p);
void part_changes(struct buf *b, const struct profile *p);
void part_meters(struct buf *b, const struct profile *p);
void part_charts(struct buf *b, const struct profile *p);
void part_old(struct buf *b, const struct profile *p);
/* The charts of rows from..to whose `old` is as asked, as figures. */
void part_figures(struct buf *b, const struct profile *p, size_t from,
		  size_t to, bool old);
void part_sources(struct buf *b, const struct profile *p);
/* The producers of what is shown, with their licences, as one paragraph. */
void part_producers(struct buf *b, const struct profile *p);
/* Producers and their terms in one line, as plain text; nothing without any. */
void part_terms(struct buf *b, const struct profile *p);
void part_left_out(struct buf *b, const struct profile *p);
struct fit; /* briefing/fit.h */

/* The same for a column of a sheet: each reason with its count and as many of
 * those that it goes for as all together stay below so many millimetres. */
void part_left_short(struct buf *b, const struct profile *p,
		     const struct fit *f, double mm);

#endif

/*
 * What a printed document holds, as blocks that are put onto its sheets one
 * after the other: a document of as many sheets as it needs. Heights are
 * reckoned from the number of letters, so that the same store always gives the
 * same sheets, and a little too high, so that nothing is cut.
 *
 *	pager_init(&p, 190, 238);
 *	heading(pager_block(&p, 12, PAGER_WITH_NEXT));
 *	pager_table(&p, 8, "<table><thead>...<tbody>", "</tbody></table>");
 *	row(pager_block(&p, 6, PAGER_ALONE));  ... as many as there are
 *	pager_table_end(&p);
 *	n = pager_lay(&p);
 *	pager_put(b, &p, 0);  ... up to n - 1
 */
#ifndef BRIEFING_PAGER_H
#define BRIEFING_PAGER_H

#include "lib/buf.h"

enum pager_keep {
	PAGER_ALONE,
	PAGER_WITH_NEXT /* never the last of a sheet */
};

struct pager_block;

struct pager {
	double first, rest; /* heights that a sheet has for blocks, mm */
	struct pager_block *list;
	size_t n;
	struct {
		char *open, *close;
		double mm;
	} * tables;
	size_t table_n;
	bool inside; /* a table */
};

void pager_init(struct pager *p, double first, double rest);
void pager_release(struct pager *p);
/* A new block of that height; its bytes go into the result, which is borrowed
 * until the next call. */
struct buf *pager_block(struct pager *p, double mm, enum pager_keep keep);
/* As the last block is found to be. */
void pager_height(struct pager *p, double mm);
/* The blocks up to pager_table_end() are rows of a table: on each sheet they
 * stand between these, whose height is mm. */
void pager_table(struct pager *p, double mm, const char *open,
		 const char *close);
void pager_table_end(struct pager *p);
/* Puts the blocks onto sheets; how many (one at least). */
size_t pager_lay(struct pager *p);
/* Appends what stands on a sheet, from 0. */
void pager_put(struct buf *b, const struct pager *p, size_t sheet);

/* How high a text of so many letters is, mm: in letters of pt points, in lines
 * of width mm. */
double pager_text(size_t letters, double pt, double width);
/* The letters of UTF-8 text. */
size_t pager_letters(const char *s);

#endif

/*
 * See pager.h.
 */
#include "lib/base.h"

#include <math.h>

#include "briefing/pager.h"

/* Of our letters, in parts of their size: a little more than they have. */
#define LETTER_WIDE 0.46
#define WORD_LEFT   3 /* letters of a line that stay empty */
#define LINE_HIGH   1.4
#define POINT_MM    (25.4 / 72)

enum {
	NO_TABLE = -1
};

struct pager_block {
	struct buf html;
	double mm;
	enum pager_keep keep;
	int table; /* index into tables */
	size_t sheet;
};

void pager_init(struct pager *p, double first, double rest)
{
	*p = (struct pager){.first = first, .rest = rest};
}

void pager_release(struct pager *p)
{
	for (size_t i = 0; i < p->n; i++)
		buf_release(&p->list[i].html);
	for (size_t i = 0; i < p->table_n; i++) {
		free(p->tables[i].open);
		free(p->tables[i].close);
	}
	free(p->tables);
	free(p->list);
	*p = (struct pager){.n = 0};
}

struct buf *pager_block(struct pager *p, double mm, enum pager_keep keep)
{
	struct pager_block *k;

	p->list = xreallocarray(p->list, p->n + 1, sizeof(*p->list));
	k = &p->list[p->n++];
	*k = (struct pager_block){
		.mm = mm,
		.keep = keep,
		.table = p->inside ? (int)p->table_n - 1 : NO_TABLE,
	};
	buf_init(&k->html, BUF_MAX);
	return &k->html;
}

void pager_height(struct pager *p, double mm)
{
	p->list[p->n - 1].mm = mm;
}

void pager_table(struct pager *p, double mm, const char *open,
		 const char *close)
{
	p->tables =
		xreallocarray(p->tables, p->table_n + 1, sizeof(*p->tables));
	p->tables[p->table_n].open = xstrdup(open);
	p->tables[p->table_n].close = xstrdup(close);
	p->tables[p->table_n++].mm = mm;
	p->inside = true;
}

void pager_table_end(struct pager *p)
{
	p->inside = false;
}

/* --- layout --- */

/* The height of block i where `open` is the table that stands open. */
static double high(const struct pager *p, size_t i, int open)
{
	const struct pager_block *k = &p->list[i];

	return k->mm + (k->table != NO_TABLE && k->table != open
				? p->tables[k->table].mm
				: 0);
}

/* The height of block i with those that it must not be parted from. */
static double bound(const struct pager *p, size_t i, int open)
{
	double mm = 0;

	for (; i < p->n; i++) {
		mm += high(p, i, open);
		open = p->list[i].table;
		if (p->list[i].keep == PAGER_ALONE)
			break;
	}
	return mm;
}

size_t pager_lay(struct pager *p)
{
	double left = p->first;
	size_t sheet = 0;
	int open = NO_TABLE;

	for (size_t i = 0; i < p->n; i++) {
		bool tied = i > 0 && p->list[i - 1].keep == PAGER_WITH_NEXT;

		if (i > 0 && !tied && bound(p, i, open) > left) {
			sheet++;
			left = p->rest;
			open = NO_TABLE;
		}
		left -= high(p, i, open);
		open = p->list[i].table;
		p->list[i].sheet = sheet;
	}
	return sheet + 1;
}

void pager_put(struct buf *b, const struct pager *p, size_t sheet)
{
	int open = NO_TABLE;

	for (size_t i = 0; i < p->n; i++) {
		const struct pager_block *k = &p->list[i];

		if (k->sheet != sheet)
			continue;
		if (open != k->table && open != NO_TABLE)
			buf_puts(b, p->tables[open].close);
		if (open != k->table && k->table != NO_TABLE)
			buf_puts(b, p->tables[k->table].open);
		open = k->table;
		buf_add(b, k->html.data, k->html.len);
	}
	if (open != NO_TABLE)
		buf_puts(b, p->tables[open].close);
}

/* --- heights --- */

double pager_text(size_t letters, double pt, double width)
{
	double letter = pt * POINT_MM * LETTER_WIDE;
	/* a word that does not fit goes to the next line: long ones, here */
	double used = fmax(width - WORD_LEFT * letter, width / 2);
	double lines = (double)letters * letter <= width
			       ? 1
			       : ceil((double)letters * letter / used);

	return lines * pt * POINT_MM * LINE_HIGH;
}

size_t pager_letters(const char *s)
{
	size_t n = 0;

	for (; *s; s++)
		n += ((unsigned char)*s & 0xc0) != 0x80;
	return n;
}

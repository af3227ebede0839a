/*
 * "Changes by indicator": each finding of a trend with its size and interval.
 * What is only indicative stands apart, below, and is never counted as a clear
 * change.
 */
#include "lib/base.h"

#include "briefing/part.h"

enum {
	OPEN_CLEAR = 6,
	OPEN_WIDE = 6
};

static const struct box {
	enum group group;
	enum text title;
	enum text why;  /* a line under the title; TEXT_N: none */
	enum text none; /* said where the box is empty; TEXT_N: no box then */
	const char *class;
	size_t open; /* findings that are shown at once */
} boxes[] = {
	{GROUP_WORSE, TEXT_BRIEF_WORSE, TEXT_N, TEXT_BRIEF_NO_WORSE, "worse",
	 OPEN_CLEAR},
	{GROUP_BETTER, TEXT_BRIEF_BETTER, TEXT_N, TEXT_BRIEF_NO_BETTER,
	 "better", OPEN_CLEAR},
	{GROUP_OTHER, TEXT_BRIEF_OTHER, TEXT_BRIEF_OTHER_WHY, TEXT_N,
	 "other wide", OPEN_WIDE},
	{GROUP_SMALL, TEXT_BRIEF_SMALL, TEXT_N, TEXT_N, "wide", OPEN_WIDE},
	{GROUP_HINT, TEXT_BRIEF_HINT, TEXT_N, TEXT_N, "hint wide", OPEN_WIDE},
};

static void tally_item(struct buf *b, enum lang lang, const char *class,
		       size_t n, enum text t)
{
	buf_printf(b, "<li class=\"%s\"><b>%zu</b> ", class, n);
	part_text(b, lang, t);
	buf_puts(b, "</li>\n");
}

static void tally_list(struct buf *b, const size_t tally[GROUP_N],
		       enum lang lang)
{
	buf_puts(b, "<ul class=\"tally\">\n");
	tally_item(b, lang, "worse", tally[GROUP_WORSE],
		   TEXT_BRIEF_TALLY_WORSE);
	tally_item(b, lang, "better", tally[GROUP_BETTER],
		   TEXT_BRIEF_TALLY_BETTER);
	tally_item(b, lang, "other", tally[GROUP_OTHER],
		   TEXT_BRIEF_TALLY_OTHER);
	tally_item(b, lang, "rest", tally[GROUP_SMALL], TEXT_BRIEF_TALLY_SMALL);
	/* a sign of a change is not a clear one: never a headline of its own */
	tally_item(b, lang, "rest", tally[GROUP_NONE] + tally[GROUP_HINT],
		   TEXT_BRIEF_TALLY_NONE);
	buf_puts(b, "</ul>\n");
}

static void finding_item(struct buf *b, const struct meter *m, enum lang lang)
{
	struct buf plain;

	buf_init(&plain, BUF_MAX);
	buf_puts(b, "<li><strong><a href=\"#");
	part_id(b, m->chart.name ? 'k' : 'm', m->ind);
	buf_puts(b, "\">");
	text_html(b, m->ind->title);
	buf_puts(b, "</a></strong>");
	sentence_add(&plain, &m->finding, &m->ind->measure, lang);
	text_html(b, buf_str(&plain));
	if (m->state == STATE_VALUE) {
		buf_clear(&plain);
		sentence_value(&plain, &m->ind->measure, m->year, m->value,
			       m->country, m->median, lang);
		buf_puts(b, " <span class=\"of\">");
		text_html(b, buf_str(&plain));
		buf_puts(b, "</span>");
	}
	buf_puts(b, "</li>\n");
	buf_release(&plain);
}

static void list(struct buf *b, const struct meter *const *rows, size_t n,
		 enum lang lang)
{
	buf_puts(b, "<ul>\n");
	for (size_t i = 0; i < n; i++)
		finding_item(b, rows[i], lang);
	buf_puts(b, "</ul>\n");
}

static void box_add(struct buf *b, const struct profile *p,
		    const struct box *box)
{
	enum lang lang = p->cat->lang;
	const struct meter **rows;
	size_t n, open;

	rows = profile_group(p, box->group, &n);
	if (n == 0 && box->none == TEXT_N)
		goto out;
	buf_printf(b, "<section class=\"find %s\">\n<h3>", box->class);
	part_text(b, lang, box->title);
	buf_printf(b, " (%zu)</h3>\n", n);
	if (n == 0) {
		buf_puts(b, "<p>");
		part_text(b, lang, box->none);
		buf_puts(b, "</p>\n");
	} else if (box->why != TEXT_N) {
		buf_puts(b, "<p class=\"note\">");
		part_text(b, lang, box->why);
		buf_puts(b, "</p>\n");
	}
	/* one more line takes no more room than the words that hide it */
	open = n <= box->open + 1 ? n : box->open;
	if (open > 0)
		list(b, rows, open, lang);
	if (n > open) {
		buf_puts(b, "<details><summary>");
		part_count(b, lang, TEXT_BRIEF_REST, n - open);
		buf_puts(b, "</summary>\n");
		list(b, rows + open, n - open, lang);
		buf_puts(b, "</details>\n<p class=\"paper\">");
		part_count(b, lang, TEXT_BRIEF_REST_PAPER, n - open);
		buf_puts(b, "</p>\n");
	}
	buf_puts(b, "</section>\n");
out:
	free(rows);
}

void part_changes(struct buf *b, const struct profile *p)
{
	enum lang lang = p->cat->lang;
	size_t tally[GROUP_N], n;

	profile_tally(p, tally);
	n = tally_total(tally);
	part_section(b, lang, TEXT_BRIEF_CHANGES);
	buf_puts(b, "<p>");
	if (n == 0)
		part_text(b, lang, TEXT_BRIEF_ASSESSED_NONE);
	else
		part_count(b, lang, TEXT_BRIEF_ASSESSED, n);
	if (n > 0 && tally[GROUP_WORSE] + tally[GROUP_BETTER] +
				     tally[GROUP_OTHER] + tally[GROUP_SMALL] ==
			     0) {
		buf_putc(b, ' ');
		part_count(b, lang, TEXT_BRIEF_NOTHING_CLEAR, n);
	}
	buf_puts(b, "</p>\n");
	if (n > 0) {
		tally_list(b, tally, lang);
		buf_puts(b, "<div class=\"finds\">\n");
		for (size_t i = 0; i < ARRAY_LEN(boxes); i++)
			box_add(b, p, &boxes[i]);
		buf_puts(b, "</div>\n<p class=\"note after\">");
		part_text(b, lang, TEXT_BRIEF_READ);
		buf_puts(b, "</p>\n");
	}
	buf_puts(b, "</section>\n");
}

/*
 * A chart read back from its SVG.
 */
#ifndef TESTS_UNIT_TEST_CHART_SEEN_H
#define TESTS_UNIT_TEST_CHART_SEEN_H

#include "lib/buf.h"
#include "plots/letters.h"

struct text_box {
	double x0, y0, x1, y1;
	char *s; /* owned */
};

struct seen {
	struct text_box box[600];
	size_t n;
	double width, height;
};

static inline double number_after(const char *s, const char *what)
{
	const char *at = strstr(s, what);

	assert_non_null(at);
	return strtod(at + strlen(what), NULL);
}

/* s up to "</text>" with the three entities decoded that gnuplot writes. */
static inline char *text_content(const char *s)
{
	static const char *const entities[] = {"&lt;", "<",     "&gt;",
					       ">",    "&amp;", "&"};
	struct buf b;
	size_t i;
	bool hit;

	buf_init(&b, BUF_MAX);
	while (strncmp(s, "</text>", 7) != 0) {
		hit = false;
		for (i = 0; i < ARRAY_LEN(entities) && !hit; i += 2) {
			hit = strncmp(s, entities[i], strlen(entities[i])) == 0;
			if (hit) {
				buf_puts(&b, entities[i + 1]);
				s += strlen(entities[i]);
			}
		}
		if (!hit)
			buf_putc(&b, *s++);
	}
	buf_puts(&b, "");
	return b.data;
}

static inline void add_box(struct seen *v, const char *group, const char *text)
{
	struct font f = {number_after(group, "font-size=\""), false};
	struct text_box *t = &v->box[v->n++];
	double x = number_after(group, "translate("), width, y;
	const char *bold = strstr(group, "font-weight=\"bold\"");

	assert_true(v->n < ARRAY_LEN(v->box));
	f.bold = bold && bold < text;
	y = strtod(strchr(strstr(group, "translate("), ',') + 1, NULL);
	t->s = text_content(text);
	width = letters_width(t->s, f);
	if (strstr(group, "text-anchor=\"end\"") &&
	    strstr(group, "text-anchor=\"end\"") < text)
		x -= width;
	else if (strstr(group, "text-anchor=\"middle\"") &&
		 strstr(group, "text-anchor=\"middle\"") < text)
		x -= width / 2;
	t->x0 = x;
	t->x1 = x + width;
	t->y0 = y - 0.75 * f.size;
	t->y1 = y + 0.22 * f.size;
}

static inline void see_texts(struct seen *v, const char *svg)
{
	const char *s = svg, *group;

	v->n = 0;
	v->width = number_after(svg, " width=\"");
	v->height = number_after(svg, " height=\"");
	while ((s = strstr(s, "<text>")) != NULL) {
		for (group = s; strncmp(group, "<g ", 3) != 0; group--)
			assert_true(group > svg);
		add_box(v, group, s + 6);
		s += 6;
	}
}

static inline void forget(struct seen *v)
{
	size_t i;

	for (i = 0; i < v->n; i++)
		free(v->box[i].s);
}

/* Every text lies on the canvas, and none on another. */
static inline void check_texts(const struct seen *v)
{
	const struct text_box *a, *b;
	size_t i, k;

	for (i = 0; i < v->n; i++) {
		a = &v->box[i];
		if (a->x0 < 2 || a->y0 < 2 || a->x1 > v->width - 2 ||
		    a->y1 > v->height - 2)
			fail_msg("runs out of the canvas: %s", a->s);
		for (k = 0; k < i; k++) {
			b = &v->box[k];
			if (a->x0 < b->x1 - 1 && b->x0 < a->x1 - 1 &&
			    a->y0 < b->y1 - 1 && b->y0 < a->y1 - 1)
				fail_msg("'%s' lies on '%s'", a->s, b->s);
		}
	}
}

/* Every point of every line lies on the canvas, and there are some: the
 * background alone has four. */
static inline void check_paths(const struct seen *v, const char *svg)
{
	const char *s = strstr(svg, "</defs>");
	size_t points = 0;
	char *end;
	double x, y;

	assert_non_null(s);
	while ((s = strpbrk(s, "ML")) != NULL) {
		x = strtod(s + 1, &end);
		if (end == s + 1 || *end != ',') {
			s++;
			continue;
		}
		y = strtod(end + 1, &end);
		s = end;
		assert_true(x >= 0 && x <= v->width);
		assert_true(y >= 0 && y <= v->height);
		points++;
	}
	assert_true(points > 8);
}

static inline bool has_text(const struct seen *v, const char *s)
{
	size_t i;

	for (i = 0; i < v->n; i++)
		if (strcmp(v->box[i].s, s) == 0)
			return true;
	return false;
}

#endif

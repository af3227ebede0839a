/*
 * See exhibit.h.
 */
#include "lib/base.h"

#include "briefing/exhibit.h"
#include "briefing/phrase.h"
#include "lib/file.h"

/* Most charts have this size: of a picture that does not say its own. */
enum {
	WIDTH = 720,
	HEIGHT = 430,
	SIZE_MAX_PX = 20000,
	HEAD = 1000 /* bytes in which an SVG says its size */
};

void exhibit_take(struct exhibit *c, const char *name, const char *title,
		  const char *alt)
{
	if (c->name || !phrase_is_plain(name))
		return;
	*c = (struct exhibit){
		.name = xstrdup(name),
		.title = xstrdup(title),
		.alt = xstrdup(alt),
	};
}

void exhibit_release(struct exhibit *c)
{
	free(c->name);
	free(c->title);
	free(c->alt);
	*c = (struct exhibit){.name = NULL};
}

/* The number in ` NAME="123"`; `otherwise` where there is none. */
static int size_of(const char *head, const char *name, int otherwise)
{
	char *what = xasprintf(" %s=\"", name);
	const char *at = strstr(head, what);
	long v = at ? strtol(at + strlen(what), NULL, 10) : 0;

	free(what);
	return v > 0 && v <= SIZE_MAX_PX ? (int)v : otherwise;
}

/* A picture that cannot be read here is missed where it is brought. */
static void measure(struct exhibit *c, const char *svg)
{
	char head[HEAD + 1] = "";
	FILE *f = fopen(svg, "re");

	if (f) {
		head[fread(head, 1, HEAD, f)] = '\0';
		(void)fclose(f);
	}
	c->width = size_of(head, "width", WIDTH);
	c->height = size_of(head, "height", HEIGHT);
}

/* *there: whether NAME.END stands where it comes from. */
static int bring(const struct exhibit *c, const struct cartage *k,
		 const char *end, bool *there, struct err *e)
{
	char *from = xasprintf("%s/%s.%s", k->from, c->name, end);
	char *to = xasprintf("%s/%s.%s", k->to, c->name, end);
	int rc = 0;

	*there = file_exists(from);
	/* several pages may show the same chart */
	if (*there && !file_exists(to))
		rc = file_link(from, to, e);
	free(from);
	free(to);
	return rc;
}

int exhibit_bring(struct exhibit *c, struct cartage *k, struct err *e)
{
	char *svg;
	bool there;

	if (!c->name)
		return 0;
	if (bring(c, k, "svg", &there, e) < 0)
		return -1;
	if (!there) {
		k->lost++;
		exhibit_release(c);
		return 0;
	}
	svg = xasprintf("%s/%s.svg", k->from, c->name);
	measure(c, svg);
	free(svg);
	if (bring(c, k, "png", &c->png, e) < 0 ||
	    bring(c, k, "pdf", &c->pdf, e) < 0)
		return -1;
	return bring(c, k, "csv", &c->csv, e);
}

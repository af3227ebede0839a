/*
 * Names beside marks; see names.h.
 */
#include "plots/names.h"

#include <math.h>

enum {
	HALF = 5,  /* of a mark that has a name */
	APART = 2, /* between names */
	PLACES = 8,
	RINGS = 9,
	NEAR = 1 /* ring that needs no line */
};

struct box {
	double x0, y0, x1, y1;
};

struct spot {
	const char *name; /* borrowed; NULL: none */
	double x, y;
};

struct names {
	struct box frame;
	struct spot *spots; /* owned */
	size_t n, cap;
	struct box *taken; /* owned: names that are placed */
	size_t taken_n;
};

struct names *names_new(double left, double top, double right, double bottom)
{
	struct names *n = xcalloc(1, sizeof(*n));

	n->frame = (struct box){left, top, right, bottom};
	return n;
}

void names_free(struct names *n)
{
	free(n->spots);
	free(n->taken);
	free(n);
}

void names_add(struct names *n, const char *name, double x, double y)
{
	if (n->n == n->cap) {
		n->cap = n->cap ? 2 * n->cap : 64;
		n->spots = xreallocarray(n->spots, n->cap, sizeof(*n->spots));
	}
	n->spots[n->n++] = (struct spot){name, x, y};
}

static bool meet(const struct box *a, const struct box *b)
{
	return a->x0 < b->x1 && b->x0 < a->x1 && a->y0 < b->y1 && b->y0 < a->y1;
}

/* The box of a name that stands in this direction, so far from its mark. */
static struct box box_at(const struct spot *s, size_t place, size_t ring,
			 double wide, double high)
{
	static const double dx[PLACES] = {1, -1, 0, 0, 0.7, -0.7, 0.7, -0.7};
	static const double dy[PLACES] = {0, 0, -1, 1, -0.7, -0.7, 0.7, 0.7};
	double far = HALF + 3 + 9.0 * (double)ring;
	double x = s->x + dx[place] * far, y = s->y + dy[place] * far;
	struct box b;

	b.x0 = dx[place] > 0 ? x : dx[place] < 0 ? x - wide : x - wide / 2;
	b.y0 = dy[place] > 0 ? y : dy[place] < 0 ? y - high : y - high / 2;
	b.x1 = b.x0 + wide;
	b.y1 = b.y0 + high;
	return b;
}

/* How bad a place is; HUGE_VAL: not to be had. */
static double cost(const struct names *n, const struct spot *own,
		   const struct box *b, size_t ring)
{
	const struct box wide = {b->x0 - APART, b->y0 - APART, b->x1 + APART,
				 b->y1 + APART};
	double out = 4.0 * (double)ring;

	if (b->x0 < n->frame.x0 || b->x1 > n->frame.x1 || b->y0 < n->frame.y0 ||
	    b->y1 > n->frame.y1)
		return HUGE_VAL;
	for (size_t i = 0; i < n->taken_n; i++)
		if (meet(&wide, &n->taken[i]))
			return HUGE_VAL;
	for (size_t i = 0; i < n->n; i++) {
		const struct spot *s = &n->spots[i];
		double half = s->name ? HALF : 1.5;
		struct box m = {s->x - half, s->y - half, s->x + half,
				s->y + half};

		if (s != own && meet(b, &m))
			out += s->name ? 100.0 : 2.0;
	}
	return out;
}

static bool place_one(struct names *n, const struct spot *s, double wide,
		      double high, struct box *out, bool *near)
{
	double best = HUGE_VAL;

	for (size_t ring = 0; ring < RINGS; ring++)
		for (size_t place = 0; place < PLACES; place++) {
			struct box b = box_at(s, place, ring, wide, high);
			double c = cost(n, s, &b, ring);

			if (c < best) {
				best = c;
				*out = b;
				*near = ring < NEAR;
			}
		}
	return best < HUGE_VAL;
}

static double nearest(double v, double low, double high)
{
	return fmax(low, fmin(v, high));
}

size_t names_write(struct names *n, struct picture *p, struct canvas *c,
		   double size, int role)
{
	size_t left_out = 0;

	n->taken = xcalloc(n->n + 1, sizeof(*n->taken));
	for (size_t i = 0; i < n->n; i++) {
		const struct spot *s = &n->spots[i];
		struct box b = {0};
		bool near = false;

		if (!s->name)
			continue;
		if (!place_one(n, s, picture_text_width(s->name, size, role),
			       size + 1, &b, &near)) {
			left_out++;
			continue;
		}
		n->taken[n->taken_n++] = b;
		picture_text(p, s->name, b.x0, (b.y0 + b.y1) / 2, size, role);
		if (!near)
			canvas_stroke(c, STROKE_LEADER, s->x, s->y,
				      nearest(s->x, b.x0, b.x1),
				      nearest(s->y, b.y0 + 2, b.y1 - 2));
	}
	return left_out;
}

/*
 * The generator's long answers: rows of figures.
 */
#include "tests/bench/synth_internal.h"

#include <math.h>

struct cell {
	int64_t value; /* in units of the last decimal */
	int64_t numerator;
	bool there;
};

enum {
	SPAN_MAX = 40
};

/* All years of one area and sex. */
struct path {
	const struct synth *s;
	const struct synth_indicator *m;
	const struct synth_area *area;
	int sex, version;
	uint64_t at; /* of the random numbers */
};

static double uniform(struct path *p)
{
	return synth_share(synth_hash(p->s->seed, ++p->at, 11, 0));
}

/* Near enough to normal, variance 1. */
static double noise(struct path *p)
{
	return (uniform(p) + uniform(p) + uniform(p) - 1.5) * 2;
}

static struct cell cell_of(const struct path *p, double v, double scale)
{
	const struct synth_unit *u = p->m->unit;
	struct cell c = {.there = true};

	if (u->per == 100 && v > 100)
		v = 100;
	if (u->per > 0)
		c.numerator = llround(v * p->area->people / u->per);
	c.value = llround(v * scale);
	if (u->per == 0) /* a count is its own numerator */
		c.numerator = c.value;
	return c;
}

static void walk_path(struct path *p, struct cell out[SPAN_MAX])
{
	const struct synth_indicator *m = p->m;
	const struct synth_unit *u = m->unit;
	double level =
		u->level *
		pow(u->spread,
		    synth_share(synth_hash(p->s->seed, 5, (uint64_t)m->id, 0)));
	double scale = pow(10, m->decimals), x = noise(p) * 0.2, slope;
	double absent = p->area->people < 3000 && m->id % 2 ? 0.2 : 0.035;
	bool none = uniform(p) < 0.03;
	int y;

	if (u->per == 0)
		level *= p->area->people / 1e4;
	slope = m->shape == SHAPE_TREND ? noise(p) * 0.02 : 0;
	for (y = m->first; y <= m->last + p->version; y++) {
		struct cell *c = &out[y - m->first];
		bool revised;

		x = m->shape == SHAPE_PERSISTENT ? 0.6 * x + noise(p) * 0.1
						 : x + slope + noise(p) * 0.03;
		c->there = false;
		if (uniform(p) < absent || none || (y - m->first) % m->step)
			continue;
		*c = cell_of(p, level * exp(x), scale);
		revised = p->version &&
			  synth_hash(p->at, (uint64_t)m->id, 13, 0) % 200 == 0;
		c->value += revised;
		c->numerator += revised;
	}
}

static char *put_int(char *p, int64_t v)
{
	char text[24];
	size_t n = sizeof(text);

	do {
		text[--n] = (char)('0' + v % 10);
		v /= 10;
	} while (v);
	memcpy(p, text + n, sizeof(text) - n);
	return p + sizeof(text) - n;
}

static char *put_text(char *p, const char *s)
{
	size_t n = strlen(s);

	memcpy(p, s, n);
	return p + n;
}

/* 7.4, 0.05, 13.0 or 13. */
static char *put_value(char *p, const struct synth_indicator *m, int64_t v)
{
	int64_t scale = m->decimals == 2 ? 100 : m->decimals == 1 ? 10 : 1;
	int64_t rest = v % scale;

	p = put_int(p, v / scale);
	if (rest == 0)
		return m->whole_as_decimal ? put_text(p, ".0") : p;
	*p++ = '.';
	if (scale == 100 && rest < 10)
		*p++ = '0';
	if (scale == 100 && rest % 10 == 0)
		rest /= 10;
	return put_int(p, rest);
}

static void put_row(struct buf *b, const struct synth_indicator *m, int region,
		    int year, int sex, const struct cell *c)
{
	char row[240], *p = row;

	p = put_text(p, b->len > 1 ? ",{\"indicator\": " : "{\"indicator\": ");
	p = put_int(p, m->id);
	p = put_text(p, ",\"region\": ");
	p = put_int(p, region);
	p = put_text(p, ",\"year\": ");
	p = put_int(p, year);
	p = put_text(p, ",\"gender\": \"");
	p = put_text(p, sex_name((enum sex)sex));
	p = put_text(p, "\",\"value\": ");
	p = put_value(p, m, c->value);
	if (m->numerator) {
		p = put_text(p, ",\"absValue\": ");
		p = put_int(p, c->numerator);
	}
	*p++ = '}';
	buf_add(b, row, (size_t)(p - row));
}

void synth_figures(const struct synth *s, const struct synth_indicator *m,
		   const struct request *r, int version, struct buf *out)
{
	int sexes = m->by_sex ? 3 : 1, year, sex;
	struct cell(*cells)[SPAN_MAX] = xcalloc(s->n_areas * 3, sizeof(*cells));
	size_t i, k;

	for (i = 0; i < s->n_areas; i++) {
		const struct synth_area *a = &s->areas[i];

		if (!a->has_figures ||
		    (!m->municipal &&
		     (strcmp(a->tier->kind, "KUNTA") == 0 ||
		      strcmp(a->tier->kind, "SEUTUKUNTA") == 0)))
			continue;
		for (sex = 0; sex < sexes; sex++) {
			struct path p = {
				s,
				m,
				a,
				sex,
				version,
				synth_hash(s->seed, (uint64_t)m->id, (uint64_t)a->id, (uint64_t)sex)};

			walk_path(&p, cells[i * 3 + (size_t)sex]);
		}
	}
	buf_putc(out, '[');
	for (year = m->first; year <= m->last + version; year++) {
		/* Each year's areas in another order. */
		size_t start = synth_hash(s->seed, (uint64_t)year, 17, 0);

		if (!r->year[year - YEAR_MIN])
			continue;
		for (k = 0; k < s->n_areas; k++) {
			i = (start + k * 211) % s->n_areas;
			for (sex = 0; sex < sexes; sex++) {
				const struct cell *c =
					&cells[i * 3 + (size_t)sex]
					      [year - m->first];

				if (c->there && r->sex[sex])
					put_row(out, m, s->areas[i].id, year,
						sex, c);
			}
		}
	}
	buf_putc(out, ']');
	free(cells);
}

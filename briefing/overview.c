/*
 * See overview.h.
 */
#include "lib/base.h"

#include "briefing/overview.h"

enum {
	Q_MATRIX,
	Q_NOTES,
	Q_SPREAD,
	Q_COUNT
};

enum {
	PLACES_LEAST = 3 /* of fewer nothing is said */
};

#define OF_COUNTY                                                              \
	" WHERE m.area_kind = 'kunta' AND m.area_code IN (SELECT code"         \
	"   FROM v_area WHERE kind = 'kunta' AND hva_code = ?1"                \
	"   AND valid_to IS NULL)"

static const char *const sql[Q_COUNT] = {
	/* the figures of the matrix are not old: its trends are not */
	[Q_MATRIX] = "SELECT m.cell, m.source, m.indicator, m.area_code,"
		     "  m.persons, m.apart FROM v_matrix AS m" OF_COUNTY
		     "  AND m.cell IS NOT NULL ORDER BY m.cell,"
		     "  m.apart IS NOT NULL, m.persons DESC NULLS LAST,"
		     "  m.source, m.indicator, m.area_code",
	[Q_NOTES] = "SELECT m.note, count(*) FROM v_matrix AS m" OF_COUNTY
		    "  AND m.cell IS NULL GROUP BY m.note"
		    " ORDER BY count(*) DESC, m.note",
	[Q_SPREAD] = "SELECT p10, p90, county_part FROM v_inequality"
		     " WHERE source = ?1 AND indicator = ?2 AND year = ?3"
		     "   AND sex = 'total'",
};
const struct sql_set briefing_overview_sql = {"briefing/overview", sql,
					      Q_COUNT};

static void take_place(struct spread *s, const struct profile *of)
{
	const struct meter *m = &of->rows[s->ind];

	if (m->state != STATE_VALUE || m->year != s->year)
		return;
	if (s->n == 0 || m->value < s->low) {
		s->low = m->value;
		s->low_place = of->place;
	}
	if (s->n == 0 || m->value > s->high) {
		s->high = m->value;
		s->high_place = of->place;
	}
	s->n++;
}

static int read_spread(struct overview *o, struct stmts *set, size_t ind,
		       struct err *e)
{
	const struct indicator *in = &o->g->cat->list[ind];
	struct stmt *q = stmts_at(set, Q_SPREAD);
	struct spread s = {.ind = ind,
			   .year = gathering_year(o->g, ind),
			   .p10 = NO_FIGURE,
			   .p90 = NO_FIGURE,
			   .county_part = NO_FIGURE};
	int rc;

	for (size_t i = 0; s.year > 0 && i < o->g->n; i++)
		take_place(&s, o->g->profiles[i]);
	if (s.n < PLACES_LEAST || measure_is_size(&in->measure))
		return 0;
	stmt_text(q, 1, in->source);
	stmt_text(q, 2, in->code);
	stmt_int(q, 3, s.year);
	rc = stmt_step(q, e);
	if (rc < 0)
		return -1;
	if (rc > 0) {
		s.p10 = meter_number(q, 0);
		s.p90 = meter_number(q, 1);
		s.county_part = meter_number(q, 2);
	}
	stmt_reset(q);
	o->spreads[o->spread_n++] = s;
	return 0;
}

double spread_width(const struct spread *s)
{
	double wide = s->p90 - s->p10;

	return isfinite(wide) && wide > 0 ? (s->high - s->low) / wide
					  : NO_FIGURE;
}

static int compare_spread(const void *a, const void *b)
{
	const struct spread *x = a, *y = b;
	double p = spread_width(x), q = spread_width(y);

	if (isfinite(p) != isfinite(q))
		return isfinite(p) ? -1 : 1;
	if (isfinite(p) && (p < q || p > q))
		return p > q ? -1 : 1;
	return x->ind < y->ind ? -1 : x->ind > y->ind;
}

static int read_spreads(struct overview *o, struct stmts *set, struct err *e)
{
	size_t n = o->g->cat->n;

	o->spreads = xcalloc(n + 1, sizeof(*o->spreads));
	for (size_t i = 0; i < n; i++)
		if (read_spread(o, set, i, e) < 0)
			return -1;
	if (o->spread_n > 1)
		qsort(o->spreads, o->spread_n, sizeof(*o->spreads),
		      compare_spread);
	return 0;
}

static int read_rows(struct rows *r, struct stmts *set, size_t i,
		     const char *county, struct err *e)
{
	struct stmt *q = stmts_at(set, i);

	stmt_text(q, 1, county);
	return rows_read(r, q, e);
}

int overview_read(struct overview **out, const struct gathering_in *in,
		  struct stmts *set, struct err *e)
{
	struct overview *o = xcalloc(1, sizeof(*o));
	struct gathering_in all = *in;

	o->round = (struct round){.id = xstrdup(""),
				  .date = xstrdup(""),
				  .stem = xasprintf("hva-%s", in->county->code),
				  .whole = true};
	all.round = &o->round;
	if (gathering_read(&o->g, &all, e) < 0 ||
	    read_rows(&o->matrix, set, Q_MATRIX, in->county->code, e) < 0 ||
	    read_rows(&o->notes, set, Q_NOTES, in->county->code, e) < 0 ||
	    read_spreads(o, set, e) < 0) {
		overview_free(o);
		return -1;
	}
	*out = o;
	return 0;
}

void overview_free(struct overview *o)
{
	if (!o)
		return;
	gathering_free(o->g);
	rows_release(&o->matrix);
	rows_release(&o->notes);
	free(o->round.id);
	free(o->round.date);
	free(o->round.stem);
	free(o->spreads);
	free(o);
}

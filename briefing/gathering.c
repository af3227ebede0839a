/*
 * See gathering.h.
 */
#include "lib/base.h"

#include "briefing/gathering.h"
#include "briefing/phrase.h"

enum {
	NAMES_MOST = 5 /* in a sentence; more are only counted */
};

static const char *const sql[GATHERING_N] = {
	[GATHERING_HEAD] =
		"SELECT date, time, place, text, note,"
		"  (SELECT count(*) FROM v_round AS a"
		"     WHERE a.negotiation = r.negotiation),"
		"  (SELECT count(*) FROM v_round AS a"
		"     WHERE a.negotiation = r.negotiation"
		"     AND EXISTS (SELECT 1 FROM v_party AS p"
		"       WHERE p.negotiation = a.negotiation"
		"       AND p.round = a.round)"
		"     AND NOT EXISTS (SELECT 1 FROM v_party AS p"
		"       WHERE p.negotiation = a.negotiation"
		"       AND p.round = a.round AND p.area_kind IS NOT NULL))"
		" FROM v_round AS r WHERE negotiation = ?1 AND round = ?2"
		"  AND ?3 IS NOT NULL",
	[GATHERING_PARTIES] =
		"SELECT area_kind, CASE WHEN area_kind IS NOT NULL"
		"    THEN area_code END,"
		"  CASE ?3 WHEN 'sv' THEN coalesce(nullif(name_sv, ''),"
		"    name_fi) ELSE name_fi END"
		" FROM v_party WHERE negotiation = ?1 AND round = ?2"
		" ORDER BY position",
	[GATHERING_FIGURES] =
		"SELECT measure, priority, source, indicator, area_kind,"
		"  area_code, agreed_value, agreed_year, revised_value,"
		"  current_value, current_year, verdict"
		" FROM v_agreement WHERE negotiation = ?1 AND ?2 IS NOT NULL"
		"  AND ?3 IS NOT NULL AND sex = 'total'"
		"  AND area_kind IN ('kunta', 'hyvinvointialue')"
		"  AND current_value IS NOT NULL"
		" ORDER BY measure IS NULL, measure, priority, source,"
		"  indicator, area_kind, area_code",
	[GATHERING_PRACTICES] =
		"SELECT practice, area_code, coalesce((SELECT x.text"
		"    FROM negotiation_text AS x WHERE x.negotiation ="
		"    p.negotiation AND x.id = p.practice AND x.lang = ?3),"
		"    text) FROM v_practice AS p WHERE negotiation = ?1"
		"  AND (area_code IS NULL OR area_kind = 'kunta'"
		"    AND (EXISTS (SELECT 1 FROM v_party AS q WHERE"
		"      q.negotiation = p.negotiation AND q.round = ?2"
		"      AND q.area_kind = 'kunta'"
		"      AND q.area_code = p.area_code)"
		"    OR NOT EXISTS (SELECT 1 FROM v_party AS q WHERE"
		"      q.negotiation = p.negotiation AND q.round = ?2)))"
		" ORDER BY area_code IS NULL, position",
	[GATHERING_NEEDS] =
		"SELECT d.kind, d.item, coalesce((SELECT x.text"
		"    FROM negotiation_text AS x WHERE x.negotiation ="
		"    d.negotiation AND x.id = d.item AND x.lang = ?3"
		"    AND d.indicator IS NULL), d.text_fi), d.need"
		" FROM v_data_need AS d WHERE d.negotiation = ?1"
		"  AND ?2 IS NOT NULL AND d.indicator IS NULL"
		" ORDER BY d.kind = 'priority' DESC, d.kind, d.item",
	[GATHERING_CHARTS] =
		"SELECT source, indicator, name, title, alt FROM v_chart"
		" WHERE kind = 'slope' AND area_kind = 'hyvinvointialue'"
		"  AND area_code = (SELECT county_code FROM v_negotiation"
		"    WHERE negotiation = ?1) AND ?2 IS NOT NULL AND lang = ?3"
		" ORDER BY name",
};
const struct sql_set briefing_gathering_sql = {"briefing/gathering", sql,
					       GATHERING_N};

static int read_tables(struct gathering *g, struct stmts *set, struct err *e)
{
	for (size_t t = 0; t < GATHERING_N; t++) {
		struct stmt *q = stmts_at(set, t);

		stmt_text(q, 1, g->talks->id);
		stmt_text(q, 2, g->round->id);
		stmt_text(q, 3, lang_name(g->cat->lang));
		if (rows_read(&g->tables[t], q, e) < 0)
			return -1;
	}
	return 0;
}

const char *gathering_cell(const struct gathering *g, enum gathering_table t,
			   size_t row, size_t column)
{
	return rows_cell(&g->tables[t], row, column);
}

static bool takes_part(const struct gathering *g, const char *code)
{
	for (size_t i = 0; i < g->tables[GATHERING_PARTIES].n; i++)
		if (strcmp(gathering_cell(g, GATHERING_PARTIES, i, GPARTY_KIND),
			   "kunta") == 0 &&
		    strcmp(gathering_cell(g, GATHERING_PARTIES, i, GPARTY_CODE),
			   code) == 0)
			return true;
	return g->round->whole;
}

static int read_places(struct gathering *g, const struct gathering_in *in,
		       struct err *e)
{
	const struct county *k = in->county;

	g->profiles = xcalloc(k->n + 1, sizeof(*g->profiles));
	g->levels = xcalloc(k->n + 1, sizeof(*g->levels));
	for (size_t i = 0; i < k->n; i++) {
		if (!takes_part(g, k->places[i].code))
			continue;
		if (against_read(&g->levels[g->n], in->beside, g->cat, "kunta",
				 k->places[i].code, e) < 0)
			return -1;
		g->profiles[g->n++] = in->profiles[i];
	}
	return 0;
}

static void count(struct gathering *g)
{
	g->counts = xcalloc(g->cat->n + 1, sizeof(*g->counts));
	for (size_t i = 0; i < g->cat->n; i++)
		for (size_t k = 0; k < g->n; k++) {
			const struct meter *m = &g->profiles[k]->rows[i];

			count_add(&g->counts[i],
				  m->state == STATE_VALUE && !m->old,
				  &m->finding, g->levels[k][i]);
		}
}

static void take_chart(struct gathering *g, struct exhibit *c, size_t ind)
{
	const struct indicator *in = &g->cat->list[ind];

	for (size_t i = 0; i < g->tables[GATHERING_CHARTS].n; i++)
		if (strcmp(gathering_cell(g, GATHERING_CHARTS, i,
					  GCHART_SOURCE),
			   in->source) == 0 &&
		    strcmp(gathering_cell(g, GATHERING_CHARTS, i, GCHART_CODE),
			   in->code) == 0)
			exhibit_take(c,
				     gathering_cell(g, GATHERING_CHARTS, i,
						    GCHART_NAME),
				     gathering_cell(g, GATHERING_CHARTS, i,
						    GCHART_TITLE),
				     gathering_cell(g, GATHERING_CHARTS, i,
						    GCHART_ALT));
}

/* Of the boxes in their order: what has worsened comes first. */
static int take_slopes(struct gathering *g, struct cartage *k, struct err *e)
{
	size_t taken = 0;
	int rc = 0;

	for (int box = 0; rc == 0 && box < BOX_N; box++) {
		size_t n, *list = gathering_box(g, (enum box)box, &n);

		for (size_t i = 0; rc == 0 && i < n && taken < GATHERING_SLOPES;
		     i++) {
			take_chart(g, &g->slopes[taken], list[i]);
			rc = exhibit_bring(&g->slopes[taken], k, e);
			taken += g->slopes[taken].name != NULL;
		}
		free(list);
	}
	return rc;
}

int gathering_read(struct gathering **out, const struct gathering_in *in,
		   struct err *e)
{
	struct gathering *g = xcalloc(1, sizeof(*g));

	*g = (struct gathering){.cat = in->cat,
				.county = in->county,
				.talks = in->talks,
				.round = in->round,
				.accord = in->accord,
				.whole = in->whole};
	if (read_tables(g, in->set, e) < 0 || read_places(g, in, e) < 0)
		goto fail;
	count(g);
	if (in->cartage && take_slopes(g, in->cartage, e) < 0)
		goto fail;
	*out = g;
	return 0;
fail:
	gathering_free(g);
	return err_wrap(e, "round %s", in->round->stem);
}

void gathering_free(struct gathering *g)
{
	if (!g)
		return;
	for (size_t i = 0; i < g->n; i++)
		free(g->levels[i]);
	for (size_t t = 0; t < GATHERING_N; t++)
		rows_release(&g->tables[t]);
	for (size_t i = 0; i < GATHERING_SLOPES; i++)
		exhibit_release(&g->slopes[i]);
	free(g->levels);
	free(g->profiles);
	free(g->counts);
	free(g);
}

size_t gathering_find(const struct gathering *g, const char *code)
{
	size_t i = 0;

	while (i < g->n && strcmp(g->profiles[i]->place->code, code) != 0)
		i++;
	return i;
}

int gathering_year(const struct gathering *g, size_t ind)
{
	int year = 0;

	for (size_t i = 0; i < g->n; i++) {
		const struct meter *m = &g->profiles[i]->rows[ind];

		if (m->state == STATE_VALUE && !m->old && m->year > year)
			year = m->year;
	}
	return year;
}

void gathering_names(struct buf *b, const struct gathering *g)
{
	for (size_t i = 0; i < g->n; i++)
		buf_printf(b, "%s%s", i ? ", " : "",
			   g->profiles[i]->place->name);
}

bool gathering_has_area(const struct gathering *g, size_t figure)
{
	const char *kind =
		gathering_cell(g, GATHERING_FIGURES, figure, GFIGURE_KIND);
	const char *code =
		gathering_cell(g, GATHERING_FIGURES, figure, GFIGURE_AREA);

	if (strcmp(kind, "kunta") != 0)
		return strcmp(code, g->county->code) == 0;
	return gathering_find(g, code) < g->n;
}

/* --- at a glance --- */

/* How many places speak for its being told, those of its own box first. */
static size_t weight(const struct count *c, enum box box)
{
	switch (box) {
	case BOX_WORSE:
		return c->change[SHIFT_WORSE] * 1000 + c->level[AGAINST_WORSE];
	case BOX_BETTER:
		return c->change[SHIFT_BETTER] * 1000 +
		       c->level[AGAINST_BETTER];
	case BOX_MIXED:
		return c->change[SHIFT_WORSE] + c->change[SHIFT_BETTER];
	case BOX_BEHIND:
		return c->level[AGAINST_WORSE];
	case BOX_AHEAD:
		return c->level[AGAINST_BETTER];
	case BOX_MOVED:
		return c->change[SHIFT_RISEN] + c->change[SHIFT_FALLEN];
	case BOX_N:
		break;
	}
	return 0;
}

struct order {
	const struct gathering *g;
	enum box box;
};

static int compare(const void *a, const void *b, void *ctx)
{
	const struct order *o = ctx;
	size_t x = *(const size_t *)a, y = *(const size_t *)b;
	size_t p = weight(&o->g->counts[x], o->box);
	size_t q = weight(&o->g->counts[y], o->box);

	if (p != q)
		return p > q ? -1 : 1;
	return x < y ? -1 : x > y;
}

size_t *gathering_box(const struct gathering *g, enum box box, size_t *n)
{
	size_t *list = xcalloc(g->cat->n + 1, sizeof(*list));
	struct order o = {g, box};

	*n = 0;
	for (size_t i = 0; i < g->cat->n; i++)
		if (count_box(&g->counts[i]) == box)
			list[(*n)++] = i;
	if (*n > 1)
		qsort_r(list, *n, sizeof(*list), compare, &o);
	return list;
}

static bool speaks(const struct gathering *g, size_t place, size_t ind,
		   enum box box)
{
	const struct meter *m = &g->profiles[place]->rows[ind];
	enum shift change = shift_of(&m->finding);

	if (m->state != STATE_VALUE || m->old)
		return false;
	switch (box) {
	case BOX_WORSE:
		return change == SHIFT_WORSE;
	case BOX_BETTER:
		return change == SHIFT_BETTER;
	case BOX_BEHIND:
		return g->levels[place][ind] == AGAINST_WORSE;
	case BOX_AHEAD:
		return g->levels[place][ind] == AGAINST_BETTER;
	case BOX_MOVED: /* where all of them went one way */
		return (change == SHIFT_RISEN || change == SHIFT_FALLEN) &&
		       (g->counts[ind].change[SHIFT_RISEN] == 0 ||
			g->counts[ind].change[SHIFT_FALLEN] == 0);
	case BOX_MIXED: /* which of them which way: the comparison sheet */
	case BOX_N:
		break;
	}
	return false;
}

void gathering_sentence(struct buf *b, const struct gathering *g, size_t ind)
{
	enum box box = count_box(&g->counts[ind]);
	struct buf names;
	size_t n = 0;

	buf_init(&names, BUF_MAX);
	for (size_t i = 0; i < g->n; i++)
		if (speaks(g, i, ind, box))
			buf_printf(&names, "%s%s", n++ ? ", " : "",
				   g->profiles[i]->place->name);
	buf_puts(b, g->cat->list[ind].title);
	/* where the round has one, its name says nothing new */
	count_sentence(b, &g->counts[ind], box,
		       n <= NAMES_MOST && g->n > 1 ? buf_str(&names) : "",
		       g->cat->lang);
	buf_release(&names);
}

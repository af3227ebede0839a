/*
 * See dossier.h.
 */
#include "lib/base.h"

#include "briefing/dossier.h"
#include "briefing/phrase.h"

enum {
	Q_BREAKS,
	Q_NEWEST,
	Q_CHARTS,
	Q_COUNT
};

static const char *const sql[Q_COUNT] = {
	[Q_BREAKS] = "SELECT year, kind = 'config', direction = 'up', share,"
		     "  said_by FROM v_break WHERE source = ?1"
		     "   AND indicator = ?2 AND kind IN ('config', 'common')"
		     "   AND (sex IS NULL OR sex = 'total')"
		     " ORDER BY year DESC, kind",
	[Q_NEWEST] = "SELECT year, value, status FROM v_latest"
		     " WHERE source = ?1 AND indicator = ?2"
		     "   AND area_kind = ?3 AND area_code = ?4"
		     "   AND sex = 'total'",
	[Q_CHARTS] = "SELECT kind, name, title, alt FROM v_chart"
		     " WHERE source = ?1 AND indicator = ?2"
		     "   AND area_kind = 'hyvinvointialue' AND area_code = ?3"
		     "   AND lang = ?4 ORDER BY name",
};
const struct sql_set briefing_dossier_sql = {"briefing/dossier", sql, Q_COUNT};

const char *const dossier_charts[DOSSIER_CHARTS] = {"map", "rank", "multiples",
						    "slope", "funnel"};

static struct stmt *asked(struct stmts *set, size_t i,
			  const struct indicator *ind)
{
	struct stmt *q = stmts_at(set, i);

	stmt_text(q, 1, ind->source);
	stmt_text(q, 2, ind->code);
	return q;
}

/* --- breaks --- */

int level_breaks_read(struct level_break **out, size_t *n, struct stmts *set,
		      const struct indicator *ind, struct err *e)
{
	struct stmt *q = asked(set, Q_BREAKS, ind);
	struct level_break *list = NULL;
	int rc;

	*n = 0;
	while ((rc = stmt_step(q, e)) > 0) {
		list = xreallocarray(list, *n + 1, sizeof(*list));
		list[(*n)++] = (struct level_break){
			.year = (int)stmt_col_int(q, 0),
			.known = stmt_col_int(q, 1) != 0,
			.up = stmt_col_int(q, 2) != 0,
			.share = stmt_col_null(q, 3) ? NO_FIGURE
						     : stmt_col_double(q, 3),
			.said_by = xstrdup(stmt_col_text(q, 4)),
		};
	}
	if (rc < 0) {
		level_breaks_free(list, *n);
		return -1;
	}
	*out = list;
	return 0;
}

void level_breaks_free(struct level_break *list, size_t n)
{
	for (size_t i = 0; list && i < n; i++)
		free(list[i].said_by);
	free(list);
}

void level_break_sentence(struct buf *b, const struct level_break *x,
			  enum lang lang)
{
	char year[PHRASE_INT], share[TEXT_NUMBER];

	phrase_int(year, x->year);
	if (x->known)
		phrase_add(b, lang, TEXT_BRIEF_BREAK_KNOWN, year, x->said_by,
			   NULL);
	else
		phrase_add(b, lang,
			   x->up ? TEXT_BRIEF_BREAK_UP : TEXT_BRIEF_BREAK_DOWN,
			   year, text_number(share, x->share * 100, 0, lang),
			   NULL);
}

/* --- areas --- */

static int read_newest(struct newest *out, struct stmts *set,
		       const struct indicator *ind, const char *kind,
		       const char *code, struct err *e)
{
	struct stmt *q = asked(set, Q_NEWEST, ind);
	int rc;

	*out = (struct newest){.value = NO_FIGURE};
	stmt_text(q, 3, kind);
	stmt_text(q, 4, code);
	rc = stmt_step(q, e);
	if (rc > 0) {
		out->year = (int)stmt_col_int(q, 0);
		if (stmt_col_null(q, 1)) {
			out->state = state_parse(stmt_col_text(q, 2));
		} else {
			out->state = STATE_VALUE;
			out->value = stmt_col_double(q, 1);
		}
	}
	stmt_reset(q);
	return rc < 0 ? -1 : 0;
}

/* Surveys have their national row in Mainland Finland. */
static int read_country(struct dossier *d, struct stmts *set, struct err *e)
{
	if (read_newest(&d->country, set, d->ind, "maa", "358", e) < 0)
		return -1;
	if (d->country.state == STATE_VALUE)
		return 0;
	return read_newest(&d->country, set, d->ind, "nuts1", "1", e);
}

static int read_charts(struct dossier *d, struct dossier_county *k,
		       struct stmts *set, struct err *e)
{
	struct stmt *q = asked(set, Q_CHARTS, d->ind);
	int rc;

	stmt_text(q, 3, k->county->code);
	stmt_text(q, 4, lang_name(d->cat->lang));
	while ((rc = stmt_step(q, e)) > 0) {
		const char *kind = stmt_col_text(q, 0);
		size_t i = 0;

		while (i < DOSSIER_CHARTS &&
		       strcmp(kind, dossier_charts[i]) != 0)
			i++;
		if (i == DOSSIER_CHARTS)
			continue;
		exhibit_take(&k->charts[i], stmt_col_text(q, 1),
			     stmt_col_text(q, 2), stmt_col_text(q, 3));
		k->charts[i].ind = d->ind;
	}
	return rc;
}

int dossier_read(struct dossier **out, struct stmts *set,
		 const struct catalog *c, const struct indicator *ind,
		 struct profile *const *profiles, struct err *e)
{
	struct dossier *d = xcalloc(1, sizeof(*d));

	*d = (struct dossier){
		.cat = c, .ind = ind, .row = (size_t)(ind - c->list)};
	d->counties = xcalloc(c->county_n + 1, sizeof(*d->counties));
	if (level_breaks_read(&d->breaks, &d->break_n, set, ind, e) < 0 ||
	    read_country(d, set, e) < 0)
		goto fail;
	for (size_t i = 0; i < c->county_n; i++) {
		struct dossier_county *k = &d->counties[i];

		k->county = &c->counties[i];
		k->profiles = profiles;
		profiles += k->county->n;
		if (read_newest(&k->newest, set, ind, "hyvinvointialue",
				k->county->code, e) < 0 ||
		    read_charts(d, k, set, e) < 0)
			goto fail;
	}
	*out = d;
	return 0;
fail:
	dossier_free(d);
	return err_wrap(e, "indicator %s %s", ind->source, ind->code);
}

void dossier_free(struct dossier *d)
{
	if (!d)
		return;
	for (size_t i = 0; i < d->cat->county_n; i++)
		for (size_t k = 0; k < DOSSIER_CHARTS; k++)
			exhibit_release(&d->counties[i].charts[k]);
	free(d->counties);
	level_breaks_free(d->breaks, d->break_n);
	free(d);
}

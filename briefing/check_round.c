/*
 * The documents of rounds and counties, read back: what they should say, asked
 * of the tables as they are kept. See checking_round.h.
 */
#include "lib/base.h"

#include "briefing/checking_round.h"
#include "briefing/phrase.h"

#define THE_INDICATOR                                                          \
	" (SELECT i.id FROM indicator AS i JOIN source AS s ON s.id = "        \
	"i.source"                                                             \
	"   WHERE s.name = ?1 AND i.code = ?2)"

static const char *const sql[CR_COUNT] = {
	[CR_PARTIES] = "SELECT substr(area, 7) FROM negotiation_party"
		       " WHERE negotiation = ?1 AND round = ?2"
		       "  AND area LIKE 'kunta:%'",
	[CR_STANDING] = "SELECT coalesce(standing, ''),"
			"  coalesce(level_class, ''), year FROM position"
			" WHERE indicator =" THE_INDICATOR
			"  AND area = (SELECT id FROM area WHERE kind = ?3"
			"    AND code = ?4) AND sex = 0",
	[CR_FACTS] =
		"WITH f (id, word, text, longer) AS ("
		" SELECT id, 'text', text, 1 FROM negotiation_priority"
		"  WHERE negotiation = ?1"
		" UNION ALL SELECT id, 'votes', votes, 1"
		"  FROM negotiation_priority WHERE negotiation = ?1"
		"  AND votes IS NOT NULL"
		" UNION ALL SELECT id, 'rank', rank, 1"
		"  FROM negotiation_priority WHERE negotiation = ?1"
		"  AND votes IS NOT NULL"
		" UNION ALL SELECT id, 'text', text, 1 FROM negotiation_measure"
		"  WHERE negotiation = ?1"
		" UNION ALL SELECT id, 'responsible', coalesce(responsible,"
		"  ?3), 1 FROM negotiation_measure WHERE negotiation = ?1"
		" UNION ALL SELECT id, 'due', coalesce(due_text, ?3), 1"
		"  FROM negotiation_measure WHERE negotiation = ?1"
		"  AND (due_text IS NOT NULL OR due IS NULL)"
		" UNION ALL SELECT id, 'text', text, 0 FROM negotiation_point"
		"  WHERE negotiation = ?1 AND kind IN ('point_raised',"
		"   'keynote', 'finding', 'development_wish')"
		" UNION ALL SELECT id, 'text', text, 0 FROM negotiation_worry"
		"  WHERE negotiation = ?1"
		" UNION ALL SELECT id, 'text', text, 0"
		"  FROM negotiation_practice WHERE negotiation = ?1"
		"  AND (area IS NULL OR area IN (SELECT area"
		"   FROM negotiation_party WHERE negotiation = ?1"
		"   AND round = ?2) OR NOT EXISTS (SELECT 1"
		"   FROM negotiation_party WHERE negotiation = ?1"
		"   AND round = ?2)))"
		" SELECT id || ' ' || word, coalesce((SELECT x.text"
		"  FROM negotiation_text AS x WHERE x.negotiation = ?1"
		"  AND x.id = f.id AND x.lang = ?4 AND f.word = 'text'), text)"
		" FROM f WHERE longer OR ?5 ORDER BY id, word",
	[CR_STATES] =
		"SELECT m.id, m.due, m.due_text, f.state, f.date, f.value,"
		"  f.note, f.by FROM negotiation_measure AS m"
		" LEFT JOIN negotiation_followup AS f ON f.negotiation = ?1"
		"  AND f.item = m.id AND f.position = (SELECT position FROM"
		"    negotiation_followup WHERE negotiation = ?1"
		"    AND item = m.id ORDER BY date DESC, position DESC LIMIT 1)"
		" WHERE m.negotiation = ?1 ORDER BY m.id",
	/* what no direct or proxy link tells of */
	[CR_NEEDS] = "SELECT id || ' need', coalesce((SELECT x.text"
		     "  FROM negotiation_text AS x WHERE x.negotiation = ?1"
		     "  AND x.id = p.id AND x.lang = ?2), text)"
		     " FROM negotiation_priority AS p WHERE negotiation = ?1"
		     "  AND id NOT IN (SELECT priority FROM negotiation_link"
		     "    WHERE negotiation = ?1"
		     "    AND strength IN ('direct', 'proxy')) ORDER BY id",
	[CR_FIGURES] =
		"SELECT g.measure || ' ' || coalesce(g.priority, '') || ' '"
		"   || g.source || '-' || g.code || ' ' || a.code, g.source,"
		"  g.code, a.kind, a.code, CASE WHEN EXISTS (SELECT 1"
		"    FROM absence AS h WHERE h.indicator = i.id"
		"    AND h.area = g.area AND h.sex = 0 AND h.year = f.year"
		"    AND h.reason = 2) THEN NULL ELSE f.value END,"
		"  f.year, g.revised, g.current, g.current_year"
		" FROM agreement AS g JOIN area AS a ON a.id = g.area"
		" LEFT JOIN agreed_figure AS f ON f.negotiation = g.negotiation"
		"  AND f.source = g.source AND f.code = g.code"
		"  AND f.area = g.area AND f.sex = 0"
		" LEFT JOIN source AS s ON s.name = g.source"
		" LEFT JOIN indicator AS i ON i.source = s.id"
		"  AND i.code = g.code WHERE g.negotiation = ?1 AND g.sex = 0"
		"  AND g.current IS NOT NULL"
		"  AND a.kind IN ('kunta', 'hyvinvointialue') ORDER BY 1",
	/* the country's figure of a year, or Mainland Finland's */
	[CR_COUNTRY] = "SELECT o.value FROM observation AS o"
		       " JOIN area AS a ON a.id = o.area"
		       " WHERE o.indicator =" THE_INDICATOR
		       "  AND o.sex = 0 AND o.year = ?3 AND (a.kind = 'maa'"
		       "    OR a.kind = 'nuts1' AND a.code = '1')"
		       " ORDER BY a.kind = 'maa' DESC LIMIT 1",
	[CR_COUNTY_TREND] = "SELECT verdict, direction, note, q FROM trend"
			    " WHERE indicator =" THE_INDICATOR
			    "  AND area = (SELECT id FROM area WHERE"
			    "    kind = 'hyvinvointialue' AND code = ?3)"
			    "  AND sex = 0 AND kind = 'long'",
	[CR_MATRIX] = "SELECT m.cell, count(*) FROM v_matrix AS m"
		      " JOIN area AS a ON a.kind = 'kunta'"
		      "  AND a.code = m.area_code AND a.valid_to IS NULL"
		      " JOIN area_member AS e ON e.area = a.id"
		      " JOIN area AS h ON h.id = e.parent"
		      "  AND h.kind = 'hyvinvointialue' AND h.code = ?1"
		      " WHERE m.area_kind = 'kunta' AND m.cell IS NOT NULL"
		      " GROUP BY m.cell",
	[CR_NOTES] = "SELECT m.note, count(*) FROM v_matrix AS m"
		     " JOIN area AS a ON a.kind = 'kunta'"
		     "  AND a.code = m.area_code AND a.valid_to IS NULL"
		     " JOIN area_member AS e ON e.area = a.id"
		     " JOIN area AS h ON h.id = e.parent"
		     "  AND h.kind = 'hyvinvointialue' AND h.code = ?1"
		     " WHERE m.area_kind = 'kunta' AND m.cell IS NULL"
		     " GROUP BY m.note",
	[CR_SPREAD] = "SELECT p10, p90 FROM inequality"
		      " WHERE indicator =" THE_INDICATOR
		      "  AND sex = 0 AND year = ?3",
};
const struct sql_set briefing_check_round_sql = {"briefing/check_round", sql,
						 CR_COUNT};

/* --- what is expected --- */

static bool sits(const char *codes, const char *code)
{
	char *one = xasprintf(" %s ", code);
	bool found = strstr(codes, one) != NULL;

	free(one);
	return found;
}

static int read_places(struct expected *x, struct err *e)
{
	struct stmt *q = stmts_at(x->set, CR_PARTIES);
	struct buf codes;
	int rc;

	buf_init(&codes, BUF_MAX);
	buf_putc(&codes, ' ');
	stmt_text(q, 1, x->talks ? x->talks->id : "");
	stmt_text(q, 2, x->round);
	while ((rc = stmt_step(q, e)) > 0)
		buf_printf(&codes, "%s ", stmt_col_text(q, 0));
	x->visits = xcalloc(x->c->visit_n + 1, sizeof(struct visit *));
	for (size_t i = 0; i < x->c->visit_n; i++) {
		const struct visit *v = &x->c->visits[i];

		if (v->county == x->county &&
		    (x->whole || sits(buf_str(&codes), v->place->code)))
			x->visits[x->n++] = v;
	}
	buf_release(&codes);
	return rc;
}

static int read_level(struct expected *x, enum against *out, const char *kind,
		      const char *code, size_t ind, struct err *e)
{
	struct stmt *q = stmts_at(x->set, CR_STANDING);
	int rc;

	stmt_text(q, 1, x->c->cat->list[ind].source);
	stmt_text(q, 2, x->c->cat->list[ind].code);
	stmt_text(q, 3, kind);
	stmt_text(q, 4, code);
	rc = stmt_step(q, e);
	*out = AGAINST_NONE;
	if (rc > 0 && stmt_col_int(q, 2) > x->c->cat->old_year) {
		char *standing = xstrdup(stmt_col_text(q, 0));

		*out = against_parse(standing, stmt_col_text(q, 1));
		free(standing);
	}
	stmt_reset(q);
	return rc < 0 ? -1 : 0;
}

bool expected_has(const struct expected *x, size_t place, size_t ind)
{
	const struct known *k = &x->visits[place]->known[ind];

	return isfinite(k->own) && k->year > x->c->cat->old_year;
}

static int read_counts(struct expected *x, struct err *e)
{
	size_t n = x->c->cat->n;

	x->counts = xcalloc(n + 1, sizeof(*x->counts));
	x->levels = xcalloc(x->n + 1, sizeof(enum against *));
	for (size_t i = 0; i < x->n; i++) {
		x->levels[i] = xcalloc(n + 1, sizeof(**x->levels));
		for (size_t k = 0; k < n; k++) {
			if (read_level(x, &x->levels[i][k], "kunta",
				       x->visits[i]->place->code, k, e) < 0)
				return -1;
			count_add(&x->counts[k], expected_has(x, i, k),
				  &x->visits[i]->known[k].finding,
				  x->levels[i][k]);
		}
	}
	return 0;
}

static int read_own(struct expected *x, struct err *e)
{
	size_t n = x->c->cat->n;

	x->own = xcalloc(n + 1, sizeof(*x->own));
	for (size_t k = 0; k < n; k++) {
		if (known_whole(&x->own[k], x->c->known_set,
				&x->c->cat->list[k], "hyvinvointialue",
				x->county->code, e) < 0)
			return -1;
		x->own_n += isfinite(x->own[k].own) &&
			    x->own[k].year > x->c->cat->old_year;
	}
	return 0;
}

int expected_read(struct expected *x, struct err *e)
{
	return read_places(x, e) < 0 || read_counts(x, e) < 0 ||
			       read_own(x, e) < 0
		       ? -1
		       : 0;
}

void expected_release(struct expected *x)
{
	for (size_t i = 0; x->levels && i < x->n; i++)
		free(x->levels[i]);
	free(x->levels);
	free(x->visits);
	free(x->counts);
	free(x->own);
}

char *expected_name(const struct indicator *ind, const char *word)
{
	char id[CHECK_ID];

	check_id(id, ind);
	return xasprintf("%s %s", id, word);
}

/* --- the pages --- */

void check_sheets(struct check *c, const struct seen *s)
{
	size_t n = 0;

	for (size_t i = 0; i < s->fact_n; i++)
		n += strncmp(s->facts[i].name, "sheet ", 6) == 0;
	for (size_t i = 1; i <= n; i++) {
		char *name = xasprintf("sheet %zu", i);
		char *want = xasprintf("%zu/%zu", i, n);

		check_fact(c, s, name, want);
		free(name);
		free(want);
	}
	if (n == 0)
		check_fault(c, "no sheet says its number");
}

/* The heading: the municipalities, or their county where they are many. */
static void check_title(const struct expected *x)
{
	struct buf title;

	buf_init(&title, BUF_MAX);
	for (size_t i = 0; i < x->n && !x->whole && x->n <= 6; i++)
		buf_printf(&title, "%s%s", i ? ", " : "",
			   x->visits[i]->place->name);
	check_frame(x->c, x->seen,
		    title.len ? buf_str(&title) : x->county->name);
	buf_release(&title);
}

static int check_briefing(const struct expected *x, struct err *e)
{
	check_title(x);
	check_links(x->c, x->seen);
	check_sheets(x->c, x->seen);
	check_counted(x);
	check_cover(x);
	if (check_agreed_facts(x, true, e) < 0)
		return -1;
	return check_agreed_figures(x, e);
}

static int check_wall(const struct expected *x, struct err *e)
{
	(void)e;
	check_title(x);
	check_links(x->c, x->seen);
	check_sheets(x->c, x->seen);
	check_compare(x);
	return 0;
}

static int check_document(struct expected *x, const char *page,
			  int (*with)(const struct expected *, struct err *),
			  struct err *e)
{
	struct seen *s;
	int rc = 0;

	x->c->page = page;
	s = check_read(x->c);
	x->seen = s;
	if (s)
		rc = with(x, e);
	x->seen = NULL;
	seen_free(s);
	return rc;
}

static int check_round(struct check *c, struct stmts *set,
		       const struct county *county, const struct talks *t,
		       const struct round *r, struct err *e)
{
	struct expected x = {.c = c,
			     .set = set,
			     .county = county,
			     .talks = t,
			     .round = r->id,
			     .whole = r->whole};
	char *briefing = xasprintf("katsaus/%s.html", r->stem);
	char *wall = xasprintf("katsaus/vertailu-%s.html", r->stem);
	int rc = expected_read(&x, e);

	if (rc == 0)
		rc = check_document(&x, briefing, check_briefing, e);
	if (rc == 0)
		rc = check_document(&x, wall, check_wall, e);
	expected_release(&x);
	free(briefing);
	free(wall);
	return rc;
}

static int check_county(struct check *c, struct stmts *set,
			const struct county *county, struct err *e)
{
	struct expected x = {.c = c,
			     .set = set,
			     .county = county,
			     .talks =
				     county->talks_n ? &county->talks[0] : NULL,
			     .round = "",
			     .whole = true};
	char *page = xasprintf("katsaus/hva-%s.html", county->code);
	int rc = 0;

	if (catalog_has_briefing(county)) {
		char *link = xasprintf("katsaus hva-%s", county->code);

		c->page = "index.html";
		if (c->front)
			check_fact(c, c->front, link,
				   text_get(TEXT_ROUND_COUNTY, c->cat->lang));
		free(link);
		rc = expected_read(&x, e);
		if (rc == 0)
			rc = check_document(&x, page, check_overview, e);
	}
	expected_release(&x);
	free(page);
	return rc;
}

int check_rounds(struct check *c, struct db *db, struct err *e)
{
	struct stmts *set;
	int rc = 0;

	if (stmts_new(&set, db, &briefing_check_round_sql, e) < 0)
		return -1;
	for (size_t i = 0; rc == 0 && i < c->cat->county_n; i++) {
		const struct county *k = &c->cat->counties[i];

		rc = check_county(c, set, k, e);
		for (size_t j = 0; rc == 0 && j < k->talks_n; j++)
			for (size_t r = 0; rc == 0 && r < k->talks[j].rounds.n;
			     r++)
				rc = check_round(c, set, k, &k->talks[j],
						 &k->talks[j].rounds.list[r],
						 e);
	}
	c->page = NULL;
	stmts_free(set);
	return rc;
}

/*
 * The areas; see country.h.
 */
#include "analysis/country.h"

#include "analysis/grown.h"
#include "analysis/undefined.h"
#include "lib/app.h"

enum {
	Q_PLACES,
	Q_PERSONS,
	Q_COUNT
};

static const char *const sql[Q_COUNT] = {
	[Q_PLACES] =
		"SELECT a.id, a.kind, a.code, coalesce((SELECT m.parent"
		"      FROM area_member AS m JOIN area AS p ON p.id = m.parent"
		"      WHERE m.area = a.id AND p.kind = 'hyvinvointialue'"
		"      ORDER BY m.parent LIMIT 1), 0)"
		"  FROM area AS a ORDER BY a.id",
	[Q_PERSONS] = "SELECT area, sex, year, value FROM observation"
		      "  WHERE indicator = (SELECT i.id FROM indicator AS i"
		      "      JOIN source AS s ON s.id = i.source"
		      "      WHERE s.name = ?1 AND i.code = ?2)"
		      "  ORDER BY area, sex, year",
};
static const struct sql_set country_sql = {"analysis/country", sql, Q_COUNT};

static enum area_kind kind_of(const char *kind, const char *code)
{
	if (strcmp(kind, "kunta") == 0)
		return AREA_TOWN;
	if (strcmp(kind, "hyvinvointialue") == 0)
		return AREA_COUNTY;
	if (strcmp(kind, "maa") == 0)
		return AREA_COUNTRY;
	if (strcmp(kind, "nuts1") == 0 && strcmp(code, "1") == 0)
		return AREA_MAINLAND;
	return AREA_OTHER;
}

static int read_places(struct country *c, struct stmt *q, struct err *e)
{
	int got;

	while ((got = stmt_step(q, e)) > 0) {
		struct place *p;

		c->places = grown(c->places, c->places_n, &c->places_cap,
				  sizeof(*c->places));
		p = &c->places[c->places_n++];
		*p = (struct place){
			.id = stmt_col_int(q, 0),
			.kind = kind_of(stmt_col_text(q, 1),
					stmt_col_text(q, 2)),
			.county = stmt_col_int(q, 3),
		};
		(void)snprintf(p->code, sizeof(p->code), "%s",
			       stmt_col_text(q, 2));
	}
	return got;
}

static int read_persons(struct country *c, struct stmt *q, struct err *e)
{
	int got;

	while ((got = stmt_step(q, e)) > 0) {
		struct persons p = {stmt_col_int(q, 0), (int)stmt_col_int(q, 1),
				    (int)stmt_col_int(q, 2),
				    stmt_col_double(q, 3)};

		if (!(p.n >= 0.0))
			continue;
		c->persons = grown(c->persons, c->persons_n, &c->persons_cap,
				   sizeof(*c->persons));
		c->persons[c->persons_n++] = p;
	}
	return got;
}

int country_read(struct country *out, struct db *db, const char *population,
		 struct err *e)
{
	char source[32] = "", id[64] = "";
	struct stmts *q;
	struct stmt *persons;
	int rc;

	if (population[0] &&
	    !app_indicator_parse(population, source, sizeof(source), id,
				 sizeof(id)))
		return err_set(e, ERR_CONFIG,
			       "analysis.population '%s': an indicator such as "
			       "sotkanet:127 is expected",
			       population);
	if (stmts_new(&q, db, &country_sql, e) < 0)
		return -1;
	rc = read_places(out, stmts_at(q, Q_PLACES), e);
	persons = stmts_at(q, Q_PERSONS);
	stmt_text(persons, 1, source);
	stmt_text(persons, 2, id);
	if (rc == 0)
		rc = read_persons(out, persons, e);
	stmts_free(q);
	return rc;
}

void country_release(struct country *c)
{
	free(c->places);
	free(c->persons);
	*c = (struct country){.places_n = 0};
}

const struct place *country_find(const struct country *c, int64_t area)
{
	size_t lo = 0, hi = c->places_n;

	while (lo < hi) {
		size_t mid = lo + (hi - lo) / 2;

		if (c->places[mid].id < area)
			lo = mid + 1;
		else
			hi = mid;
	}
	return lo < c->places_n && c->places[lo].id == area ? &c->places[lo]
							    : NULL;
}

static bool is_before(const struct persons *p, int64_t area, int sex, int year)
{
	if (p->area != area)
		return p->area < area;
	if (p->sex != sex)
		return p->sex < sex;
	return p->year < year;
}

double country_persons(const struct country *c, int64_t area, int sex, int year)
{
	size_t lo = 0, hi = c->persons_n;

	while (lo < hi) {
		size_t mid = lo + (hi - lo) / 2;

		if (is_before(&c->persons[mid], area, sex, year))
			lo = mid + 1;
		else
			hi = mid;
	}
	if (lo < c->persons_n && c->persons[lo].area == area &&
	    c->persons[lo].sex == sex && c->persons[lo].year == year)
		return c->persons[lo].n;
	return UNDEFINED;
}

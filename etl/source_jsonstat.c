/*
 * Sources that give JSON-stat for a GET: Eurostat and THL's cubes (Sampo). Each
 * has a table in config/ with an address a row, which names the figure by its
 * own filters. An answer speaks for every year and sex. There is no sign of
 * change but the answer itself: it is asked for each night, on condition where
 * the server knows conditions.
 */
#include "etl/cube_csv.h"
#include "etl/cube_request.h"
#include "etl/cube_rows.h"
#include "etl/jsonstat.h"
#include "etl/turn.h"

static int ask_row(struct turn *t, const struct cube_row *row, struct err *e)
{
	struct request r = {.kind = ANSWER_FIGURES, .url = row->url};
	struct answer a = {0};
	int rc;

	(void)snprintf(r.indicator, sizeof(r.indicator), "%s", row->id);
	memset(r.year, true, sizeof(r.year));
	memset(r.sex, true, sizeof(r.sex));
	rc = turn_ask(t, &r, NULL, "followed: each night", &a, e);
	if (rc == 0)
		answer_release(&a);
	return rc < 0 ? -1 : 0;
}

static int jsonstat_visit(struct turn *t, struct err *e)
{
	struct cube_rows rows = {0};
	size_t i;
	int rc = cube_rows_due(t, &rows, e);

	if (rc <= 0)
		return rc;
	rc = turn_open(t, e);
	for (i = 0; rc == 0 && i < rows.n; i++) {
		if (turn_is_over(t, rows.n - i))
			break;
		rc = ask_row(t, &rows.list[i], e);
		log_progress(&t->app->log, "fetch", i + 1, rows.n);
	}
	cube_rows_release(&rows);
	return rc;
}

static int parse(const struct cube_terms *terms, const struct request *r,
		 const char *bytes, size_t len, struct answer *out,
		 struct err *e)
{
	answer_init(out);
	out->kind = r->kind;
	if (r->kind != ANSWER_FIGURES)
		return err_set(e, ERR_DATA, "figures alone are read");
	return jsonstat_parse(terms, r, bytes, len, out, e);
}

/* --- Eurostat ---------------------------------------------------------------
 */

/* The number that a country has in Sotkanet's list of areas: ISO 3166-1, but
 * for Croatia's. */
static bool eurostat_area(const char *id, const char **kind, const char **code)
{
	static const char country[][2][4] = {
		{"AT", "040"}, {"BE", "056"}, {"BG", "100"}, {"CY", "196"},
		{"CZ", "203"}, {"DK", "208"}, {"EE", "233"}, {"FR", "250"},
		{"HR", "827"}, {"LI", "438"}, {"DE", "276"}, {"EL", "300"},
		{"HU", "348"}, {"IS", "352"}, {"IE", "372"}, {"IT", "380"},
		{"LV", "428"}, {"LT", "440"}, {"LU", "442"}, {"MT", "470"},
		{"NL", "528"}, {"NO", "578"}, {"PL", "616"}, {"PT", "620"},
		{"RO", "642"}, {"SK", "703"}, {"SI", "705"}, {"ES", "724"},
		{"SE", "752"}, {"CH", "756"}, {"UK", "826"}};
	size_t i;

	if (strcmp(id, "FI") == 0) {
		*kind = "maa";
		*code = "358";
		return true;
	}
	for (i = 0; i < ARRAY_LEN(country); i++) {
		if (strcmp(country[i][0], id) == 0) {
			*kind = "eurooppa";
			*code = country[i][1];
			return true;
		}
	}
	return false;
}

static const struct symbol eurostat_symbols[] = {
	{":", false, VAL_MISSING},         {":u", false, VAL_MISSING},
	{":c", false, VAL_SUPPRESSED},     {"c", false, VAL_SUPPRESSED},
	{":z", false, VAL_NOT_APPLICABLE}, {"z", false, VAL_NOT_APPLICABLE},
};

static const struct cube_terms eurostat_terms = {
	.symbols = eurostat_symbols,
	.n_symbols = ARRAY_LEN(eurostat_symbols),
	.area = eurostat_area,
	.kind = "eurostat",
	.producer = "Eurostat",
	.title = 2,
};

static int eurostat_parse(const struct request *r, const char *bytes,
			  size_t len, struct answer *out, struct err *e)
{
	return parse(&eurostat_terms, r, bytes, len, out, e);
}

const struct source source_eurostat = {
	.name = "eurostat",
	.title = "Eurostat",
	.licence = "CC BY 4.0",
	.licence_of = cube_licence_of,
	.table = "eurostat.csv",
	.request_parse = cube_request_parse,
	.request_write = cube_request_write,
	.visit = jsonstat_visit,
	.parse = eurostat_parse,
};

/* --- THL's cubes ------------------------------------------------------------
 */

static const struct symbol sampo_symbols[] = {
	{"..", false, VAL_SUPPRESSED},
};

static const struct cube_terms sampo_terms = {
	.symbols = sampo_symbols,
	.n_symbols = ARRAY_LEN(sampo_symbols),
	.kind = "kunta hyvinvointialue maakunta seutukunta sairaanhoitopiiri",
	.producer = "THL",
	.title = 0,
};

static int sampo_parse(const struct request *r, const char *bytes, size_t len,
		       struct answer *out, struct err *e)
{
	if (len && r->kind == ANSWER_FIGURES && !strchr("{[", bytes[0])) {
		answer_init(out);
		out->kind = r->kind;
		return cube_csv_parse(&sampo_terms, r, bytes, len, out, e);
	}
	return parse(&sampo_terms, r, bytes, len, out, e);
}

const struct source source_sampo = {
	.name = "sampo",
	.title = "THL:n kuutiot (Sampo)",
	.licence = "CC BY 4.0",
	.licence_of = cube_licence_of,
	.table = "sampo.csv",
	.request_parse = cube_request_parse,
	.request_write = cube_request_write,
	.visit = jsonstat_visit,
	.parse = sampo_parse,
};

/*
 * Sources that give JSON-stat for a GET: Eurostat and THL's cubes (Sampo). Each
 * has a table in config/ with an address a row, which names the figure by its
 * own filters.
 */
#include "etl/cube_csv.h"
#include "etl/cube_request.h"
#include "etl/cube_rows.h"
#include "etl/jsonstat.h"

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

static const struct conf_default eurostat_settings[] = {
	{"eurostat.url", CONF_TEXT, "", 0, 0,
	 "where Eurostat's JSON-stat is; empty: config/eurostat.csv is not "
	 "asked"},
	{"eurostat.pause_ms", CONF_INT, "1000", 0, 600000,
	 "milliseconds between two requests"},
};

const struct source source_eurostat = {
	.name = "eurostat",
	.title = "Eurostat",
	.licence = "CC BY 4.0",
	.licence_of = cube_licence_of,
	.table = "eurostat.csv",
	.settings = eurostat_settings,
	.n_settings = ARRAY_LEN(eurostat_settings),
	.request_parse = cube_request_parse,
	.request_write = cube_request_write,
	.visit = cube_rows_visit,
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
	.value = "val",
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

static const struct conf_default sampo_settings[] = {
	{"sampo.url", CONF_TEXT, "", 0, 0,
	 "where THL's cubes are; empty: config/sampo.csv is not asked"},
	{"sampo.pause_ms", CONF_INT, "1000", 0, 600000,
	 "milliseconds between two requests"},
};

const struct source source_sampo = {
	.name = "sampo",
	.title = "THL:n kuutiot (Sampo)",
	.licence = "CC BY 4.0",
	.licence_of = cube_licence_of,
	.table = "sampo.csv",
	.settings = sampo_settings,
	.n_settings = ARRAY_LEN(sampo_settings),
	.request_parse = cube_request_parse,
	.request_write = cube_request_write,
	.visit = cube_rows_visit,
	.parse = sampo_parse,
};

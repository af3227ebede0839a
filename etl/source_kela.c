/*
 * Kela's open data: tables in a CKAN data store, dumped as CSV with an address
 *a row of config/kela.csv, which chooses columns and rows:
 *
 *	datastore/dump/ID?fields=kunta_nro,vuosi,saaja_lkm&filters=%7B...%7D
 *
 * The last column is the figure. What the address leaves several of (benefits,
 * months beside years) is refused.
 */
#include "etl/cube_csv.h"
#include "etl/cube_request.h"
#include "etl/cube_rows.h"

/* 000 is the whole country; 199 those of whom no municipality is known, or told
 * where they are fewer than four. */
static bool kela_area(const char *id, const char **kind, const char **code)
{
	size_t n = strlen(id);

	if (n < 1 || n > 3 || strspn(id, "0123456789") != n)
		return false;
	*kind = strcmp(id, "199") == 0 ? NULL : "kunta";
	*code = id;
	if (strspn(id, "0") == n) {
		*kind = "maa";
		*code = "358";
	}
	return true;
}

static const struct symbol kela_symbols[] = {
	{"NA", false, VAL_MISSING},
};

static const struct cube_terms kela_terms = {
	.symbols = kela_symbols,
	.n_symbols = ARRAY_LEN(kela_symbols),
	.area = kela_area,
	.digits = 3,
	.kind = "kela",
	.producer = "Kela",
	.decimal = "either",
};

static int kela_parse(const struct request *r, const char *bytes, size_t len,
		      struct answer *out, struct err *e)
{
	answer_init(out);
	out->kind = r->kind;
	if (r->kind != ANSWER_FIGURES)
		return err_set(e, ERR_DATA, "figures alone are read");
	return cube_csv_parse(&kela_terms, r, bytes, len, out, e);
}

static const char *kela_licence_of(const char *organisation)
{
	(void)organisation;
	return "CC BY 4.0";
}

static const struct conf_default settings[] = {
	{"kela.url", CONF_TEXT, "", 0, 0,
	 "where Kela's open data is; empty: config/kela.csv is not asked"},
	{"kela.pause_ms", CONF_INT, "1000", 0, 600000,
	 "milliseconds between two requests"},
};

const struct source source_kela = {
	.name = "kela",
	.title = "Kelan avoin data",
	.licence = "CC BY 4.0",
	.licence_of = kela_licence_of,
	.table = "kela.csv",
	.settings = settings,
	.n_settings = ARRAY_LEN(settings),
	.request_parse = cube_request_parse,
	.request_write = cube_request_write,
	.visit = cube_rows_visit,
	.parse = kela_parse,
};

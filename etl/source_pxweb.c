/*
 * PxWeb: Statistics Finland's databases, and any other host of the kind by a
 * row in config/pxweb.csv. How the service behaves is told in pxweb.h.
 */
#include <ctype.h>

#include "etl/cube_request.h"
#include "etl/jsonstat.h"
#include "etl/pxweb.h"

/* Statistics Finland's: "-" is nil, a true zero; what is confidential it marks
 * with three dots, what was not obtained or is too uncertain with two. */
static const struct symbol symbols[] = {
	{"-", true, VAL_NUMBER},
	{".", false, VAL_NOT_APPLICABLE},
	{"..", false, VAL_MISSING},
	{"...", false, VAL_SUPPRESSED},
};

static size_t digits(const char *s)
{
	size_t n = 0;

	while (isdigit((unsigned char)s[n]))
		n++;
	return s[n] ? 0 : n;
}

static bool pxweb_area(const char *id, const char **kind, const char **code)
{
	static const struct {
		const char *start, *kind;
		size_t digits;
	} t[] = {
		{"KU", "kunta", 3},       {"MK", "maakunta", 2},
		{"SK", "seutukunta", 3},  {"HVA", "hyvinvointialue", 2},
		{"ELY", "ely-keskus", 2}, {"", "kunta", 3},
	};
	size_t i, n;

	if (strcmp(id, "SSS") == 0) {
		*kind = "maa";
		*code = "358";
		return true;
	}
	for (i = 0; i < ARRAY_LEN(t); i++) {
		n = strlen(t[i].start);
		if (strncmp(id, t[i].start, n) == 0 &&
		    digits(id + n) == t[i].digits) {
			*kind = t[i].kind;
			*code = id + n;
			return true;
		}
	}
	return false;
}

const struct cube_terms pxweb_terms = {
	.symbols = symbols,
	.n_symbols = ARRAY_LEN(symbols),
	.area = pxweb_area,
	.kind = "pxweb",
	.producer = "",
	.title = 0,
};

/* What is noted is read by who asked; here only that it can be. */
static int check_note(const char *about, const char *bytes, size_t len,
		      struct err *e)
{
	struct px_limits limits;
	struct cube table = {0};
	char updated[PX_TIME_TEXT];
	bool found;
	int rc;

	if (strncmp(about, "config.", 7) == 0)
		return px_limits_parse(bytes, len, &limits, e);
	if (strncmp(about, "folder.", 7) == 0)
		return px_folder_parse(bytes, len, "", updated, &found, e);
	rc = px_table_parse(bytes, len, &table, e);
	cube_release(&table);
	return rc;
}

static int pxweb_parse(const struct request *r, const char *bytes, size_t len,
		       struct answer *out, struct err *e)
{
	answer_init(out);
	out->kind = r->kind;
	if (r->kind == ANSWER_FIGURES)
		return jsonstat_parse(&pxweb_terms, r, bytes, len, out, e);
	if (check_note(r->indicator, bytes, len, e) < 0)
		return -1;
	out->text = xstrndup(bytes, len);
	return 0;
}

static const struct conf_default settings[] = {
	{"pxweb.url", CONF_TEXT, "", 0, 0,
	 "where a PxWeb interface is; empty: config/pxweb.csv is not asked"},
	{"pxweb.pause_ms", CONF_INT, "1000", 0, 600000,
	 "milliseconds between two requests, or more where the host says so"},
	{"pxweb.busy_s", CONF_INT, "60", 1, 3600,
	 "seconds to wait when it is asked too often"},
};

const struct source source_pxweb = {
	.name = "pxweb",
	.title = "Tilastokeskus (PxWeb)",
	.licence = "CC BY 4.0",
	.licence_of = cube_licence_of,
	.table = "pxweb.csv",
	.settings = settings,
	.n_settings = ARRAY_LEN(settings),
	.request_parse = cube_request_parse,
	.request_write = cube_request_write,
	.visit = pxweb_visit,
	.parse = pxweb_parse,
};

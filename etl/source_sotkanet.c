/*
 * Sotkanet.fi, the indicator bank of the Finnish Institute for Health and
 * Welfare (THL). How the service behaves was read from its recorded answers and
 * from public clients of it:
 *
 * /regions, /indicators, /indicators/ID, and /json or /csv with indicator=ID,
 * years=Y and genders=G, the last two repeated (a comma list is refused with
 * 400). No paging, no order of rows, no region filter: an answer holds every
 * region. There are no nulls: a missing figure is a missing row. Its terms ask
 * not to download the same again and again; `data-updated` of /indicators/ID is
 * the only sign of change. It answers 403 without a User-Agent of one's own.
 */
#include "etl/sotkanet.h"

#include "etl/fetch.h"
#include "lib/num.h"

/* The part of an address that names what is asked: behind ".../rest/1.1/". */
static const char *address_tail(const char *url)
{
	static const char base[] = "/rest/1.1/";
	const char *at = strstr(url, base);

	if (at)
		return at + sizeof(base) - 1;
	return url[0] == '/' ? url + 1 : url;
}

/* One "name=value" of the query. */
static int query_part(struct request *r, const char *s, size_t len,
		      struct err *e)
{
	const char *eq = memchr(s, '=', len);
	size_t name = eq ? (size_t)(eq - s) : len;
	const char *v = eq ? eq + 1 : s + len;
	size_t n = (size_t)(s + len - v);
	int64_t y;
	enum sex sex;

	if (name == 9 && memcmp(s, "indicator", 9) == 0) {
		if (r->indicator[0] || !num_int(v, n, 1, 999999, &y))
			return err_set(
				e, ERR_USAGE,
				"one indicator number is expected in the "
				"address, not '%.*s'",
				(int)n, v);
		(void)snprintf(r->indicator, sizeof(r->indicator), "%d",
			       (int)y);
	} else if (name == 5 && memcmp(s, "years", 5) == 0) {
		if (!num_int(v, n, YEAR_MIN, YEAR_MAX, &y))
			return err_set(
				e, ERR_USAGE,
				"'years=%.*s' in the address: one year is "
				"expected (years=2022&years=2023)",
				(int)n, v);
		r->year[y - YEAR_MIN] = true;
	} else if (name == 7 && memcmp(s, "genders", 7) == 0) {
		if (!sex_parse(v, n, &sex))
			return err_set(e, ERR_USAGE,
				       "'genders=%.*s' in the address: total, "
				       "male or female is expected",
				       (int)n, v);
		r->sex[sex] = true;
	} else {
		return err_set(e, ERR_USAGE, "'%.*s' in the address is unknown",
			       (int)len, s);
	}
	return 0;
}

static int query_parse(struct request *r, const char *query, struct err *e)
{
	bool years = false, sexes = false;
	size_t len, i;

	for (;; query += len + 1) {
		len = strcspn(query, "&");
		if (query_part(r, query, len, e) < 0)
			return -1;
		if (query[len] == '\0')
			break;
	}
	for (i = 0; i < YEARS; i++)
		years = years || r->year[i];
	for (i = 0; i < SEX_N; i++)
		sexes = sexes || r->sex[i];
	if (!r->indicator[0] || !years)
		return err_set(e, ERR_USAGE,
			       "the address must name the indicator and the "
			       "years that the answer speaks for");
	r->sex[SEX_TOTAL] |= !sexes;
	return 0;
}

static int sotkanet_request_parse(const char *url, struct request *out,
				  struct err *e)
{
	const char *tail = address_tail(url), *query = strchr(tail, '?');
	size_t len = query ? (size_t)(query - tail) : strlen(tail);
	struct request r = {0};
	int64_t id;

	r.csv = len == 3 && memcmp(tail, "csv", 3) == 0;
	if (query && (r.csv || (len == 4 && memcmp(tail, "json", 4) == 0))) {
		r.kind = ANSWER_FIGURES;
		if (query_parse(&r, query + 1, e) < 0)
			return -1;
	} else if (!query && strcmp(tail, "regions") == 0) {
		r.kind = ANSWER_AREAS;
	} else if (!query && strcmp(tail, "indicators") == 0) {
		r.kind = ANSWER_LIST;
	} else if (!query && len > 11 && memcmp(tail, "indicators/", 11) == 0 &&
		   num_int(tail + 11, len - 11, 1, 999999, &id)) {
		r.kind = ANSWER_META;
		(void)snprintf(r.indicator, sizeof(r.indicator), "%d", (int)id);
	} else {
		return err_set(e, ERR_USAGE,
			       "'%s' is no address of Sotkanet: regions, "
			       "indicators, indicators/ID, json?... or csv?... "
			       "is expected",
			       url);
	}
	*out = r;
	return 0;
}

static void sotkanet_request_write(struct buf *b, const struct request *r)
{
	int i;

	switch (r->kind) {
	case ANSWER_AREAS:
		buf_puts(b, "regions");
		return;
	case ANSWER_LIST:
		buf_puts(b, "indicators");
		return;
	case ANSWER_META:
		buf_printf(b, "indicators/%s", r->indicator);
		return;
	case ANSWER_FIGURES:
	case ANSWER_NOTE:
		break;
	}
	buf_printf(b, "%s?indicator=%s", r->csv ? "csv" : "json", r->indicator);
	for (i = 0; i < YEARS; i++)
		if (r->year[i])
			buf_printf(b, "&years=%d", i + YEAR_MIN);
	for (i = 0; i < SEX_N; i++)
		if (r->sex[i])
			buf_printf(b, "&genders=%s", sex_name((enum sex)i));
}

static int sotkanet_parse(const struct request *r, const char *bytes,
			  size_t len, struct answer *out, struct err *e)
{
	answer_init(out);
	out->kind = r->kind;
	out->own_ids = true;
	switch (r->kind) {
	case ANSWER_AREAS:
		return sotkanet_parse_regions(bytes, len, out, e);
	case ANSWER_LIST:
		return sotkanet_parse_list(bytes, len, out, e);
	case ANSWER_META:
		return sotkanet_parse_meta(bytes, len, out, e);
	case ANSWER_FIGURES:
		return r->csv ? sotkanet_parse_csv(r, bytes, len, out, e)
			      : sotkanet_parse_json(r, bytes, len, out, e);
	case ANSWER_NOTE:
		break;
	}
	return -1;
}

/* Sotkanet's terms of use: its metadata and THL's own indicators are CC BY 4.0,
 * so are the open data of Statistics Finland and Kela; other producers keep
 * their own terms. */
static const char *sotkanet_licence_of(const char *organisation)
{
	static const char *const cc_by[] = {"THL", "Terveyden ja hyvinvoinnin",
					    "Tilastokeskus", "Kela",
					    "Kansaneläkelaitos"};
	size_t i;

	for (i = 0; i < ARRAY_LEN(cc_by); i++)
		if (strstr(organisation, cc_by[i]))
			return "CC BY 4.0";
	return "tuottajan omat ehdot";
}

static const struct conf_default settings[] = {
	{"sotkanet.url", CONF_TEXT, "https://sotkanet.fi/rest/1.1", 0, 0,
	 "where Sotkanet's REST interface is"},
	{"sotkanet.pause_ms", CONF_INT, "500", 0, 600000,
	 "milliseconds between two requests"},
	{"sotkanet.rest_days", CONF_INT, "7", 0, 366,
	 "days in which the indicators that are not followed are described "
	 "anew; 0: never"},
};

const struct source source_sotkanet = {
	.name = "sotkanet",
	.title = "Sotkanet.fi (THL)",
	.licence = "CC BY 4.0",
	.licence_of = sotkanet_licence_of,
	.settings = settings,
	.n_settings = ARRAY_LEN(settings),
	.request_parse = sotkanet_request_parse,
	.request_write = sotkanet_request_write,
	.visit = fetch_listed,
	.parse = sotkanet_parse,
};

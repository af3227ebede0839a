/*
 * Sotkanet's /csv: "indicator;region;year;gender;primary value;absolute value",
 * CRLF, decimal point, no quotes, the last field empty where there is no
 * absolute value.
 */
#include "etl/sotkanet.h"

#include "lib/num.h"

static const char header[] =
	"indicator;region;year;gender;primary value;absolute value";

enum {
	C_INDICATOR,
	C_REGION,
	C_YEAR,
	C_SEX,
	C_VALUE,
	C_ABSOLUTE,
	C_COUNT
};

struct cell {
	const char *s;
	size_t len;
};

/* Cuts a line into its six cells. */
static bool line_cells(const char *s, size_t len, struct cell c[C_COUNT])
{
	const char *end = s + len;
	int i;

	for (i = 0; i < C_COUNT; i++) {
		const char *sep = memchr(s, ';', (size_t)(end - s));

		if ((i < C_COUNT - 1) != (sep != NULL))
			return false;
		c[i] = (struct cell){s, (size_t)((sep ? sep : end) - s)};
		s = sep ? sep + 1 : end;
	}
	return true;
}

static bool optional_value(const struct cell *c, struct val *out)
{
	double v;

	*out = val_absent(VAL_MISSING);
	if (c->len == 0)
		return true;
	if (!num_double(c->s, c->len, &v))
		return false;
	*out = val_number(v);
	return true;
}

static int parse_line(const struct request *r, const char *s, size_t len,
		      struct figure *f, struct err *e)
{
	static const char *const expected[C_COUNT] = {
		[C_INDICATOR] = "the indicator that was asked for",
		[C_REGION] = "a region id",
		[C_YEAR] = "a year",
		[C_SEX] = "total, male or female",
		[C_VALUE] = "a number",
		[C_ABSOLUTE] = "a number or nothing",
	};
	struct cell c[C_COUNT];
	int64_t year;
	int bad;

	if (!line_cells(s, len, c))
		return err_set(e, ERR_DATA, "six fields are expected");
	if (c[C_INDICATOR].len != strlen(r->indicator) ||
	    memcmp(c[C_INDICATOR].s, r->indicator, c[C_INDICATOR].len) != 0)
		bad = C_INDICATOR;
	else if (!num_int(c[C_REGION].s, c[C_REGION].len, 1, 999999, &f->area))
		bad = C_REGION;
	else if (!num_int(c[C_YEAR].s, c[C_YEAR].len, YEAR_MIN, YEAR_MAX,
			  &year))
		bad = C_YEAR;
	else if (!sex_parse(c[C_SEX].s, c[C_SEX].len, &f->sex))
		bad = C_SEX;
	else if (!optional_value(&c[C_VALUE], &f->value))
		bad = C_VALUE;
	else if (!optional_value(&c[C_ABSOLUTE], &f->numerator))
		bad = C_ABSOLUTE;
	else {
		f->year = (int)year;
		return 0;
	}
	return err_set(e, ERR_DATA, "'%.*s': %s is expected",
		       (int)(c[bad].len < 40 ? c[bad].len : 40), c[bad].s,
		       expected[bad]);
}

int sotkanet_parse_csv(const struct request *r, const char *bytes, size_t len,
		       struct answer *out, struct err *e)
{
	const char *p = bytes, *end = bytes + len;
	struct figure f = {0};
	size_t line;

	for (line = 1; p < end; line++) {
		const char *nl = memchr(p, '\n', (size_t)(end - p));
		size_t n = (size_t)((nl ? nl : end) - p);

		if (!nl)
			return err_set(e, ERR_DATA,
				       "line %zu: cut short, no line end",
				       line);
		if (n && p[n - 1] == '\r')
			n--;
		if (line == 1 &&
		    (n != sizeof(header) - 1 || memcmp(p, header, n) != 0))
			return err_set(e, ERR_DATA,
				       "line 1: the header '%s' is expected",
				       header);
		if (line > 1) {
			if (parse_line(r, p, n, &f, e) < 0)
				return err_wrap(e, "line %zu", line);
			figures_add(&out->figures, &f);
		}
		p = nl + 1;
	}
	return 0;
}

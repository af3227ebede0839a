/*
 * What a chart says of its indicator; see gauge.h.
 */
#include "plots/gauge.h"

#include <math.h>

#include "lib/grain.h"
#include "plots/letters.h"

void gauge_release(struct gauge *m)
{
	free(m->source);
	free(m->source_title);
	free(m->indicator);
	free(m->title);
	free(m->unit);
	free(m->klass);
	free(m->organisation);
	free(m->licence);
	free(m->updated);
	free(m->fetched);
	*m = (struct gauge){0};
}

void gauge_copy(struct gauge *dst, const struct gauge *src)
{
	*dst = *src;
	dst->source = xstrdup(src->source);
	dst->source_title = xstrdup(src->source_title);
	dst->indicator = xstrdup(src->indicator);
	dst->title = xstrdup(src->title);
	dst->unit = xstrdup(src->unit);
	dst->klass = xstrdup(src->klass);
	dst->organisation = xstrdup(src->organisation);
	dst->licence = xstrdup(src->licence);
	dst->updated = xstrdup(src->updated);
	dst->fetched = xstrdup(src->fetched);
}

/* --- reading ----------------------------------------------------------------
 */

char *gauge_column(struct stmt *q, int i)
{
	return letters_clean(stmt_col_text(q, i));
}

char *gauge_column_lang(struct stmt *q, int i, enum lang lang)
{
	const char *s = stmt_col_text(q, i + lang_column(lang));

	return s[0] ? letters_clean(s) : gauge_column(q, i);
}

int gauge_area(struct stmt *q, int64_t area, enum lang lang, char **kind,
	       char **code, char **name, struct err *e)
{
	int got;

	stmt_int(q, 1, area);
	got = stmt_step(q, e);
	if (got > 0) {
		*kind = gauge_column(q, 0);
		*code = gauge_column(q, 1);
		*name = gauge_column_lang(q, 2, lang);
	}
	stmt_reset(q);
	return got;
}

static void take_columns(struct stmt *q, struct gauge *m)
{
	const char *polarity = stmt_col_text(q, 9);

	m->source = gauge_column(q, 0);
	m->source_title = gauge_column(q, 1);
	m->indicator = gauge_column(q, 2);
	m->title = gauge_column_lang(q, 3, m->lang);
	m->unit = gauge_column(q, 6);
	m->decimals = decimals_shown((int)stmt_col_int(q, 7));
	m->klass = gauge_column(q, 8);
	m->polarity = strcmp(polarity, "lower_better") == 0    ? -1
		      : strcmp(polarity, "higher_better") == 0 ? 1
							       : 0;
	m->organisation = gauge_column(q, 10);
	m->licence = gauge_column(q, 11);
	m->updated = gauge_column(q, 12);
	m->fetched = gauge_column(q, 13);
	m->span = (int)stmt_col_int(q, 14);
	m->survey = strcmp(stmt_col_text(q, 15), "survey") == 0;
	if (!m->title[strspn(m->title, " ")]) {
		free(m->title);
		m->title = xstrdup(m->indicator);
	}
}

int gauge_read(struct stmt *q, int64_t indicator, struct gauge *out,
	       struct err *e)
{
	int rc;

	stmt_int(q, 1, indicator);
	rc = stmt_step(q, e);
	if (rc <= 0)
		return rc < 0 ? -1
			      : err_set(e, ERR_DATA, "no indicator %lld",
					(long long)indicator);
	take_columns(q, out);
	out->id = indicator;
	stmt_reset(q);
	return 0;
}

/* --- figures ----------------------------------------------------------------
 */

bool gauge_is_percent(const struct gauge *m)
{
	return strcmp(m->unit, "PROS") == 0;
}

bool gauge_is_amount(const struct gauge *m)
{
	static const char *const units[] = {"LKM", "1 000 euroa"};
	size_t i;

	if (strcmp(m->klass, "count") == 0)
		return true;
	for (i = 0; i < ARRAY_LEN(units); i++)
		if (strcmp(m->unit, units[i]) == 0)
			return true;
	return false;
}

bool gauge_from_zero(const struct gauge *m)
{
	return strcmp(m->klass, "index") != 0 &&
	       strcmp(m->klass, "mean") != 0 && strcmp(m->klass, "score") != 0;
}

char *gauge_value(char *dst, const struct gauge *m, double v)
{
	size_t n;

	text_number(dst, v, m->decimals, m->lang);
	n = strlen(dst);
	if (gauge_is_percent(m))
		(void)snprintf(dst + n, GAUGE_VALUE - n, "%s%%",
			       m->lang == LANG_EN ? "" : "\u00a0");
	return dst;
}

const char *gauge_status(const char *status, enum lang lang)
{
	static const struct {
		const char *status;
		enum text text;
	} words[] = {
		{"suppressed", TEXT_BRIEF_SUPPRESSED},
		{"not_applicable", TEXT_BRIEF_NOT_APPLICABLE},
	};

	for (size_t i = 0; i < ARRAY_LEN(words); i++)
		if (strcmp(words[i].status, status) == 0)
			return text_get(words[i].text, lang);
	return text_get(TEXT_BRIEF_MISSING, lang);
}

/* What the subtitle says of each of the source's unit codes; others, which the
 * title explains, say nothing. */
static bool unit_text(const struct gauge *m, enum text *out)
{
	static const struct {
		const char *code;
		enum text text;
	} units[] = {
		{"PROS", TEXT_CHART_UNIT_PERCENT},
		{"PER1000", TEXT_CHART_UNIT_PER1000},
		{"PER10000", TEXT_CHART_UNIT_PER10000},
		{"PER100000", TEXT_CHART_UNIT_PER100000},
		{"LKM", TEXT_CHART_UNIT_NUMBER},
		{"EUROA", TEXT_CHART_UNIT_EURO},
		{"1 000 euroa", TEXT_CHART_UNIT_KILOEURO},
		{"INDEKSI", TEXT_CHART_UNIT_INDEX},
	};
	size_t i;

	for (i = 0; i < ARRAY_LEN(units); i++) {
		if (strcmp(m->unit, units[i].code) != 0)
			continue;
		*out = units[i].text;
		return true;
	}
	return false;
}

/* PER1000, INDEKSI: codes are capitals and digits; else it is Finnish text. */
static bool is_code(const char *s)
{
	return s[strspn(s, "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_")] == '\0';
}

void gauge_unit(const struct gauge *m, struct buf *out)
{
	char years[12];
	const char *arg = years;
	enum text unit;

	if (unit_text(m, &unit))
		buf_printf(out, " · %s", text_get(unit, m->lang));
	else if (m->lang == LANG_FI && !is_code(m->unit))
		buf_printf(out, " · %s", m->unit);
	if (m->span > 1) {
		(void)snprintf(years, sizeof(years), "%d", m->span);
		buf_puts(out, " · ");
		words_fill(out, TEXT_CHART_SPAN, m->lang, &arg, 1);
	}
	if (strcmp(m->klass, "money") == 0)
		buf_printf(out, " · %s", text_get(TEXT_CHART_NOMINAL, m->lang));
	if (m->survey)
		buf_printf(out, " · %s", text_get(TEXT_CHART_SURVEY, m->lang));
}

int gauge_compare(const struct gauge *m, double a, double b)
{
	double unit = pow(10, -m->decimals);
	double d = round(a / unit) - round(b / unit);

	return (d > 0) - (d < 0);
}

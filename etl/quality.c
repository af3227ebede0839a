#include "etl/quality.h"

#include "etl/quality_grid.h"

enum {
	LIKE_MAX =
		8 /* findings of one kind and year that are told one by one */
};

static const char *const severities[SEVERITY_N] = {
	[SEVERITY_NOTE] = "note",
	[SEVERITY_WARNING] = "warning",
	[SEVERITY_ERROR] = "error",
};

static const char *const checks[QUALITY_N] = {
	[QUALITY_AREAS] = "areas",       [QUALITY_COVERAGE] = "coverage",
	[QUALITY_VANISHED] = "vanished", [QUALITY_REVISED] = "revised",
	[QUALITY_REPEATED] = "repeated", [QUALITY_SHIFTED] = "shifted",
	[QUALITY_SCALED] = "scaled",     [QUALITY_DECIMAL] = "decimal",
	[QUALITY_JUMP] = "jump",         [QUALITY_SWAPPED] = "swapped",
	[QUALITY_SUM] = "sum",           [QUALITY_DENOMINATOR] = "denominator",
	[QUALITY_SEXES] = "sexes",       [QUALITY_FROZEN] = "frozen",
	[QUALITY_ENDED] = "ended",       [QUALITY_TITLE] = "title",
	[QUALITY_CLASS] = "class",
};

const char *severity_name(enum severity s)
{
	return severities[s];
}

const char *quality_name(enum quality_check c)
{
	return checks[c];
}

bool quality_parse(const char *s, size_t len, enum quality_check *out)
{
	int i;

	for (i = 0; i < QUALITY_N; i++) {
		if (strlen(checks[i]) == len &&
		    memcmp(checks[i], s, len) == 0) {
			*out = (enum quality_check)i;
			return true;
		}
	}
	return false;
}

void flaws_release(struct flaws *f)
{
	free(f->list);
	*f = (struct flaws){0};
}

void flaws_add(struct flaws *f, const struct flaw *about, const char *text, ...)
{
	struct flaw *to;
	va_list ap;

	if (f->n == f->cap) {
		f->cap = f->cap ? 2 * f->cap : 16;
		f->list = xreallocarray(f->list, f->cap, sizeof(*f->list));
	}
	to = &f->list[f->n++];
	*to = *about;
	va_start(ap, text);
	(void)vsnprintf(to->text, sizeof(to->text), text, ap);
	va_end(ap);
}

static int compare_place(const struct flaw *a, const struct flaw *b)
{
	if (a->check != b->check)
		return (int)a->check - (int)b->check;
	if (a->severity != b->severity)
		return (int)a->severity - (int)b->severity;
	if (a->sex != b->sex)
		return a->sex - b->sex;
	return a->year - b->year;
}

static int compare_key(const void *x, const void *y)
{
	const struct flaw *a = x, *b = y;
	int d = compare_place(a, b);

	return d ? d : (a->area > b->area) - (a->area < b->area);
}

static int compare(const void *x, const void *y)
{
	const struct flaw *a = x, *b = y;
	int d = compare_key(a, b);

	return d ? d : strcmp(a->text, b->text);
}

bool flaws_have(const struct flaws *f, const struct flaw *one)
{
	return f->n && bsearch(one, f->list, f->n, sizeof(*one), compare_key);
}

/* Many of one kind in one year are one fault: the first of them tells it. */
static size_t fold(struct flaws *f, size_t from, size_t to, size_t kept)
{
	struct flaw one = f->list[from];

	if (to - from <= LIKE_MAX) {
		memmove(&f->list[kept], &f->list[from],
			(to - from) * sizeof(*f->list));
		return kept + to - from;
	}
	one.area = 0;
	(void)snprintf(one.text, sizeof(one.text),
		       "in %zu areas; the first of them: %.120s", to - from,
		       f->list[from].text);
	f->list[kept] = one;
	return kept + 1;
}

void flaws_sort(struct flaws *f)
{
	if (f->n)
		qsort(f->list, f->n, sizeof(*f->list), compare);
}

void flaws_fold(struct flaws *f)
{
	size_t i, from = 0, kept = 0;

	for (i = 1; f->n && i <= f->n; i++) {
		if (i < f->n && compare_place(&f->list[from], &f->list[i]) == 0)
			continue;
		kept = fold(f, from, i, kept);
		from = i;
	}
	f->n = kept;
}

void quality_check_state(const struct quality_register *r,
			 const struct figures *f, struct flaws *out)
{
	struct grid g;

	if (!grid_make(&g, r, f))
		return;
	quality_columns(&g, out);
	quality_cells(&g, out);
	quality_sums(&g, out);
	quality_sexes(&g, out);
	grid_release(&g);
}

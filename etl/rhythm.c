#include "etl/rhythm.h"

#include "lib/num.h"

enum {
	DAY = 86400,
	CLOSE = 42,      /* two looks so many days apart bound a release */
	SOON = 3 * 366,  /* a source's day so long after the year is of it */
	LATE = 900,      /* figures first met so late tell no rhythm */
	UNSURE = 30,     /* days around what rests on one observation */
	UNSURE_SEEN = 45 /* the same where it is no source's own day */
};

const char *evidence_name(enum evidence v)
{
	static const char *const names[] = {[EVIDENCE_DATED] = "dated",
					    [EVIDENCE_SEEN] = "seen",
					    [EVIDENCE_LATEST] = "latest"};

	return names[v];
}

int64_t rhythm_year_end(int year)
{
	char iso[20];
	int64_t t;

	(void)snprintf(iso, sizeof(iso), "%04d-12-31", year);
	if (!when_parse(iso, &t))
		die("rhythm: year %d", year);
	return t / DAY;
}

/* What the first answer with a year tells of when it appeared. before: the
 * answer before it, or NULL. */
static bool judge(const struct sighting *s, const struct sighting *before,
		  int step, struct release *out)
{
	int64_t end = rhythm_year_end(s->last_year);
	bool next = before && s->last_year - before->last_year <= step;

	*out = (struct release){s->last_year, s->day, EVIDENCE_LATEST};
	/* A day of the source's own, which falls between the two answers, is
	 * that of the release; of a first answer it may be a later revision's,
	 * the more likely the later it is. */
	if (s->updated && s->updated <= s->day && s->updated > end - 366 &&
	    (before ? s->updated > before->day : s->updated - end < SOON)) {
		out->day = s->updated;
		out->evidence = EVIDENCE_DATED;
		return true;
	}
	if (next && s->looked && s->day - s->looked <= CLOSE) {
		/* the middle of the two days between which it came */
		out->day = s->looked + (s->day - s->looked + 1) / 2;
		out->evidence = EVIDENCE_SEEN;
		return true;
	}
	return s->day > end && s->day - end < LATE;
}

size_t rhythm_releases(const struct sighting *s, size_t n, int step,
		       struct release *out)
{
	const struct sighting *before = NULL;
	struct release r;
	size_t i, k = 0;

	for (i = 0; i < n; i++) {
		bool newer = !before || s[i].last_year > before->last_year;

		if (newer && judge(&s[i], before, step, &r)) {
			if (k == RELEASES_MAX) {
				memmove(out, out + 1, (k - 1) * sizeof(*out));
				k--;
			}
			out[k++] = r;
		}
		/* An answer for older years alone tells nothing of newer ones,
		 * but that they were not in it. */
		if (newer || s[i].last_year == before->last_year)
			before = &s[i];
	}
	return k;
}

static int by_size(const void *a, const void *b)
{
	const int64_t *x = a, *y = b;

	return (*x > *y) - (*x < *y);
}

bool rhythm_expect(const struct release *r, size_t n, int last_year, int step,
		   struct expectation *out)
{
	int64_t lag[RELEASES_MAX], end;
	enum evidence worst = EVIDENCE_DATED;
	bool sure = false;
	int64_t wide;
	size_t i, k = 0;

	for (i = 0; i < n; i++)
		sure |= r[i].evidence != EVIDENCE_LATEST;
	for (i = 0; i < n && k < RELEASES_MAX; i++) {
		if (sure && r[i].evidence == EVIDENCE_LATEST)
			continue;
		if (r[i].evidence > worst)
			worst = r[i].evidence;
		lag[k++] = r[i].day - rhythm_year_end(r[i].year);
	}
	if (k == 0)
		return false;
	qsort(lag, k, sizeof(*lag), by_size);
	end = rhythm_year_end(last_year + step);
	/* Few observations bound little: the interval is never narrower than
	 * that of one. */
	wide = worst == EVIDENCE_DATED ? UNSURE : UNSURE_SEEN;
	if (k > 2)
		wide = wide / 2;
	*out = (struct expectation){.last_year = last_year,
				    .next_year = last_year + step,
				    .releases = k,
				    .evidence = worst};
	out->day = end + (lag[(k - 1) / 2] + lag[k / 2]) / 2;
	out->first = end + lag[0] - wide;
	out->last = end + lag[k - 1] + wide;
	if (worst == EVIDENCE_LATEST) {
		/* bounds, of which the tightest tells most; it may have been
		 * there long before */
		out->first = end + 1;
		out->day = end + lag[0];
		out->last = end + lag[k - 1];
	}
	if (out->first > out->day)
		out->first = out->day;
	return true;
}

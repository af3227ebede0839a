/*
 * The year clock: what answers tell of when figures appear, what stands before
 * a meeting, and calendar lines.
 */
#include "tests/support/test.h"

#include "etl/clock.h"
#include "etl/rhythm.h"
#include "lib/ics.h"
#include "lib/num.h"

static int64_t day(const char *iso)
{
	int64_t t;

	if (!when_parse(iso, &t))
		die("test: day '%s'", iso);
	return t / 86400;
}

static void assert_day(int64_t got, const char *iso)
{
	char at[WHEN_TEXT];

	at[0] = '\0';
	(void)when_text(at, got * 86400);
	at[10] = '\0';
	assert_string_equal(at, iso);
}

static void test_releases(void **state)
{
	struct sighting s[] = {
		/* the first answer: there by then, no more is known */
		{2019, day("2021-03-01"), 0, 0},
		/* the same year again */
		{2019, day("2021-05-20"), 0, day("2021-03-01")},
		/* twelve days between two looks */
		{2020, day("2021-06-01"), 0, day("2021-05-20")},
		/* an older year's answer says nothing */
		{2015, day("2021-08-01"), 0, day("2021-07-31")},
		/* the source's own day, between the two answers */
		{2021, day("2022-07-01"), day("2022-05-30"), day("2022-06-30")},
		/* its day is from before the last answer: not of this year */
		{2022, day("2023-07-01"), day("2022-05-30"), day("2023-01-01")},
		/* two years at once: which came when is not known */
		{2024, day("2025-07-01"), 0, day("2025-06-30")},
	};
	struct release r[RELEASES_MAX];
	size_t n = rhythm_releases(s, ARRAY_LEN(s), 1, r);

	(void)state;
	assert_int_equal(n, 5);
	assert_int_equal(r[0].year, 2019);
	assert_int_equal(r[0].evidence, EVIDENCE_LATEST);
	assert_int_equal(r[1].evidence, EVIDENCE_SEEN);
	assert_day(r[1].day, "2021-05-26");
	assert_int_equal(r[2].evidence, EVIDENCE_DATED);
	assert_day(r[2].day, "2022-05-30");
	assert_int_equal(r[3].evidence, EVIDENCE_LATEST);
	assert_int_equal(r[4].year, 2024);
	assert_int_equal(r[4].evidence, EVIDENCE_LATEST);
	assert_int_equal(rhythm_releases(s, 0, 1, r), 0);
}

static void test_old_figures_tell_nothing(void **state)
{
	const struct sighting s[] = {{2005, day("2021-03-01"), 0, 0},
				     {2005, day("2022-03-01"), 0, 0}};
	struct release r[RELEASES_MAX];

	(void)state;
	assert_int_equal(rhythm_releases(s, 2, 1, r), 0);
}

static void test_only_the_newest_are_kept(void **state)
{
	struct sighting s[20];
	struct release r[RELEASES_MAX];
	size_t i, n;

	(void)state;
	for (i = 0; i < ARRAY_LEN(s); i++)
		s[i] = (struct sighting){
			(int)(2000 + i), rhythm_year_end((int)(2000 + i)) + 150,
			0, rhythm_year_end((int)(2000 + i)) + 149};
	n = rhythm_releases(s, ARRAY_LEN(s), 1, r);
	assert_int_equal(n, RELEASES_MAX);
	assert_int_equal(r[n - 1].year, 2019);
	assert_int_equal(r[0].year, 2019 - RELEASES_MAX + 1);
}

static void test_expectation(void **state)
{
	struct release r[] = {
		{2019, rhythm_year_end(2019) + 426, EVIDENCE_LATEST},
		{2020, rhythm_year_end(2020) + 146, EVIDENCE_SEEN},
		{2021, rhythm_year_end(2021) + 150, EVIDENCE_SEEN},
		{2022, rhythm_year_end(2022) + 155, EVIDENCE_DATED}};
	struct expectation x;

	(void)state;
	assert_false(rhythm_expect(r, 0, 2022, 1, &x));
	assert_true(rhythm_expect(r, 4, 2022, 1, &x));
	assert_int_equal(x.releases, 3); /* the bound is left out */
	assert_int_equal(x.evidence, EVIDENCE_SEEN);
	assert_int_equal(x.next_year, 2023);
	assert_int_equal(x.day - rhythm_year_end(2023), 150);
	assert_int_equal(x.first - rhythm_year_end(2023), 124);
	assert_int_equal(x.last - rhythm_year_end(2023), 177);
	/* one bound alone: by then, perhaps long before */
	assert_true(rhythm_expect(r, 1, 2019, 2, &x));
	assert_int_equal(x.evidence, EVIDENCE_LATEST);
	assert_int_equal(x.next_year, 2021);
	assert_int_equal(x.first - rhythm_year_end(2021), 1);
	assert_int_equal(x.day - rhythm_year_end(2021), 426);
	/* of several bounds the tightest tells most */
	r[1].evidence = r[2].evidence = r[3].evidence = EVIDENCE_LATEST;
	assert_true(rhythm_expect(r, 4, 2022, 1, &x));
	assert_int_equal(x.day - rhythm_year_end(2023), 146);
	assert_int_equal(x.last - rhythm_year_end(2023), 426);
}

static void test_judge(void **state)
{
	const struct {
		const char *first, *day, *last;
		int last_year;
		const char *today, *meeting;
		enum clock_state want;
	} c[] = {
		{"", "", "", 0, "2026-03-02", "2026-05-15", CLOCK_NO_FIGURES},
		{"", "", "", 2023, "2026-03-02", "2026-05-15", CLOCK_UNKNOWN},
		{"2026-04-01", "2026-05-01", "2026-05-15", 2024, "2026-03-02",
		 "2026-05-15", CLOCK_READY},
		{"2026-04-01", "2026-05-01", "2026-05-16", 2024, "2026-03-02",
		 "2026-05-15", CLOCK_LIKELY},
		{"2026-05-15", "2026-05-16", "2026-06-16", 2024, "2026-03-02",
		 "2026-05-15", CLOCK_MAYBE},
		{"2026-05-16", "2026-06-16", "2026-07-16", 2024, "2026-03-02",
		 "2026-05-15", CLOCK_AFTER},
		{"2026-01-01", "2026-02-01", "2026-03-01", 2024, "2026-03-02",
		 "2026-05-15", CLOCK_LATE},
		{"2024-01-01", "2024-02-01", "2025-01-01", 2022, "2026-03-02",
		 "2026-05-15", CLOCK_ENDED},
	};
	size_t i;

	(void)state;
	for (i = 0; i < ARRAY_LEN(c); i++)
		assert_int_equal(clock_judge(c[i].first, c[i].day, c[i].last,
					     c[i].last_year, c[i].today,
					     c[i].meeting),
				 c[i].want);
}

static void test_ics(void **state)
{
	const struct ics_event v = {.uid = "a@b",
				    .first = "2024-12-31",
				    .last = "2024-12-31",
				    .summary = "a,b;c\\d\x01",
				    .description = "x\ny",
				    .yearly = true};
	struct buf b;

	(void)state;
	buf_init(&b, BUF_MAX);
	ics_add(&b, &v, 0);
	assert_string_equal(buf_str(&b), "BEGIN:VEVENT\r\n"
					 "UID:a@b\r\n"
					 "DTSTAMP:19700101T000000Z\r\n"
					 "DTSTART;VALUE=DATE:20241231\r\n"
					 "DTEND;VALUE=DATE:20250101\r\n"
					 "RRULE:FREQ=YEARLY\r\n"
					 "SUMMARY:a\\,b\\;c\\\\d\r\n"
					 "DESCRIPTION:x\\ny\r\n"
					 "TRANSP:TRANSPARENT\r\n"
					 "END:VEVENT\r\n");
	buf_release(&b);
}

/* Whatever the text: no line is too long, and unfolded it is what it was. */
static void test_ics_folds(void **state)
{
	static const char *const parts[] = {"a", "ä", "€", "\xf0\x9f\x98\x80"};
	size_t n, k, i;

	(void)state;
	for (k = 0; k < ARRAY_LEN(parts); k++) {
		for (n = 0; n < 200; n++) {
			struct ics_event v = {.uid = "u",
					      .first = "2024-01-01",
					      .last = "2024-01-01",
					      .description = ""};
			struct buf text, b, back;
			const char *p, *end;

			buf_init(&text, BUF_MAX);
			buf_init(&b, BUF_MAX);
			buf_init(&back, BUF_MAX);
			for (i = 0; i < n; i++)
				buf_puts(&text, parts[(k + i * i) % 4]);
			v.summary = buf_str(&text);
			ics_add(&b, &v, 0);
			for (p = buf_str(&b); *p; p = end + 2) {
				end = strstr(p, "\r\n");
				assert_non_null(end);
				assert_true(end - p <= 75);
				assert_true(text_is_utf8(p, (size_t)(end - p)));
				if (back.len && *p != ' ')
					break;
				if (*p == ' ')
					buf_add(&back, p + 1,
						(size_t)(end - p - 1));
				else if (strncmp(p, "SUMMARY:", 8) == 0)
					buf_add(&back, p, (size_t)(end - p));
			}
			assert_string_equal(buf_str(&back) + 8, v.summary);
			buf_release(&text);
			buf_release(&b);
			buf_release(&back);
		}
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_releases),
		cmocka_unit_test(test_old_figures_tell_nothing),
		cmocka_unit_test(test_only_the_newest_are_kept),
		cmocka_unit_test(test_expectation),
		cmocka_unit_test(test_judge),
		cmocka_unit_test(test_ics),
		cmocka_unit_test(test_ics_folds),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

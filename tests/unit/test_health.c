/*
 * When a person is called, and how `status` writes things down.
 */
#include "tests/support/test.h"

#include "etl/health.h"
#include "etl/layout.h"
#include "lib/num.h"

/* What --alarm says of it three days being the patience; the caller's to
 * free(). */
static char *alarm_of(struct health *h, const char *now)
{
	char *text = NULL;
	size_t n = 0;
	FILE *f = open_memstream(&text, &n);
	bool needed;

	assert_non_null(f);
	assert_true(when_parse(now, &h->now));
	health_alarm(h, 3, f, &needed);
	assert_int_equal(fclose(f), 0);
	assert_int_equal(needed, text[0] != '\0');
	return text;
}

/* Runs newest first: 'o'k, 'i'ncomplete, 'f'ailed, '-' not ended. */
static struct health with_runs(const char *how)
{
	static char none[] = "", run[] = "run", full[] = "the disk is full",
		    first[] = "2026-03-01T03:00:00Z",
		    since[] = "2026-03-02T03:00:00Z",
		    begun[] = "2026-03-03T03:00:00Z", ok[] = "ok",
		    incomplete[] = "incomplete", failed[] = "failed";
	struct health h = {.complete = none,
			   .first_run = first,
			   .failing_since = since,
			   .free_bytes = -1};

	for (; how[h.n_runs]; h.n_runs++)
		h.runs[h.n_runs] = (struct run_entry){
			.command = run,
			.started_at = begun,
			.message = full,
			.outcome = how[h.n_runs] == 'o'   ? ok
				   : how[h.n_runs] == 'i' ? incomplete
				   : how[h.n_runs] == 'f' ? failed
							  : none};
	return h;
}

static void test_alarm(void **state)
{
	static const struct {
		const char *runs;
		bool going;
		const char *complete, *now;
		int64_t free_bytes;
		const char *want; /* what it says among other things; "":
				     nothing at all */
	} c[] = {
		{"o", false, "2026-03-03", "2026-03-03", -1, ""},
		{"io", false, "2026-03-02", "2026-03-03", -1, ""},
		{"f", false, "2026-03-02", "2026-03-03", -1,
		 "2026-03-03 03:00 UTC failed: the disk is full."},
		{"f", false, "2026-03-02", "2026-03-03", -1,
		 "been so\n  since 2026-03-02 03:00."},
		{"-", false, "2026-03-02", "2026-03-03", -1, "did not end"},
		/* it is still going on, whatever came before */
		{"-o", true, "2026-03-02", "2026-03-03", -1, ""},
		{"-f", true, "2026-03-02", "2026-03-03", -1, ""},
		/* somebody ran it again */
		{"of", false, "2026-03-03", "2026-03-03", -1, ""},
		{"o-", false, "2026-03-03", "2026-03-03", -1, ""},
		/* patience */
		{"iii", false, "2026-03-01T03:00:00Z", "2026-03-04T02:59:59Z",
		 -1, ""},
		{"iii", false, "2026-03-01T03:00:00Z", "2026-03-04T03:00:00Z",
		 -1, "complete since 2026-03-01 03:00 UTC, 3 days."},
		/* never a complete night: from the first run on */
		{"i", false, "", "2026-03-04T02:59:59Z", -1, ""},
		{"i", false, "", "2026-03-04T03:00:00Z", -1, "3 days."},
		/* the disk */
		{"o", false, "2026-03-03", "2026-03-03", 64000000, ""},
		{"o", false, "2026-03-03", "2026-03-03", 63999999,
		 "takes no more: 64.0 MB are left"},
		{"o", false, "2026-03-03", "2026-03-03", 0, "0.0 kB are left"},
	};
	size_t i;

	(void)state;
	for (i = 0; i < ARRAY_LEN(c); i++) {
		struct health h = with_runs(c[i].runs);
		char complete[40], *got;

		(void)snprintf(complete, sizeof(complete), "%s", c[i].complete);
		h.complete = complete;
		h.going = c[i].going;
		h.free_bytes = c[i].free_bytes;
		got = alarm_of(&h, c[i].now);
		if (c[i].want[0] ? !strstr(got, c[i].want) : got[0] != '\0')
			fail_msg("case %zu: %s", i, got);
		free(got);
	}
}

static void test_alarm_of_stores(void **state)
{
	struct health h = with_runs("o");
	char *got;

	(void)state;
	(void)err_set(&h.store, ERR_DB, "v/tilannekuva.db: not there yet");
	got = alarm_of(&h, "2026-03-02");
	assert_string_equal(
		got, "The database cannot be read: v/tilannekuva.db: not there "
		     "yet. `tilannekuva\n  rebuild` makes it anew from the "
		     "archive.\n");
	free(got);
	h.going = true; /* the first run is about to make it */
	got = alarm_of(&h, "2026-03-02");
	assert_string_equal(got, "");
	free(got);
	(void)err_set(&h.archive, ERR_DB, "v/archive.db: malformed");
	got = alarm_of(&h, "2026-03-02");
	assert_non_null(strstr(got, "newest backup"));
	free(got);
}

static void test_layout(void **state)
{
	static const struct {
		double seconds;
		const char *want;
	} spans[] = {{-1, "-"},           {0, "0.0 s"},
		     {9.94, "9.9 s"},     {9.96, "10 s"},
		     {59.4, "59 s"},      {59.6, "1 min 00 s"},
		     {252, "4 min 12 s"}, {3600, "1 h 00 min"},
		     {3900, "1 h 05 min"}};
	static const struct {
		const char *at, *want;
	} ages[] = {{"", ""},
		    {"2026-03-03T03:00:00Z", "now"},
		    {"2026-03-03T02:59:00Z", "1 minute ago"},
		    {"2026-03-03T01:01:00Z", "119 minutes ago"},
		    {"2026-03-03T01:00:00Z", "2 hours ago"},
		    {"2026-03-01T04:00:00Z", "47 hours ago"},
		    {"2026-03-01T03:00:00Z", "2 days ago"},
		    {"2026-03-04T03:00:00Z", "now"}};
	static const struct {
		int64_t n;
		const char *want;
	} sizes[] = {{-1, "not there"},       {0, "0.0 kB"},
		     {999949, "999.9 kB"},    {999950, "1.0 MB"},
		     {131400000, "131.4 MB"}, {INT64_MAX, "9223.4 PB"}};
	char got[LAYOUT_TEXT];
	int64_t now;
	size_t i;

	(void)state;
	assert_true(when_parse("2026-03-03T03:00:00Z", &now));
	for (i = 0; i < ARRAY_LEN(spans); i++)
		assert_string_equal(layout_span(got, spans[i].seconds),
				    spans[i].want);
	for (i = 0; i < ARRAY_LEN(ages); i++)
		assert_string_equal(layout_ago(got, ages[i].at, now),
				    ages[i].want);
	for (i = 0; i < ARRAY_LEN(sizes); i++)
		assert_string_equal(layout_bytes(got, sizes[i].n),
				    sizes[i].want);
	assert_string_equal(layout_when(got, "2026-03-03T03:00:00Z"),
			    "2026-03-03 03:00");
	assert_string_equal(layout_when(got, "2026-03-03"), "2026-03-03");
	assert_string_equal(layout_when(got, ""), "-");
}

static void test_wrap(void **state)
{
	static const char word[] = "ääkköset ";
	static const struct {
		const char *text;
		int max;
		const char *want;
	} c[] = {
		{"", 0, "> \n"},
		{"a\tb\n\033[31mc  d ", 0, "> a b [31mc d\n"},
		/* 8 words of 8 characters and their blanks fill 2 + 71 */
		{NULL, 0,
		 "> ääkköset ääkköset ääkköset ääkköset ääkköset ääkköset "
		 "ääkköset ääkköset\n"
		 "    ääkköset ääkköset ääkköset ääkköset\n"},
		{NULL, 1,
		 "> ääkköset ääkköset ääkköset ääkköset ääkköset ääkköset "
		 "ääkköset ääkköset ...\n"},
		{NULL, 2,
		 "> ääkköset ääkköset ääkköset ääkköset ääkköset ääkköset "
		 "ääkköset ääkköset\n"
		 "    ääkköset ääkköset ääkköset ääkköset\n"},
	};
	struct buf many;
	size_t i;

	(void)state;
	buf_init(&many, 1000);
	for (i = 0; i < 12; i++)
		buf_puts(&many, word);
	for (i = 0; i < ARRAY_LEN(c); i++) {
		char *got = NULL;
		size_t n = 0;
		FILE *f = open_memstream(&got, &n);

		assert_non_null(f);
		layout_wrap(f, "> ", 4, c[i].text ? c[i].text : buf_str(&many),
			    c[i].max);
		assert_int_equal(fclose(f), 0);
		assert_string_equal(got, c[i].want);
		free(got);
	}
	buf_release(&many);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_alarm),
		cmocka_unit_test(test_alarm_of_stores),
		cmocka_unit_test(test_layout),
		cmocka_unit_test(test_wrap),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

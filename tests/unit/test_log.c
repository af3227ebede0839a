#include "tests/support/test.h"

#include <unistd.h>

#include <jansson.h>

#include "lib/file.h"
#include "lib/log.h"
#include "lib/num.h"

/* What a log of this level says when everything is said to it. */
static char *all_of_it(enum log_level level, bool tty, unsigned *warnings)
{
	char *text = NULL;
	size_t n = 0;
	FILE *f = open_memstream(&text, &n);
	struct log l;

	assert_non_null(f);
	log_init(&l, f, level);
	assert_false(l.tty);
	l.tty = tty;
	log_error(&l, "no %s", "store");
	log_progress(&l, "fetch", 1, 3);
	log_warn(&l, "old");
	log_info(&l, "%d rows", 5);
	log_debug(&l, "why");
	log_progress(&l, "fetch", 0, 0);
	log_progress(&l, "fetch", 3, 3);
	assert_false(l.bar);
	*warnings = l.warnings;
	assert_int_equal(fclose(f), 0);
	return text;
}

static void test_levels(void **state)
{
	const char *const want[] = {
		[LOG_ERROR] = "tilannekuva: no store\n",
		[LOG_WARN] = "tilannekuva: no store\n"
			     "tilannekuva: warning: old\n",
		[LOG_INFO] = "tilannekuva: no store\n"
			     "tilannekuva: warning: old\n5 rows\n",
		[LOG_DEBUG] = "tilannekuva: no store\n"
			      "tilannekuva: warning: old\n5 rows\nwhy\n",
	};
	unsigned warnings;
	int level;

	(void)state;
	for (level = LOG_ERROR; level <= LOG_DEBUG; level++) {
		char *got = all_of_it((enum log_level)level, false, &warnings);

		assert_string_equal(got, want[level]);
		/* counted even where nobody hears them */
		assert_int_equal(warnings, 1);
		free(got);
	}
}

static void test_silent(void **state)
{
	struct log l;

	(void)state;
	log_init(&l, NULL, LOG_DEBUG);
	log_error(&l, "x");
	log_warn(&l, "x");
	log_progress(&l, "x", 1, 2);
	assert_int_equal(l.warnings, 1);
}

/* A message takes the place of the bar that stands on its line. */
static void test_bar(void **state)
{
	unsigned warnings;
	char *got = all_of_it(LOG_WARN, true, &warnings);

	(void)state;
	assert_string_equal(got, "tilannekuva: no store\n"
				 "\r\033[Kfetch      [##########"
				 "                    ] 1/3"
				 "\r\033[Ktilannekuva: warning: old\n"
				 "\r\033[Kfetch      [##########"
				 "####################] 3/3\r\033[K");
	free(got);
}

/* After some seconds the bar tells the pace. */
static void test_pace(void **state)
{
	char *text = NULL;
	size_t n = 0;
	FILE *f = open_memstream(&text, &n);
	struct log l;

	(void)state;
	assert_non_null(f);
	log_init(&l, f, LOG_INFO);
	l.tty = true;
	log_progress(&l, "fetch", 1000, 3700);
	assert_int_equal(fflush(f), 0);
	assert_null(strstr(text, "/s"));
	l.bar_began -= 600;
	log_progress(&l, "fetch", 1300, 3700);
	assert_int_equal(fflush(f), 0);
	assert_non_null(strstr(text, "] 1300/3700  0.5/s, 80 min left"));
	l.bar_began -= 400;
	log_progress(&l, "fetch", 3000, 3700);
	assert_int_equal(fflush(f), 0);
	assert_non_null(strstr(text, "] 3000/3700  2.0/s, 6 min left"));
	/* Another piece of work begins anew. */
	log_progress(&l, "load", 1, 2);
	assert_int_equal(fclose(f), 0);
	assert_string_equal(text + strlen(text) - 5, "] 1/2");
	free(text);
}

/* A silent log with a journal in a folder that it makes. */
struct desk {
	char *dir, *path;
	int64_t now;
	struct log l;
};

static void set_up(struct desk *d)
{
	struct err e = {0};

	*d = (struct desk){.dir = temp_dir()};
	d->path = xasprintf("%s/log/2026-03-01.jsonl", d->dir);
	assert_true(when_parse("2026-03-01T03:00:00Z", &d->now));
	log_init(&d->l, NULL, LOG_ERROR);
	assert_ok(log_journal_open(&d->l, d->path, &d->now, &e));
}

static char *written(const struct desk *d)
{
	struct err e = {0};
	struct buf b;

	buf_init(&b, 1 << 20);
	assert_ok(file_read(d->path, &b, &e));
	buf_add(&b, "", 0);
	return b.data;
}

static void tear_down(struct desk *d)
{
	log_journal_close(&d->l);
	temp_dir_remove(d->dir);
	free(d->path);
}

#define AT "{\"time\":\"2026-03-01T03:00:00Z\",\"level\":"

static void test_journal(void **state)
{
	struct desk d;
	char *got;

	(void)state;
	set_up(&d);
	log_event(&d.l, "request", "{s:s,s:I}", "url", "http://a/\"b\"\n",
		  "bytes", (json_int_t)5000000000);
	log_error(&d.l, "no %s", "store");
	log_warn(&d.l, "old");
	log_info(&d.l, "5 rows");
	log_info(&d.l, "v\xe4h\xc3\xa4n");
	log_debug(&d.l, "for the eye alone");
	/* time, level and event are ours to say */
	log_event(&d.l, "odd", "{s:s,s:n}", "time", "noon", "nothing");
	log_event(&d.l, "bytes", "{s:s}", "text", "\xff");
	got = written(&d);
	assert_string_equal(
		got, AT
		"\"info\",\"event\":\"request\","
		"\"url\":\"http://a/\\\"b\\\"\\n\",\"bytes\":5000000000}\n" AT
		"\"error\",\"event\":\"message\",\"text\":\"no store\"}\n" AT
		"\"warning\",\"event\":\"message\",\"text\":\"old\"}\n" AT
		"\"info\",\"event\":\"message\",\"text\":\"5 rows\"}\n" AT
		"\"info\",\"event\":\"message\","
		"\"text\":\"v\xef\xbf\xbdh\xc3\xa4n\"}\n" AT
		"\"info\",\"event\":\"odd\",\"nothing\":null}\n" AT
		"\"info\",\"event\":\"bytes\","
		"\"lost\":\"Invalid UTF-8 string\"}\n");
	free(got);
	assert_dies(log_event(&d.l, "wrong", "{"));
	tear_down(&d);
}

/* Two programs may write at once, and what a full disk cut short spoils no
 * later line. */
static void test_journal_goes_on(void **state)
{
	struct desk d;
	struct log other;
	struct err e = {0};
	char *got;
	FILE *f;

	(void)state;
	set_up(&d);
	log_init(&other, NULL, LOG_ERROR);
	assert_ok(log_journal_open(&other, d.path, &d.now, &e));
	log_event(&d.l, "a", "{}");
	log_event(&other, "b", "{}");
	log_event(&d.l, "c", "{}");
	log_journal_close(&other);
	log_journal_close(&d.l);
	f = fopen(d.path, "ab");
	assert_non_null(f);
	fputs("{\"time\":\"20", f);
	assert_int_equal(fclose(f), 0);
	assert_ok(log_journal_open(&d.l, d.path, &d.now, &e));
	log_event(&d.l, "d", "{}");
	got = written(&d);
	assert_string_equal(got, AT "\"info\",\"event\":\"a\"}\n" AT
				    "\"info\",\"event\":\"b\"}\n" AT
				    "\"info\",\"event\":\"c\"}\n"
				    "{\"time\":\"20\n" AT
				    "\"info\",\"event\":\"d\"}\n");
	free(got);
	tear_down(&d);
}

/* A full disk costs the journal one warning, then it is left alone. */
static void test_journal_gives_up(void **state)
{
	static const char said[] =
		"tilannekuva: warning: /dev/full: No space left on device: "
		"nothing more is written there\n";
	struct err e = {0};
	char *text = NULL;
	size_t n = 0;
	FILE *f = open_memstream(&text, &n);
	struct log l;

	(void)state;
	assert_non_null(f);
	log_init(&l, f, LOG_WARN);
	assert_ok(log_journal_open(&l, "/dev/full", NULL, &e));
	log_event(&l, "a", "{}");
	log_event(&l, "b", "{}");
	log_info(&l, "c");
	assert_null(l.journal);
	assert_int_equal(l.warnings, 1);
	assert_int_equal(fclose(f), 0);
	assert_string_equal(text, said);
	free(text);
	assert_error_like(log_journal_open(&l, "/dev/null/log/x", NULL, &e),
			  ERR_IO, "/dev/null");
	log_event(&l, "none is open", "{}");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_levels),
		cmocka_unit_test(test_silent),
		cmocka_unit_test(test_bar),
		cmocka_unit_test(test_pace),
		cmocka_unit_test(test_journal),
		cmocka_unit_test(test_journal_goes_on),
		cmocka_unit_test(test_journal_gives_up),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

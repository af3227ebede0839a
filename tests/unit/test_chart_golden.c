/*
 * Every kind of chart in three languages beside what it said when somebody last
 * looked at it: tests/charts/KIND-LANG.txt holds the text alternative and every
 * text in the picture, KIND.csv the twin. After a change that is meant,
 * `GOLDEN=write` writes them anew; read the difference before you commit it.
 */
#include "tests/unit/test_chart_store.h"

#include "lib/file.h"

static const struct subject {
	const char *kind;
	int64_t indicator, area;
} subjects[] = {
	{"trend", 1, 11},    {"spine", 0, 11}, {"rug", 0, 2},
	{"multiples", 1, 2}, {"map", 1, 2},    {"rank", 1, 2},
	{"slope", 1, 2},     {"funnel", 1, 2}, {"clock", 0, 2},
};

/* Says the first line that is not the same. */
static void compare(const char *path, const char *want, const char *got)
{
	size_t line = 1, n, m;

	for (;; line++, want += n + (want[n] != '\0'),
		got += m + (got[m] != '\0')) {
		n = strcspn(want, "\n");
		m = strcspn(got, "\n");
		if (n != m || memcmp(want, got, n) != 0)
			fail_msg("%s, line %zu: '%.*s', not '%.*s'", path, line,
				 (int)m, got, (int)n, want);
		if (!want[n] && !got[m])
			return;
	}
}

static void check_golden(const char *path, const struct buf *got)
{
	const char *mode = getenv("GOLDEN");
	struct err e = {0};
	struct buf want;

	if (mode && strcmp(mode, "write") == 0) {
		assert_ok(file_publish(path, buf_str(got), got->len, &e));
		return;
	}
	buf_init(&want, BUF_MAX);
	assert_ok(file_read(path, &want, &e));
	compare(path, buf_str(&want), buf_str(got));
	buf_release(&want);
}

static void put_texts(const struct sketch *s, struct buf *out)
{
	struct seen *v = xcalloc(1, sizeof(*v));
	struct buf svg;

	draw(s, &svg);
	see_texts(v, buf_str(&svg));
	buf_printf(out, "%s\n%s\n\n", buf_str(&s->heading), buf_str(&s->alt));
	for (size_t i = 0; i < v->n; i++)
		buf_printf(out, "%s\n", v->box[i].s);
	forget(v);
	free(v);
	buf_release(&svg);
}

static void test_golden(void **state)
{
	for (size_t i = 0; i < ARRAY_LEN(subjects); i++)
		for (int lang = 0; lang < LANG_N; lang++) {
			const struct subject *a = &subjects[i];
			struct sketch s;
			struct buf b;
			char *path;

			assert_true(make(*state, a->kind, (enum lang)lang,
					 a->indicator, a->area, &s));
			path = xasprintf("tests/charts/%s-%s.txt", a->kind,
					 lang_name((enum lang)lang));
			buf_init(&b, BUF_MAX);
			put_texts(&s, &b);
			check_golden(path, &b);
			free(path);
			path = xasprintf("tests/charts/%s.csv", a->kind);
			if (lang == LANG_FI)
				check_golden(path, &s.csv);
			free(path);
			buf_release(&b);
			sketch_release(&s);
		}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_golden, setup, teardown),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

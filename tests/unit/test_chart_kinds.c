/*
 * Every kind of chart from a store, drawn by gnuplot and read back.
 */
#include "tests/unit/test_chart_store.h"

#include "lib/file.h"

/* Every kind of every subject that there is, in three languages. */
static void test_all(void **state)
{
	struct fixture *f = *state;
	size_t drawn = 0, refused = 0;

	for (size_t k = 0; chart_kinds[k]; k++) {
		struct stmt *q = NULL;
		struct err e = {0};
		int got;

		assert_ok(stmt_new(&q, f->db, chart_kinds[k]->wanted, &e));
		while ((got = stmt_step(q, &e)) > 0) {
			enum lang lang =
				(enum lang)((drawn + refused) % LANG_N);
			struct sketch s;

			/* a trend of each would be half of the time */
			if (k == 0 && stmt_col_int(q, 1) > 12)
				continue;
			if (make(f, chart_kinds[k]->name, lang,
				 stmt_col_int(q, 0), stmt_col_int(q, 1), &s)) {
				check_sketch(&s);
				drawn++;
			} else {
				refused++;
			}
			sketch_release(&s);
		}
		assert_int_equal(got, 0);
		stmt_free(q);
	}
	assert_true(drawn > 40);
	assert_true(refused > 0);
}

/* Of which indicator and area there is every sign. */
static const struct subject {
	const char *kind;
	int64_t indicator, area;
} subjects[] = {
	{"trend", 1, 11},    {"spine", 0, 11}, {"rug", 0, 2},
	{"multiples", 1, 2}, {"map", 1, 2},    {"rank", 1, 2},
	{"slope", 1, 2},     {"funnel", 1, 2}, {"clock", 0, 2},
};

/* For a telephone, a column and a slide: nothing runs out or over each other,
 * and the canvas is no wider than it has to be. */
static void test_widths(void **state)
{
	static const double widths[] = {PICTURE_LEAST, 480, PICTURE_WIDTH};
	struct fixture *f = *state;

	for (size_t i = 0; i < ARRAY_LEN(subjects); i++)
		for (size_t k = 0; k < ARRAY_LEN(widths); k++)
			for (int lang = 0; lang < LANG_N; lang++) {
				const struct subject *a = &subjects[i];
				struct sketch s;

				f->width = widths[k];
				assert_true(make(f, a->kind, (enum lang)lang,
						 a->indicator, a->area, &s));
				check_sketch(&s);
				assert_true(s.width >= widths[k]);
				assert_true(s.width <= PICTURE_WIDTH);
				sketch_release(&s);
			}
}

/* Every subject that is awkward, in a narrow picture. */
static void test_narrow(void **state)
{
	static const char *const kinds[] = {"trend", "rank",      "map",
					    "slope", "multiples", "funnel"};
	struct fixture *f = *state;
	size_t drawn = 0;

	f->width = PICTURE_LEAST;
	for (size_t k = 0; k < ARRAY_LEN(kinds); k++)
		for (int64_t i = 1; i <= 7; i++) {
			struct sketch s;

			if (make(f, kinds[k], LANG_FI, i, k ? 2 : 13, &s)) {
				check_sketch(&s);
				drawn++;
			}
			sketch_release(&s);
		}
	assert_in_range(drawn, 25, 36);
}

/* A title that would break out of gnuplot or SVG stands there as it is. */
static void test_hostile(void **state)
{
	static const char *const kinds[] = {"trend", "rank",      "map",
					    "slope", "multiples", "funnel"};

	for (size_t i = 0; i < ARRAY_LEN(kinds); i++) {
		struct seen *v = xcalloc(1, sizeof(*v));
		struct buf svg, joined;
		struct sketch s;

		assert_true(make(*state, kinds[i], LANG_FI, 7, i == 0 ? 11 : 2,
				 &s));
		draw(&s, &svg);
		see_texts(v, buf_str(&svg));
		buf_init(&joined, BUF_MAX);
		for (size_t k = 0; k < v->n; k++)
			buf_printf(&joined, "%s ", v->box[k].s);
		assert_non_null(strstr(buf_str(&joined),
				       "a`touch pwned`b @W \"q\" 's' ''t'' \\n "
				       "{x}_^2 & <b>c</b> ]]> %d &amp; "));
		assert_null(strstr(buf_str(&svg), "<b>"));
		assert_false(file_exists("pwned"));
		forget(v);
		free(v);
		buf_release(&svg);
		buf_release(&joined);
		sketch_release(&s);
	}
}

static void test_paper(void **state)
{
	struct buf script, drawn, out, again, *outs[] = {&drawn};
	const unsigned char *p;
	struct sketch s;
	struct err e = {0};

	assert_true(make(*state, "rank", LANG_FI, 2, 2, &s));
	buf_init(&script, BUF_MAX);
	buf_init(&drawn, BUF_MAX);
	buf_init(&out, BUF_MAX);
	buf_init(&again, BUF_MAX);
	/* 16 cm at 300 dots an inch are 1890 dots, 11811 a metre */
	draw_script(&s, DRAW_PNG, 16 / 2.54 * 300 / 720, "", &script);
	assert_ok(draw_run(&script, 1, NULL, outs, &e));
	assert_ok(draw_finish_png(&drawn, 16, &out, &e));
	p = (const unsigned char *)buf_str(&out);
	assert_in_range(p[18] << 8 | p[19], 1889, 1890);
	assert_memory_equal(p + 33, "\0\0\0\011pHYs\0\0", 10);
	assert_in_range(p[43] << 8 | p[44], 11800, 11820);
	/* a PDF does not tell when it was made */
	buf_clear(&script);
	buf_clear(&drawn);
	buf_clear(&out);
	draw_script(&s, DRAW_PDF, 1, "", &script);
	assert_ok(draw_run(&script, 1, NULL, outs, &e));
	assert_ok(draw_finish_pdf(&drawn, &out, &e));
	assert_non_null(memmem(buf_str(&out), out.len,
			       "/CreationDate (D:20000101000000", 31));
	assert_error(draw_finish_pdf(&script, &again, &e), ERR_DATA,
		     "gnuplot's PDF is not whole");
	assert_error(draw_finish_png(&script, 8, &again, &e), ERR_DATA,
		     "gnuplot's PNG is not whole");
	buf_release(&script);
	buf_release(&drawn);
	buf_release(&out);
	buf_release(&again);
	sketch_release(&s);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_all, setup, teardown),
		cmocka_unit_test_setup_teardown(test_widths, setup, teardown),
		cmocka_unit_test_setup_teardown(test_narrow, setup, teardown),
		cmocka_unit_test_setup_teardown(test_hostile, setup, teardown),
		cmocka_unit_test_setup_teardown(test_paper, setup, teardown),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

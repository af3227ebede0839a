/*
 * What changed between two days: each kind of finding once, what is none, and
 * answers that came late.
 */
#include "tests/support/archive.h"

#include "etl/diff.h"
#include "lib/num.h"

static void note(void *ctx, const struct finding *f)
{
	const char *const text[] = {f->indicator, f->field, f->area,
				    f->sex,       f->old,   f->new};
	struct buf *b = ctx;
	size_t i;

	buf_puts(b, diff_kind_name(f->kind));
	for (i = 0; i < ARRAY_LEN(text); i++)
		if (text[i][0])
			buf_printf(b, "%s%s",
				   i < 4    ? " "
				   : i == 4 ? " <"
					    : " >",
				   text[i]);
	if (f->first_year)
		buf_printf(b, " %d-%d", f->first_year, f->last_year);
	if (f->figures)
		buf_printf(b, " x%zu", f->figures);
	buf_putc(b, '\n');
}

/* `how`: "" a row a kind and year, "figures" each figure, else --indicator. */
static int compare(struct work *p, const char *from, const char *to,
		   const char *how, struct buf *out, struct err *e)
{
	struct archive *a = NULL;
	size_t refused = 0;
	char until[2][WHEN_TEXT];
	struct diff_options o = {
		.until = {until[0], until[1]}, .put = note, .ctx = out};
	int64_t t[2];
	int rc, k;

	o.figures = strcmp(how, "figures") == 0;
	o.indicators = how[0] && !o.figures ? how : NULL;
	for (k = 0; k < DIFF_KINDS; k++)
		o.kinds[k] = true;
	assert_true(when_parse_until(from, &t[0]));
	assert_true(when_parse_until(to, &t[1]));
	(void)when_text(until[0], t[0]);
	(void)when_text(until[1], t[1]);
	rc = archive_open(&a, &p->app, e);
	if (rc == 0)
		rc = diff_run(&p->app, a, &o, &refused, e);
	archive_close(a);
	return rc;
}

static void assert_diff(struct work *p, const char *from, const char *to,
			const char *how, const char *want)
{
	struct err e = {0};
	struct buf b;

	buf_init(&b, BUF_MAX);
	assert_ok(compare(p, from, to, how, &b, &e));
	assert_string_equal(buf_str(&b), want);
	buf_release(&b);
}

static void test_figures(void **state)
{
	struct work p;

	(void)state;
	work_set_up(&p);
	(void)work_put(&p, "regions", "2025-01-01T00:00:00Z", work_regions);
	work_put_csv(&p, "1", ALL_YEARS, "2025-01-02T00:00:00Z",
		     "1;9;2020;total;1.5;15\r\n1;9;2021;total;2;20\r\n"
		     "1;177;2020;total;3;30\r\n1;177;2021;total;4;40\r\n");
	/* 016 of 2020 is revised, 398 of 2020 vanishes, another 2021 is new,
	 * 2022 is, of 398 in 2021 only the number of cases is another. */
	work_put_csv(&p, "1", ALL_YEARS, "2025-01-03T00:00:00Z",
		     "1;9;2020;total;1.25;\r\n1;9;2021;total;2;20\r\n"
		     "1;177;2021;total;4;41\r\n1;658;2021;total;5;\r\n"
		     "1;9;2022;total;0;\r\n1;177;2022;total;6;\r\n");
	assert_diff(&p, "2025-01-02", "2025-01-03", "",
		    "new_year 1 2022-2022 x2\n"
		    "new_figure 1 2021-2021 x1\n"
		    "revised 1 2020-2020 x1\n"
		    "numerator 1 2021-2021 x1\n"
		    "vanished 1 2020-2020 x1\n");
	assert_diff(&p, "2025-01-02", "2025-01-03", "figures",
		    "new_year 1 kunta:016 total >0 2022-2022 x1\n"
		    "new_year 1 kunta:398 total >6 2022-2022 x1\n"
		    "new_figure 1 maa:358 total >5 2021-2021 x1\n"
		    "revised 1 kunta:016 total <1.5 >1.25 2020-2020 x1\n"
		    "numerator 1 kunta:398 total <40 >41 2021-2021 x1\n"
		    "vanished 1 kunta:398 total 2020-2020 x1\n");
	/* It comes back. */
	work_put_csv(&p, "1", "&years=2020", "2025-01-04T00:00:00Z",
		     "1;9;2020;total;1.25;\r\n1;177;2020;total;3.5;\r\n");
	assert_diff(&p, "2025-01-03", "2025-01-04", "figures",
		    "returned 1 kunta:398 total >3.5 2020-2020 x1\n");
	/* Seen from the first day it was revised. */
	assert_diff(&p, "2025-01-02", "2025-01-04", "",
		    "new_year 1 2022-2022 x2\n"
		    "new_figure 1 2021-2021 x1\n"
		    "revised 1 2020-2020 x2\n"
		    "numerator 1 2021-2021 x1\n");
	assert_diff(&p, "2025-01-03", "2025-01-03", "", "");
	assert_diff(&p, "2025-01-05", "2025-01-09", "", "");
	/* A second is a second: the day has not ended. */
	assert_diff(&p, "2025-01-02", "2025-01-02T23:59:59Z", "", "");
	work_tear_down(&p);
}

static void test_what_is_no_finding(void **state)
{
	static const char a[] = "1;9;2020;total;1;\r\n1;177;2020;total;2;\r\n";
	struct work p;

	(void)state;
	work_set_up(&p);
	(void)work_put(&p, "regions", "2025-01-01T00:00:00Z", work_regions);
	work_put_csv(&p, "1", ALL_YEARS, "2025-01-02T00:00:00Z", a);
	/* The same again, then another and the first again. */
	work_put_csv(&p, "1", ALL_YEARS, "2025-01-03T00:00:00Z", a);
	work_put_csv(&p, "1", ALL_YEARS, "2025-01-04T00:00:00Z",
		     "1;9;2020;total;7;\r\n1;658;2021;total;8;\r\n");
	work_put_csv(&p, "1", ALL_YEARS, "2025-01-05T00:00:00Z", a);
	assert_diff(&p, "2025-01-02", "2025-01-03", "", "");
	assert_diff(&p, "2025-01-02", "2025-01-05", "", "");
	assert_diff(&p, "2025-01-04", "2025-01-05", "",
		    "returned 1 2020-2020 x1\n"
		    "revised 1 2020-2020 x1\n"
		    "vanished 1 2021-2021 x1\n");
	work_tear_down(&p);
}

static void test_first_held_and_other_sexes(void **state)
{
	struct work p;

	(void)state;
	work_set_up(&p);
	(void)work_put(&p, "regions", "2025-01-01T00:00:00Z", work_regions);
	work_put_csv(&p, "10", ALL_YEARS, "2025-01-02T00:00:00Z",
		     "10;9;2020;total;1;\r\n");
	work_put_csv(&p, "10", ALL_YEARS "&genders=male",
		     "2025-01-03T00:00:00Z", "10;9;2020;male;2;\r\n");
	work_put_csv(&p, "2", ALL_YEARS, "2025-01-03T00:00:00Z",
		     "2;9;2020;total;1;\r\n2;9;2022;total;1;\r\n");
	/* Numbers as numbers: 2 before 10. */
	assert_diff(&p, "2025-01-02", "2025-01-03", "",
		    "first_held 2 2020-2022 x2\n"
		    "new_figure 10 2020-2020 x1\n");
	assert_diff(&p, "2025-01-02", "2025-01-03", "figures",
		    "first_held 2 kunta:016 total >1 2020-2020 x1\n"
		    "first_held 2 kunta:016 total >1 2022-2022 x1\n"
		    "new_figure 10 kunta:016 male >2 2020-2020 x1\n");
	assert_diff(&p, "2025-01-02", "2025-01-03", "7,sotkanet:10",
		    "new_figure 10 2020-2020 x1\n");
	work_tear_down(&p);
}

/* What is taken in today but came then has its place then. */
static void test_late_answers(void **state)
{
	struct work p;

	(void)state;
	work_set_up(&p);
	(void)work_put(&p, "regions", "2025-01-01T00:00:00Z", work_regions);
	work_put_csv(&p, "1", ALL_YEARS, "2025-01-02T00:00:00Z",
		     "1;9;2020;total;1;\r\n");
	work_put_csv(&p, "1", ALL_YEARS, "2025-01-06T00:00:00Z",
		     "1;9;2020;total;5;\r\n");
	assert_diff(&p, "2025-01-02", "2025-01-04", "", "");
	work_put_csv(&p, "1", ALL_YEARS, "2025-01-04T00:00:00Z",
		     "1;9;2020;total;3;\r\n");
	assert_diff(&p, "2025-01-02", "2025-01-04", "figures",
		    "revised 1 kunta:016 total <1 >3 2020-2020 x1\n");
	assert_diff(&p, "2025-01-04", "2025-01-06", "figures",
		    "revised 1 kunta:016 total <3 >5 2020-2020 x1\n");
	work_tear_down(&p);
}

/* A source that says why there is no figure: only in exchange form so far. */
static void put_exchange(struct work *p, const char *when, const char *more,
			 const char *rows)
{
	char text[1000];

	(void)snprintf(text, sizeof(text),
		       "tilannekuva-exchange 1\nkind figures\nsource sotkanet\n"
		       "request csv?indicator=1&years=2020&years=2021\n"
		       "fetched_at %s\nindicator 1\nscope 2020-2021 total\n"
		       "title_fi Yksi\nunit PROS\ndecimals 1\n%s\n%s",
		       when, more, rows);
	assert_int_not_equal(work_put(p,
				      "csv?indicator=1&years=2020&years=2021",
				      when, text),
			     VERDICT_REFUSED);
}

static void test_reasons(void **state)
{
	struct work p;

	(void)state;
	work_set_up(&p);
	(void)work_put(&p, "regions", "2025-01-01T00:00:00Z", work_regions);
	put_exchange(&p, "2025-01-02T00:00:00Z", "",
		     "kunta 016 total 2020 1 S\n");
	put_exchange(&p, "2025-01-03T00:00:00Z", "",
		     "kunta 016 total 2020 M 2\n");
	assert_diff(&p, "2025-01-02", "2025-01-03", "figures",
		    "revised 1 kunta:016 total >missing 2020-2020 x1\n"
		    "revised 1 kunta:016 total <suppressed >2 2021-2021 x1\n");
	work_tear_down(&p);
}

/* --- descriptions, lists, areas ------------------------------------------- */

#define META(title, unit, decimals, organisation, description)                 \
	"{\"id\":1,\"data-updated\":\"2025-01-01\",\"range\":"                 \
	"{\"start\":2020,\"end\":2022},\"title\":{\"fi\":\"" title             \
	"\",\"sv\":\"Ett\"},\"primaryValueType\":{\"code\":\"" unit            \
	"\"},\"decimals\":" decimals                                           \
	",\"classifications\":{\"sex\":{\"values\":[\"total\"]}},"             \
	"\"organization\":{\"id\":2,\"title\":{\"fi\":\"" organisation         \
	"\"}}" description "}"
#define DESCRIPTION(fi) ",\"description\":{\"fi\":\"" fi "\"}"

static void test_descriptions(void **state)
{
	struct work p;

	(void)state;
	work_set_up(&p);
	(void)work_put(
		&p, "indicators/1", "2025-01-02T00:00:00Z",
		META("Yksi", "PROS", "1", "THL", DESCRIPTION("<p>Osuus</p>")));
	/* Evened out it is the same. */
	(void)work_put(
		&p, "indicators/1", "2025-01-03T00:00:00Z",
		META("Yksi ", "PROS", "1", "THL", DESCRIPTION("Osuus<br>")));
	(void)work_put(&p, "indicators/1", "2025-01-04T00:00:00Z",
		       META("Yksi (-2022)", "PER1000", "2", "Tilastokeskus",
			    DESCRIPTION("Osuus v\\u00e4est\\u00f6st\\u00e4")));
	/* Of what an answer does not speak nothing has changed. */
	(void)work_put(
		&p, "indicators/1", "2025-01-05T00:00:00Z",
		META("Yksi (-2022)", "PER1000", "2", "Tilastokeskus", ""));
	assert_diff(&p, "2025-01-02", "2025-01-03", "", "");
	assert_diff(&p, "2025-01-02", "2025-01-04", "",
		    "title 1 title_fi <Yksi >Yksi (-2022)\n"
		    "definition 1 definition_fi <Osuus >Osuus väestöstä\n"
		    "unit 1 unit <PROS >PER1000\n"
		    "unit 1 decimals <1 >2\n"
		    "producer 1 organisation <THL >Tilastokeskus\n");
	assert_diff(&p, "2025-01-04", "2025-01-05", "", "");
	work_tear_down(&p);
}

/* An answer in exchange form describes too: it is what was known before. */
static void test_described_by_figures(void **state)
{
	struct work p;

	(void)state;
	work_set_up(&p);
	(void)work_put(&p, "regions", "2025-01-01T00:00:00Z", work_regions);
	put_exchange(&p, "2025-01-02T00:00:00Z", "definition_fi Osuus\n",
		     "kunta 016 total 2020 1\n");
	(void)work_put(&p, "indicators/1", "2025-01-03T00:00:00Z",
		       META("Ykk\\u00f6nen", "PROS", "1", "THL",
			    DESCRIPTION("M\\u00e4\\u00e4r\\u00e4")));
	assert_diff(&p, "2025-01-02", "2025-01-03", "",
		    "title 1 title_fi <Yksi >Ykkönen\n"
		    "title 1 title_sv >Ett\n"
		    "definition 1 definition_fi <Osuus >Määrä\n");
	work_tear_down(&p);
}

#define LISTED(id, title)                                                      \
	"{\"id\":" id ",\"title\":{\"fi\":\"" title                            \
	"\"},\"organization\":{\"id\":2,\"title\":{\"fi\":\"THL\"}},"          \
	"\"classifications\":{\"sex\":{\"values\":[]}}}"

static void test_lists(void **state)
{
	struct work p;

	(void)state;
	work_set_up(&p);
	work_put_csv(&p, "1", ALL_YEARS, "2025-01-01T00:00:00Z",
		     "1;9;2020;total;1;\r\n");
	(void)work_put(&p, "indicators", "2025-01-02T00:00:00Z",
		       "[" LISTED("1", "A") "," LISTED("7", "B") "]");
	(void)work_put(&p, "indicators", "2025-01-03T00:00:00Z",
		       "[" LISTED("7", "C") "," LISTED("8", "D") "]");
	(void)work_put(&p, "indicators", "2025-01-04T00:00:00Z",
		       "[" LISTED("1", "A") "," LISTED("7", "B") "]");
	/* Without a list before it nothing begins or ends. */
	assert_diff(&p, "2025-01-01", "2025-01-02", "", "");
	assert_diff(&p, "2025-01-02", "2025-01-03", "",
		    "ended 1\ntitle 7 title_fi <B >C\noffered 8\n");
	assert_diff(&p, "2025-01-02", "2025-01-04", "", "");
	/* A description goes before a list's title. */
	(void)work_put(&p, "indicators/1", "2025-01-02T00:00:00Z",
		       META("A", "PROS", "1", "THL", ""));
	(void)work_put(&p, "indicators", "2025-01-06T00:00:00Z",
		       "[" LISTED("1", "Z") "," LISTED("7", "B") "]");
	assert_diff(&p, "2025-01-04", "2025-01-06", "", "");
	/* What had only stood in a list is described, not changed. */
	(void)work_put(&p, "indicators/7", "2025-01-07T00:00:00Z",
		       "{\"id\":7,\"data-updated\":null,\"range\":"
		       "{\"start\":2020,\"end\":2022},\"title\":{\"fi\":"
		       "\"B\"},\"primaryValueType\":{\"code\":\"PROS\"},"
		       "\"decimals\":2,\"classifications\":{\"sex\":"
		       "{\"values\":[]}},\"organization\":{\"id\":2,"
		       "\"title\":{\"fi\":\"THL\"}}}");
	assert_diff(&p, "2025-01-06", "2025-01-07", "", "");
	work_tear_down(&p);
}

#define REGION(id, code, kind, name, of)                                       \
	"{\"id\":" id ",\"code\":\"" code "\",\"category\":\"" kind            \
	"\",\"title\":{\"fi\":\"" name "\"},\"memberOf\":[" of "]}"

#define ASIKKALA(of) REGION("9", "016", "KUNTA", "Asikkala", of)
#define COUNTRY      REGION("658", "358", "MAA", "Koko maa", "")

static void put_regions(struct work *p, const char *when,
			const char *const *list, size_t n)
{
	struct buf b;
	size_t i;

	buf_init(&b, BUF_MAX);
	for (i = 0; i < n; i++)
		buf_printf(&b, "%s%s", i ? "," : "[", list[i]);
	buf_putc(&b, ']');
	assert_int_equal(work_put(p, "regions", when, buf_str(&b)),
			 VERDICT_NEW);
	buf_release(&b);
}

static void test_areas(void **state)
{
	static const char *const before[] = {
		ASIKKALA("975,658"),
		COUNTRY,
		REGION("177", "398", "KUNTA", "Lahti", "975,658"),
		REGION("588", "588", "KUNTA", "Pertunmaa", "658"),
		REGION("975", "09", "HYVINVOINTIALUE", "P", ""),
	};
	static const char *const after[] = {
		REGION("970", "08", "HYVINVOINTIALUE", "Q", ""),
		REGION("975", "09", "HYVINVOINTIALUE", "P2", ""),
		REGION("177", "398", "KUNTA", "Lahti", "658,970"),
		COUNTRY,
		ASIKKALA("658,975"),
	};
	struct work p;

	(void)state;
	work_set_up(&p);
	put_regions(&p, "2025-01-02T00:00:00Z", before, ARRAY_LEN(before));
	work_put_csv(&p, "1", ALL_YEARS, "2025-01-02T00:00:00Z",
		     "1;588;2020;total;1;\r\n1;177;2020;total;2;\r\n");
	put_regions(&p, "2025-01-03T00:00:00Z", after, ARRAY_LEN(after));
	work_put_csv(&p, "1", ALL_YEARS, "2025-01-03T00:00:00Z",
		     "1;177;2020;total;2;\r\n");
	assert_diff(&p, "2025-01-02", "2025-01-03", "",
		    "area_new hyvinvointialue:08\n"
		    "area_renamed name_fi hyvinvointialue:09 <P >P2\n"
		    "area_renamed name_sv hyvinvointialue:09 <P >P2\n"
		    "area_renamed name_en hyvinvointialue:09 <P >P2\n"
		    "area_moved member_of kunta:398 <hyvinvointialue:09"
		    " >hyvinvointialue:08\n"
		    "area_gone kunta:588\n"
		    "vanished 1 2020-2020 x1\n");
	/* Figures speak of an area by the whole register, whatever the day. */
	assert_diff(&p, "2025-01-02", "2025-01-03", "1",
		    "vanished 1 2020-2020 x1\n");
	work_tear_down(&p);
}

static void test_before_everything(void **state)
{
	struct work p;
	struct err e = {0};
	struct buf b;

	(void)state;
	work_set_up(&p);
	buf_init(&b, BUF_MAX);
	(void)work_put(&p, "regions", "2024-01-01T00:00:00Z", work_regions);
	assert_error_like(compare(&p, "2025-01-01", "2025-02-01", "", &b, &e),
			  ERR_DATA, "there are no answers yet");
	work_put_csv(&p, "1", ALL_YEARS, "2025-01-02T00:00:00Z",
		     "1;9;2020;total;1;\r\n");
	assert_error(compare(&p, "2025-01-01", "2025-02-01", "", &b, &e),
		     ERR_USAGE,
		     "nothing was known on 2025-01-01: the first answer is of "
		     "2025-01-02");
	assert_string_equal(buf_str(&b), "");
	buf_release(&b);
	work_tear_down(&p);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_figures),
		cmocka_unit_test(test_what_is_no_finding),
		cmocka_unit_test(test_first_held_and_other_sexes),
		cmocka_unit_test(test_late_answers),
		cmocka_unit_test(test_reasons),
		cmocka_unit_test(test_descriptions),
		cmocka_unit_test(test_described_by_figures),
		cmocka_unit_test(test_lists),
		cmocka_unit_test(test_areas),
		cmocka_unit_test(test_before_everything),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

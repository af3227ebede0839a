/*
 * Kela's open data: what a dump says, and what must be refused. Columns, codes
 * and marks are those of its field descriptions and recorded tables
 * (2007-2019); figures are made up.
 */
#include "tests/support/test.h"

#include "etl/source.h"
#include "lib/buf.h"
#include "lib/num.h"

static int parse(const char *text, struct answer *out, struct err *e)
{
	const struct source *s = source_find("kela");
	struct request r;

	if (s->request_parse("https://h/dump/1#indicator=a&years=2000-2024&"
			     "sexes=total,male,female",
			     &r, e) < 0)
		return -1;
	return source_parse(s, &r, text, strlen(text), out, e);
}

/* "kunta:398 2020 12.5, ..."; the reason where it is refused. */
static char *read_text(const char *text)
{
	struct answer a = {0};
	struct err e = {0};
	struct buf b;
	double v;
	size_t i;

	buf_init(&b, 10000);
	if (parse(text, &a, &e) < 0) {
		assert_int_equal(e.code, ERR_DATA);
		buf_puts(&b, e.msg);
		return b.data;
	}
	for (i = 0; i < a.figures.n; i++) {
		const struct figure *f = &a.figures.list[i];
		const struct place *p = &a.places[f->area];

		buf_printf(&b, "%s%s:%s %d%s%s ", i ? ", " : "", p->kind,
			   p->code, f->year, f->sex == SEX_TOTAL ? "" : " ",
			   f->sex == SEX_TOTAL ? "" : sex_name(f->sex));
		if (val_get(f->value, &v))
			buf_printf(&b, "%.10g", v);
		else
			buf_puts(&b, f->value.state == VAL_MISSING ? "missing"
								   : "other");
	}
	answer_release(&a);
	return b.data;
}

static void test_dumps(void **state)
{
	static const struct {
		const char *text, *want;
	} c[] = {
		{"kunta_nro,vuosi,saaja_lkm\n398,2020,12\n",
		 "kunta:398 2020 12"},
		{"kuntanumero;vuosi;euroa_per_saaja\n924;2008;2341,87\n"
		 "924;2009;2341.87\n924;2010;NA\n924;2011;\n",
		 "kunta:924 2008 2341.87, kunta:924 2009 2341.87, "
		 "kunta:924 2010 missing, kunta:924 2011 missing"},
		{"kunta_nro,vuosi,x\n20,2020,\"1,5\"\n5,2020,2\n",
		 "kunta:020 2020 1.5, kunta:005 2020 2"},
		/* the whole country, those of no municipality, abroad */
		{"kunta_nro,vuosi,x\n000,2020,9\n199,2020,5\n398,2020,3\n"
		 "0,2021,8\n9999,2021,1\n",
		 "maa:358 2020 9, kunta:398 2020 3, maa:358 2021 8, "
		 "kela:9999 2021 1"},
		{"sukupuoli,kunta_nro,vuosi,x\nMies,398,2020,1\n"
		 "Nainen,398,2020,2\n",
		 "kunta:398 2020 male 1, kunta:398 2020 female 2"},
		/* a choice that the address made may stand beside */
		{"aikatyyppi,vuosi,kunta_nro,etuus,x\n"
		 "Vuosi,2020,398,Opintotuki,1\nVuosi,2021,398,Opintotuki,2\n",
		 "kunta:398 2020 1, kunta:398 2021 2"},
		/* refused */
		{"kunta_nro,vuosi,etuus,x\n398,2020,Opintotuki,1\n"
		 "398,2020,Lapsilisä,2\n",
		 "dimension.etuus: 2 values where an indicator has one"},
		{"kunta_nro,vuosi,x\n398,2020,1\n398,2020,2\n",
		 "row 3: one with the same values stands above: the address "
		 "must choose"},
		{"kunta_nro,vuosikuukausi,x\n398,202001,1\n",
		 "vuosikuukausi: '202001' is no whole year: figures of other "
		 "times are not taken in"},
		{"kunta,vuosi,x\nLahti,2020,1\nTampere,2020,2\n",
		 "dimension.kunta: 2 values where an indicator has one"},
		{"kunta_nro,x\n398,1\n", "no variable is of time"},
		{"kunta_nro,vuosi,x\n398,2020,salassa\n",
		 "csv: row 2, column x: 'salassa': a number or a symbol of "
		 "the source is expected"},
		{"kunta_nro,vuosi,x\n398,1999,1\n",
		 "a row of 1999, total, which the request does not name"},
		{"kunta_nro,vuosi,x\n199,2020,1\n", "no rows"},
		{"kunta_nro,vuosi,x\n", "no rows"},
		{"<html>Huoltokatko</html>\n", "no rows"},
		{"", "an empty body"},
	};
	size_t i;

	(void)state;
	for (i = 0; i < ARRAY_LEN(c); i++) {
		char *got = read_text(c[i].text);

		assert_string_equal(got, c[i].want);
		free(got);
	}
}

static void test_description(void **state)
{
	const struct source *s = source_find("kela");
	struct request note = {.kind = ANSWER_NOTE, .indicator = "a"};
	struct answer a = {0};
	struct err e = {0};

	(void)state;
	assert_ok(parse("kunta_nro,vuosi,x\n398,2020,\"1,5\"\n", &a, &e));
	assert_int_equal(a.n_metas, 1);
	assert_string_equal(a.metas[0].code, "a");
	assert_string_equal(a.metas[0].organisation, "Kela");
	assert_int_equal(a.metas[0].decimals, 1);
	assert_string_equal(s->licence_of("Kela"), "CC BY 4.0");
	answer_release(&a);
	assert_error(source_parse(s, &note, "x", 1, &a, &e), ERR_DATA,
		     "figures alone are read");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_dumps),
		cmocka_unit_test(test_description),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

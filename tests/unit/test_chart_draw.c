/*
 * Pictures as gnuplot draws them: read back from the SVG.
 */
#include "tests/support/test.h"

#include <math.h>

#include "lib/file.h"
#include "plots/draw.h"
#include "plots/letters.h"
#include "tests/unit/test_chart_fixture.h"
#include "tests/unit/test_chart_seen.h"

#define LONG_TITLE                                                                \
	"Vähintään kerran viikossa kahta tai useampaa oiretta (päänsärky, " \
	"niskakipu, selkäkipu, vatsakipu, ärtyneisyys, jännittyneisyys) "      \
	"kokeneiden osuus, % 8. ja 9. lk"
#define HOSTILE                                                                \
	"a`touch pwned`b @W \"q\" 's' \\n {x}_^2 & <b>c</b> ]]> %d %s &amp; "  \
	"'; system(\"touch pwned\"); # END\n$line font-family=\"Liberation "   \
	"Sans\""

#define TREND_NOTE                                                             \
	"Vaalea suora: luku on noussut vuosina "                               \
	"2014–2023 (keskimäärin "                                          \
	"0,5 prosenttiyksikköä vuodessa, 95 %:n väli 0,4\u00a0–\u00a00,7)"
#define FOOT_LINE                                                              \
	"Lähde: Sotkanet.fi (THL), indikaattori 228 · Tuottaja: Tilastokeskus"

/* --- drawing ----------------------------------------------------------------
 */

/* The chart's SVG as it is published. */
static void draw(const struct chart *c, const char *dir, struct buf *out)
{
	struct buf script, drawn, *outs[] = {&drawn};
	struct sketch s;
	struct err e = {0};

	buf_init(&script, BUF_MAX);
	buf_init(&drawn, BUF_MAX);
	sketch_init(&s, &chart_trend, c->m.lang);
	trend_sketch(&s, c);
	draw_script(&s, DRAW_SVG, 1, "", &script);
	assert_ok(draw_run(&script, 1, dir, outs, &e));
	assert_ok(draw_finish_svg(&drawn, buf_str(&s.heading), buf_str(&s.alt),
				  c->m.lang, 0, out, &e));
	buf_release(&script);
	buf_release(&drawn);
	sketch_release(&s);
}

static void check_chart(const struct chart *c, struct buf *svg)
{
	struct seen v;

	buf_clear(svg);
	draw(c, NULL, svg);
	see_texts(&v, buf_str(svg));
	check_texts(&v);
	check_paths(&v, buf_str(svg));
	forget(&v);
}

static const double steady[] = {7, 7, 7, 7, 7, 7, 7, 7, 7, 7};
static const double rising[] = {5.5, 6, 6.5, 7, 7.5, 8, 8.5, 9, 9.5, 10};
static const double falling[] = {13.6, 13.2, 12.8, 12.4, 12,
				 11.6, 11.2, 10.8, 10.4, 10};
static const double holes[] = {5,         NO_FIGURE, 6,         7,
			       NO_FIGURE, NO_FIGURE, NO_FIGURE, NO_FIGURE,
			       NO_FIGURE, 8};
static const double ends[] = {44,        NO_FIGURE, NO_FIGURE, NO_FIGURE,
			      NO_FIGURE, NO_FIGURE, NO_FIGURE, NO_FIGURE,
			      NO_FIGURE, 41.5};
static const double zeros[] = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0};
static const double large[] = {1e9,    1.01e9, 1.02e9, 1.03e9, 1e9,
			       1.01e9, 1.02e9, 1.03e9, 1e9,    1.01e9};
static const double minus[] = {-500, -423, -346, -269, -192,
			       -500, -423, -346, -269, -192};
static const double vast[] = {1e15, 2e15, 3e15, 4e15, 5e15,
			      6e15, 7e15, 8e15, 9e15, 1e16};
static const double tiny[] = {1e-9, 2e-9, 3e-9, 1e-9, 2e-9,
			      3e-9, 1e-9, 2e-9, 3e-9, 4e-9};

static void test_awkward(void **state)
{
	static const struct {
		const char *title, *area;
		const double *own, *county, *country;
	} t[] = {
		{"Lyhyt", "Mänttä-Vilppula", rising, falling, steady},
		{LONG_TITLE, "Mänttä-Vilppula", rising, falling, falling},
		{LONG_TITLE LONG_TITLE LONG_TITLE LONG_TITLE, "Lahti", steady,
		 NULL, NULL},
		{"Sama", "Valkeakoski", rising, falling, rising},
		{"Sama", "Valkeakoski", steady, steady, steady},
		{"Aukkoja", "Juupajoki", holes, ends, holes},
		{"Kaksi", "Lahti", ends, NULL, NULL},
		{"Nollia", "Hartola", zeros, zeros, zeros},
		{"Suuria", "Tampere", large, large, large},
		{"Miinusta", "Padasjoki", minus, minus, zeros},
		{"Valtavia", "Padasjoki", vast, vast, zeros},
		{"Pieniä", "Padasjoki", tiny, zeros, zeros},
		{HOSTILE, HOSTILE, rising, NULL, NULL},
		{"Sanaväliton" LONG_TITLE, LONG_TITLE, rising, rising, rising},
		{"WWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWW"
		 "WWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWW",
		 "WWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWW", steady, rising,
		 falling},
	};
	struct chart c;
	struct buf svg;
	char *clean;
	size_t i;

	(void)state;
	buf_init(&svg, BUF_MAX);
	for (i = 0; i < ARRAY_LEN(t); i++) {
		clean = letters_clean(t[i].title);
		fixture_chart(&c, clean);
		free(clean);
		clean = letters_clean(t[i].area);
		fixture_line(&c, LINE_AREA, "kunta", clean, 2014, t[i].own, 10);
		free(clean);
		if (t[i].county)
			fixture_line(&c, LINE_COUNTY, "hyvinvointialue",
				     "Päijät-Hämeen hyvinvointialue", 2013,
				     t[i].county, 10);
		if (t[i].country)
			fixture_line(&c, LINE_COUNTRY, "maa", "Koko maa", 2015,
				     t[i].country, 10);
		c.m.lang = (enum lang)(i % LANG_N);
		fixture_trend(&c, "up", "worsening", 2014, 2023, 0.2);
		check_chart(&c, &svg);
		chart_release(&c);
	}
	buf_release(&svg);
}

/* One to 120 years, from one figure on. */
static void test_lengths(void **state)
{
	static const size_t lengths[] = {1, 2, 3, 7, 20, 35, 60, 120};
	double v[120];
	struct chart c;
	struct buf svg;
	size_t i;

	(void)state;
	buf_init(&svg, BUF_MAX);
	for (i = 0; i < ARRAY_LEN(v); i++)
		v[i] = 10 + (double)(i * 7 % 11);
	for (i = 0; i < ARRAY_LEN(lengths); i++) {
		fixture_chart(&c, "Osuus");
		fixture_line(&c, LINE_AREA, "kunta", "Lahti",
			     2024 - (int)lengths[i], v, lengths[i]);
		check_chart(&c, &svg);
		chart_release(&c);
	}
	buf_release(&svg);
}

static void test_texts(void **state)
{
	static const char *const want[] = {
		"Lasten pienituloisuusaste",
		"Lahti · %",
		TREND_NOTE,
		"↓ pienempi on parempi",
		"Lahti 10,0\u00a0%",
		"Päijät-Hämeen",
		"hyvinvointialue 10,0\u00a0%",
		"Koko maa 7,0\u00a0%",
		FOOT_LINE,
		"0",
		"15",
		"2014",
		"2023",
	};
	char foot[300];
	struct sketch s;
	struct buf svg, again;
	struct chart c;
	struct seen v;
	size_t i;

	(void)state;
	buf_init(&svg, BUF_MAX);
	buf_init(&again, BUF_MAX);
	fixture_chart(&c, "Lasten pienituloisuusaste");
	fixture_line(&c, LINE_AREA, "kunta", "Lahti", 2014, rising, 10);
	fixture_line(&c, LINE_COUNTY, "hyvinvointialue",
		     "Päijät-Hämeen hyvinvointialue", 2014, falling, 10);
	fixture_line(&c, LINE_COUNTRY, "maa", "Koko maa", 2014, steady, 10);
	fixture_trend(&c, "up", "worsening", 2014, 2023, 0.54);
	draw(&c, NULL, &svg);
	see_texts(&v, buf_str(&svg));
	for (i = 0; i < ARRAY_LEN(want); i++)
		if (!has_text(&v, want[i]))
			fail_msg("not in the picture: %s", want[i]);
	sketch_init(&s, &chart_trend, c.m.lang);
	trend_sketch(&s, &c);
	(void)snprintf(foot, sizeof(foot),
		       "Käyttöehdot: CC BY 4.0 · Tiedot päivitetty 29.8.2024 "
		       "· Kuvio\u00a0%s",
		       s.id);
	sketch_release(&s);
	assert_true(has_text(&v, foot));
	assert_non_null(strstr(svg.data, "<svg role=\"img\" lang=\"fi\" "));
	assert_non_null(strstr(svg.data, "<title>Lasten pienituloisuusaste, "
					 "Lahti</title>\n<desc>Viivakuvio: "));
	assert_null(strstr(svg.data, "Gnuplot"));
	assert_null(strstr(svg.data, "GNUPLOT"));
	/* One title: gnuplot's names of its layers are gone. */
	assert_null(strstr(strstr(svg.data, "<title>") + 1, "<title>"));
	assert_null(strstr(svg.data, "font-family=\"Liberation Sans\""));
	assert_null(strstr(svg.data, ":Bold"));
	/* The same bytes another time. */
	draw(&c, NULL, &again);
	assert_string_equal(svg.data, again.data);
	forget(&v);
	chart_release(&c);
	buf_release(&svg);
	buf_release(&again);
}

static void test_hostile(void **state)
{
	char *dir = temp_dir(), *pwned = xasprintf("%s/pwned", dir);
	char *title = letters_clean(HOSTILE);
	struct buf svg, joined;
	struct chart c;
	struct seen v;
	const char *s;
	size_t i;

	(void)state;
	buf_init(&svg, BUF_MAX);
	buf_init(&joined, BUF_MAX);
	fixture_chart(&c, title);
	fixture_text(&c.m.organisation, title);
	fixture_text(&c.m.licence, title);
	fixture_line(&c, LINE_AREA, "kunta", title, 2014, rising, 10);
	draw(&c, dir, &svg);
	assert_false(file_exists(pwned));
	see_texts(&v, buf_str(&svg));
	check_texts(&v);
	/* The title stands there as it is, broken into lines. */
	for (i = 0; i < v.n; i++)
		buf_printf(&joined, "%s ", v.box[i].s);
	assert_non_null(strstr(joined.data, title));
	/* Well-formed: no markup from the text, no stray & or ]]>. */
	assert_null(strstr(svg.data, "<b>"));
	assert_null(strstr(svg.data, "]]>"));
	for (s = svg.data; (s = strchr(s, '&')) != NULL; s++)
		assert_true(strncmp(s, "&amp;", 5) == 0 ||
			    strncmp(s, "&lt;", 4) == 0 ||
			    strncmp(s, "&gt;", 4) == 0 ||
			    strncmp(s, "&#39;", 5) == 0 ||
			    strncmp(s, "&quot;", 6) == 0);
	forget(&v);
	chart_release(&c);
	buf_release(&svg);
	buf_release(&joined);
	free(title);
	free(pwned);
	temp_dir_remove(dir);
}

static void test_png(void **state)
{
	struct buf script, png, *outs[] = {&png};
	const unsigned char *p;
	struct sketch s;
	struct err e = {0};
	struct chart c;

	(void)state;
	buf_init(&script, BUF_MAX);
	buf_init(&png, BUF_MAX);
	fixture_chart(&c, "Osuus");
	fixture_line(&c, LINE_AREA, "kunta", "Lahti", 2014, rising, 10);
	sketch_init(&s, &chart_trend, c.m.lang);
	trend_sketch(&s, &c);
	draw_script(&s, DRAW_PNG, 2, "", &script);
	assert_ok(draw_run(&script, 1, NULL, outs, &e));
	p = (const unsigned char *)buf_str(&png);
	assert_true(png.len > 5000);
	assert_memory_equal(p, "\x89PNG\r\n", 6);
	assert_int_equal(p[18] << 8 | p[19], 1440);
	assert_int_equal(p[22] << 8 | p[23], 860);
	sketch_release(&s);
	chart_release(&c);
	buf_release(&script);
	buf_release(&png);
}

/* Half a picture is no picture, and gnuplot's own complaint comes through. */
static void test_failures(void **state)
{
	static const char *const broken[] = {
		"", "hello", "<svg \n<title>x</title>\n<desc>x</desc>\n"};
	struct buf in, out;
	struct err e = {0};
	size_t i;

	(void)state;
	buf_init(&in, 1000);
	buf_init(&out, 1000);
	for (i = 0; i < ARRAY_LEN(broken); i++) {
		buf_clear(&in);
		buf_puts(&in, broken[i]);
		assert_error(
			draw_finish_svg(&in, "t", "d", LANG_FI, 0, &out, &e),
			ERR_DATA, "gnuplot's SVG is not whole");
	}
	buf_clear(&in);
	buf_puts(&in, "plot no_such_thing\nprint 'still here'\n");
	assert_error_like(draw_run(&in, 1, NULL, NULL, &e), ERR_IO,
			  "no_such_thing");
	buf_release(&in);
	buf_release(&out);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_awkward), cmocka_unit_test(test_lengths),
		cmocka_unit_test(test_texts),   cmocka_unit_test(test_hostile),
		cmocka_unit_test(test_png),     cmocka_unit_test(test_failures),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

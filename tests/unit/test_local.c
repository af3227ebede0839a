/*
 * Tables of one's own: what a mapping may say, what a table says through it,
 * and what each wrong cell is called. The tables have the shapes of those that
 * Statistics Finland, Kela and THL publish; their figures are made up.
 */
#include "tests/support/test.h"

#include "etl/local_number.h"
#include "etl/local_table.h"
#include "lib/num.h"

static void test_numbers(void **state)
{
	static const struct {
		const char *text, *decimal;
		double want; /* -9999: refused */
	} c[] = {
		{"85.9", "either", 85.9},
		{"85,9", "either", 85.9},
		{"85,9", "comma", 85.9},
		{"85.9", "point", 85.9},
		{"85,9", "point", -9999},
		{"85.9", "comma", -9999},
		{"1.234,5", "either", -9999},
		{"1,5,0", "either", -9999},
		{"12 345", "either", 12345},
		{"1\xc2\xa0"
		 "234\xc2\xa0"
		 "567,5",
		 "either", 1234567.5},
		{"1\xe2\x80\xaf"
		 "234",
		 "either", 1234},
		{"12 34", "either", -9999},
		{"1234 567", "either", -9999},
		{"1 2345", "either", -9999},
		{"1,5 000", "either", -9999},
		{"-0,5", "either", -0.5},
		{"\xe2\x88\x92"
		 "12",
		 "either", -12},
		{" 12", "either", -9999},
		{"", "either", -9999},
		{"-", "either", -9999},
		{"12 %", "either", -9999},
		{"0x12", "either", -9999},
		{"nan", "either", -9999},
		{"1111111111111111111111111111111111111111111111111111111111"
		 "111111",
		 "either", -9999},
	};
	size_t i;

	(void)state;
	for (i = 0; i < ARRAY_LEN(c); i++) {
		double got = -9999;

		assert_int_equal(local_number(c[i].text, c[i].decimal, &got),
				 c[i].want > -9999);
		assert_near(got, c[i].want, 0);
	}
}

#define OWNER     "producer = Kela\nlicence = CC BY 4.0\n"
#define ONE       "[indicator x]\ntitle_fi = X\nunit = %\ndecimals = 1\n"
#define INDICATOR ONE "class = proportion\nvalue = arvo\n"
#define PLAIN     "[table]\narea = kunta\nyear = vuosi\n" OWNER

static void test_mappings_refused(void **state)
{
	static const struct {
		const char *text, *error;
	} c[] = {
		{"", "m.ini: [table] has no area"},
		{"[table]\narea = a\n", "m.ini: [table] has no producer"},
		{"[table]\narea = a\nproducer = p\n",
		 "m.ini: [table] has no licence"},
		{"[table]\narea = a\n" OWNER,
		 "m.ini: [table] has neither year and fixed_year: expected "
		 "one of them"},
		{"[table]\narea = a\nyear = b\nfixed_year = 2020\n" OWNER,
		 "m.ini: [table] has both year and fixed_year: expected one "
		 "of them"},
		{PLAIN, "m.ini: no [indicator CODE]"},
		{PLAIN ONE, "m.ini: [x] has no class"},
		{PLAIN ONE "class = rate\n", "m.ini: [x] has no value"},
		{"[table]\narea = a\nyear = header\n" OWNER ONE
		 "class = rate\nvalue = arvo\n",
		 "m.ini: [x] value: 'arvo': expected one * in the place of "
		 "the year, since year = header"},
		{"[table]\narea = a\nyear = header\n" OWNER ONE
		 "class = rate\nnumerator = *_*\n",
		 "m.ini: [x] numerator: '*_*': expected one * in the place of "
		 "the year, since year = header"},
		{"area = a\n", "m.ini: line 1: section '': expected [table] "
			       "or [indicator CODE]"},
		{"[tables]\n", "m.ini: line 1: section 'tables': expected "
			       "[table] or [indicator CODE]"},
		{"[table]\ncolour = red\n",
		 "m.ini: line 2: unknown setting 'colour'"},
		{"[table]\narea =\n", "m.ini: line 2: area: expected a value"},
		{"[table]\narea = a\narea = b\n",
		 "m.ini: line 3: area: already set"},
		{"[table]\ndelimiter = ,\n",
		 "m.ini: line 2: delimiter: ',': expected one of comma "
		 "semicolon tab bar"},
		{"[table]\nfixed_year = 21\n",
		 "m.ini: line 2: fixed_year: '21': expected a whole number "
		 "from 1900 to 2199"},
		{"[table]\ncell.. = absent\n",
		 "m.ini: line 2: cell.: 'absent': expected one of missing "
		 "suppressed not_applicable not_yet_published zero nothing"},
		{"[table]\ncell. = missing\n",
		 "m.ini: line 2: 'cell.': expected a name behind it"},
		{"[table]\narea.199 = Kela\n",
		 "m.ini: line 2: 'Kela': expected an area such as maa:358, or "
		 "none"},
		{"[indicator a b]\n",
		 "m.ini: line 1: indicator 'a b': expected letters, digits, _ "
		 "and -, at most 39"},
		{"[indicator x]\n[indicator x]\n",
		 "m.ini: line 2: indicator 'x' stands above already"},
		{"[indicator x]\nclass = good\n",
		 "m.ini: line 2: class: 'good': expected one of proportion "
		 "rate count money index mean score ratio share_of_money "
		 "unknown"},
		{"[table]\nnonsense\n",
		 "m.ini: line 2: expected [section] or key = value"},
	};
	size_t i;

	(void)state;
	for (i = 0; i < ARRAY_LEN(c); i++) {
		struct local_map m;
		struct err e = {0};

		assert_error(local_map_parse("m.ini", c[i].text,
					     strlen(c[i].text), &m, &e),
			     ERR_CONFIG, c[i].error);
	}
}

static void print_value(struct buf *b, struct val v)
{
	static const char *const why[VAL_STATES] = {
		[VAL_MISSING] = "missing",
		[VAL_SUPPRESSED] = "suppressed",
		[VAL_NOT_APPLICABLE] = "not applicable",
		[VAL_NOT_YET] = "not yet",
	};
	char text[NUM_TEXT];
	double num;

	if (val_get(v, &num))
		buf_puts(b, num_text(text, num));
	else
		buf_puts(b, why[v.state]);
}

/* "kunta:398 2020 7.5/12, ..."; what is wrong where it is refused. */
static char *read_text(const char *map, const char *table)
{
	const struct source *s = source_find("local");
	struct request r = {.kind = ANSWER_FIGURES, .indicator = "x"};
	struct answer a;
	struct err e = {0};
	struct buf body, out;
	size_t i;

	memset(r.year, true, sizeof(r.year));
	memset(r.sex, true, sizeof(r.sex));
	buf_init(&body, BUF_MAX);
	buf_init(&out, BUF_MAX);
	local_body_write(&body, "t.ini", map, strlen(map), "t.csv", table,
			 strlen(table));
	if (source_parse(s, &r, buf_str(&body), body.len, &a, &e) < 0) {
		buf_puts(&out, e.msg);
		assert_int_not_equal(e.code, ERR_NONE);
		buf_release(&body);
		return out.data;
	}
	for (i = 0; i < a.figures.n; i++) {
		const struct figure *f = &a.figures.list[i];
		const struct place *p = &a.places[f->area];

		buf_printf(&out, "%s%s:%s %d%s ", i ? ", " : "", p->kind,
			   p->code ? p->code : p->name[0], f->year,
			   f->sex == SEX_FEMALE ? " female" : "");
		print_value(&out, f->value);
		if (f->numerator.state == VAL_NUMBER) {
			buf_puts(&out, "/");
			print_value(&out, f->numerator);
		}
	}
	answer_release(&a);
	buf_release(&body);
	return out.data;
}

struct reading {
	const char *name, *map, *table, *want;
};

static const struct reading readings[] = {
	{"plain", PLAIN INDICATOR, "kunta,vuosi,arvo\n398,2020,7.5\n",
	 "kunta:398 2020 7.5"},
	{"codes lost their zeros; a BOM; CRLF", PLAIN INDICATOR,
	 "\xef\xbb\xbfkunta,vuosi,arvo\r\n5,2020,1\r\n16,2020,2\r\n",
	 "kunta:005 2020 1, kunta:016 2020 2"},
	{"another kind's width",
	 PLAIN "area_kind = hyvinvointialue\n" INDICATOR,
	 "kunta,vuosi,arvo\n9,2020,1\n", "hyvinvointialue:09 2020 1"},
	{"both decimals in one column", PLAIN INDICATOR,
	 "kunta,vuosi,arvo\n398,2020,\"7,5\"\n398,2021,7.25\n",
	 "kunta:398 2020 7.5, kunta:398 2021 7.25"},
	{"Latin-1, no header, names, a fixed year",
	 "[table]\ndelimiter = semicolon\nencoding = latin-1\nheader = no\n"
	 "area = #1\narea_by = name\nfixed_year = 2021\n"
	 "area.KOKO MAA = maa:358\narea.*seutukunta = none\n" OWNER ONE
	 "class = count\nvalue = #3\n",
	 "KOKO MAA;86.5;5548241\nAlaj\xe4rvi;61.6;9311\nLahden "
	 "seutukunta;1;2\n",
	 "kunta:Alaj\xc3\xa4rvi 2021 9311, maa:358 2021 5548241"},
	{"title lines, tab",
	 PLAIN "skip_lines = 2\ndelimiter = tab\n" INDICATOR,
	 "A title\nwith \"odd\" quotes\nkunta\tvuosi\tarvo\n398\t2020\t1\n",
	 "kunta:398 2020 1"},
	{"a column a year",
	 "[table]\narea = kunta\nyear = header\n" OWNER ONE "class = rate\n",
	 "kunta,nimi,2019,2020\n398,Lahti,1,2\n837,Tampere,,3\n",
	 "kunta:398 2019 1, kunta:398 2020 2, kunta:837 2020 3"},
	{"a column a year, with more in its name and a numerator each",
	 "[table]\narea = kunta\nyear = header\n" OWNER ONE
	 "class = rate\nvalue = osuus_*_%\nnumerator = lkm *\n",
	 "kunta,lkm 2019,lkm 2020,osuus_2019_%,osuus_2020_%,osuus_20_%,"
	 "osuus_2020\n398,10,20,\"1,5\",2.5,7,8\n837,,,3,,7,8\n",
	 "kunta:398 2019 1.5/10, kunta:398 2020 2.5/20, kunta:837 2019 3"},
	{"the letters before the year are the only other thing in a column",
	 "[table]\narea = kunta\nyear = header\n" OWNER ONE
	 "class = rate\nvalue = nm*\n",
	 "kunta,nm1990,nmx1991,nm19922\n398,1,2,3\n", "kunta:398 1990 1"},
	{"what is no number and why",
	 PLAIN "cell.NA = missing\ncell... = suppressed\ncell.- = zero\n"
	       "cell.. = not_applicable\ncell.* = not_yet_published\n"
	       "cell.? = nothing\n" INDICATOR,
	 "kunta,vuosi,arvo\n1,2014,NA\n1,2015,..\n1,2016,-\n1,2017,.\n"
	 "1,2018,*\n1,2019,\n1,2020,?\n",
	 "kunta:001 2014 missing, kunta:001 2015 suppressed, kunta:001 2016 "
	 "0, kunta:001 2017 not applicable, kunta:001 2018 not yet"},
	{"Kela's 199 and 000, months beside years, numbers for names",
	 PLAIN "area_by = name\narea.199 = none\narea.000 = maa:358\n"
	       "only.aikajakso = vuosi\n" INDICATOR,
	 "kunta,vuosi,aikajakso,arvo\n199,2020,vuosi,77\n000,2020,vuosi,9\n"
	 "Lahti,2020,kuukausi,5\nLahti,2020,vuosi,6\n532,2010,vuosi,7\n",
	 "kunta:Lahti 2020 6, kunta:532 2010 7, maa:358 2020 9"},
	{"one of several values of a column, one column of many",
	 PLAIN "only.luokka = a\nonly.luokka = b\n" INDICATOR
	       "only.etuus = Opintotuki\n",
	 "kunta,vuosi,luokka,etuus,arvo\n1,2019,a,Opintotuki,1\n"
	 "1,2020,b,Opintotuki,2\n1,2020,c,Opintotuki,3\n1,2020,a,Muu,4\n",
	 "kunta:001 2019 1, kunta:001 2020 2"},
	{"sex and numerator",
	 PLAIN "sex = sp\nsex.Naiset = female\n" INDICATOR "numerator = lkm\n",
	 "kunta,vuosi,sp,arvo,lkm\n1,2020,total,5.5,11\n1,2020,Naiset,6,\n",
	 "kunta:001 2020 5.5/11, kunta:001 2020 female 6"},
	{"another year than the table's", PLAIN "add_to_year = -1\n" INDICATOR,
	 "kunta,vuosi,arvo\n1,2000,5\n", "kunta:001 1999 5"},
	{"trailing empty cells", PLAIN INDICATOR,
	 "kunta,vuosi,arvo\n1,2000,5,,\n", "kunta:001 2000 5"},
	/* refused */
	{"no such column", PLAIN INDICATOR, "kunta,vuosi\n1,2020\n",
	 "t.csv: line 1: no column 'arvo', which the mapping names"},
	{"no such number",
	 "[table]\nheader = no\narea = #1\nfixed_year = 2020\n" OWNER ONE
	 "class = rate\nvalue = #3\n",
	 "1,2\n", "t.csv: line 1: no column '#3', which the mapping names"},
	{"two columns of one name", PLAIN INDICATOR,
	 "kunta,vuosi,arvo,arvo\n1,2020,5,6\n",
	 "t.csv: line 1: two columns 'arvo'; expected #3 or #4 in the "
	 "mapping"},
	{"a row cut short", PLAIN INDICATOR,
	 "kunta,vuosi,arvo\n1,2020,5\n2,2020\n",
	 "t.csv: line 3: 2 cells, expected 3"},
	{"a row with more", PLAIN INDICATOR, "kunta,vuosi,arvo\n1,2020,7,5\n",
	 "t.csv: line 2: 4 cells, expected 3"},
	{"a wrong number, behind title lines",
	 PLAIN "skip_lines = 1\n" INDICATOR,
	 "Title\nkunta,vuosi,arvo\n1,2020,NA\n",
	 "t.csv: line 3, column arvo: 'NA': a number is expected, or "
	 "cell.TEXT in the mapping"},
	{"no header: a column by its number",
	 "[table]\nheader = no\narea = #1\nfixed_year = 2020\n" OWNER ONE
	 "class = rate\nvalue = #2\n",
	 "1,x\n",
	 "t.csv: line 1, column #2: 'x': a number is expected, or cell.TEXT "
	 "in the mapping"},
	{"a month", PLAIN INDICATOR, "kunta,vuosi,arvo\n1,2020M01,5\n",
	 "t.csv: line 2, column vuosi: '2020M01': a year is expected; rows of "
	 "other times are left out by only.COLUMN = CELL"},
	{"no area", PLAIN INDICATOR, "kunta,vuosi,arvo\n,2020,5\n",
	 "t.csv: line 2, column kunta: '': an area is expected"},
	{"an area of another kind", PLAIN INDICATOR,
	 "kunta,vuosi,arvo\nmaa:358,2020,5\n",
	 "t.csv: line 2, column kunta: 'maa:358': a code is expected"},
	{"an unknown sex", PLAIN "sex = sp\n" INDICATOR,
	 "kunta,vuosi,sp,arvo\n1,2020,Miehet,5\n",
	 "t.csv: line 2, column sp: 'Miehet': total, male or female is "
	 "expected, or sex.CELL in the mapping"},
	{"months and years mixed", PLAIN INDICATOR,
	 "kunta,vuosi,arvo\n398,2020,5\n837,2020,5\n398,2020,5\n",
	 "t.csv: lines 2 and 4: two rows for 398, total, 2020; rows are "
	 "chosen by only.COLUMN = CELL"},
	{"nothing left", PLAIN "only.vuosi = 1999\n" INDICATOR,
	 "kunta,vuosi,arvo\n398,2020,5\n", "t.csv: no row for x"},
	{"an empty table", PLAIN INDICATOR, "", "t.csv: no row for x"},
	{"not UTF-8", PLAIN "skip_lines = 3\n" INDICATOR,
	 "a\nb\nc\nkunta,vuosi,arvo\nAlaj\xe4rvi,2020,5\n",
	 "t.csv: row 5, column 1: 'Alaj?rvi': expected UTF-8 text (in a "
	 "spreadsheet: save as CSV UTF-8)"},
	{"a byte that the encoding has not",
	 PLAIN "encoding = windows-1252\n" INDICATOR,
	 "kunta,vuosi,arvo\n1,2020,\x81\n",
	 "t.csv: byte 25 is not WINDOWS-1252"},
	{"a web page", PLAIN INDICATOR, "<html><body>Huoltokatko\n",
	 "t.csv: line 1: no column 'kunta', which the mapping names"},
	{"no column is a year",
	 "[table]\narea = kunta\nyear = header\n" OWNER ONE "class = rate\n",
	 "kunta,arvo\n398,1\n",
	 "t.csv: line 1: no column '*' with a year for *"},
	{"a year without its numerator",
	 "[table]\narea = kunta\nyear = header\n" OWNER ONE
	 "class = rate\nvalue = osuus_*\nnumerator = lkm_*\n",
	 "kunta,lkm_2019,osuus_2019,osuus_2020\n398,1,2,3\n",
	 "t.csv: line 1: no column 'lkm_2020', which the mapping names"},
	{"another indicator's mapping",
	 PLAIN "[indicator y]\ntitle_fi = X\nunit = %\ndecimals = 1\n"
	       "class = rate\nvalue = arvo\n",
	 "kunta,vuosi,arvo\n", "t.ini: no [indicator x]"},
};

static void test_tables(void **state)
{
	size_t i;

	(void)state;
	for (i = 0; i < ARRAY_LEN(readings); i++) {
		char *got = read_text(readings[i].map, readings[i].table);

		if (strcmp(got, readings[i].want) != 0)
			print_error("%s:\n", readings[i].name);
		assert_string_equal(got, readings[i].want);
		free(got);
	}
}

/* What is not such a body, or was cut. */
static void test_bodies(void **state)
{
	static const char *const bad[] = {
		"",
		"kunta,vuosi\n",
		"tilannekuva-local 1\n",
		"tilannekuva-local 1\nmapping 1 a.ini\ntable 2 a.csv\nxy",
		"tilannekuva-local 1\nmapping 1 a.ini\ntable 2 a.csv\nxyzz",
		"tilannekuva-local 1\nmapping 9 a.ini\ntable 2 a.csv\nxy",
		"tilannekuva-local 1\nmapping 1\ntable 2 a.csv\nxyz",
		"tilannekuva-local 1\nmapping -1 a.ini\ntable 2 a.csv\nxyz",
		"tilannekuva-local 2\nmapping 1 a.ini\ntable 2 a.csv\nxyz",
	};
	struct local_body b;
	struct err e = {0};
	size_t i;

	(void)state;
	for (i = 0; i < ARRAY_LEN(bad); i++) {
		e = (struct err){0};
		assert_int_equal(
			local_body_parse(bad[i], strlen(bad[i]), &b, &e), -1);
		assert_int_equal(e.code, ERR_DATA);
	}
}

static void test_requests(void **state)
{
	static const struct {
		const char *url, *topic, *scope;
	} c[] = {
		{"a.csv?indicator=x&years=2018-2020,2022-2022&genders=total",
		 "figures:x", "2018-2020,2022-2022 total"},
		{"a?b.csv?indicator=x-1&years=2018-2018&genders=male,female",
		 "figures:x-1", "2018-2018 male,female"},
		{"a.csv", NULL, NULL},
		{"a.csv?indicator=x", NULL, NULL},
		{"a.csv?indicator=x&years=2018&genders=total", NULL, NULL},
		{"a.csv?indicator=&years=2018-2018&genders=total", NULL, NULL},
	};
	const struct source *s = source_find("local");
	size_t i;

	(void)state;
	for (i = 0; i < ARRAY_LEN(c); i++) {
		struct request r;
		struct err e = {0};
		struct buf b;
		char topic[TOPIC_TEXT];

		if (!c[i].topic) {
			assert_int_equal(s->request_parse(c[i].url, &r, &e),
					 -1);
			assert_int_equal(e.code, ERR_USAGE);
			continue;
		}
		assert_ok(s->request_parse(c[i].url, &r, &e));
		assert_string_equal(request_topic(topic, &r), c[i].topic);
		buf_init(&b, 4000);
		request_scope(&b, &r);
		assert_string_equal(buf_str(&b), c[i].scope);
		buf_clear(&b);
		s->request_write(&b, &r);
		assert_string_equal(buf_str(&b), strrchr(c[i].url, '?'));
		buf_release(&b);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_numbers),
		cmocka_unit_test(test_mappings_refused),
		cmocka_unit_test(test_tables),
		cmocka_unit_test(test_bodies),
		cmocka_unit_test(test_requests),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

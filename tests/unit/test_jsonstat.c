/*
 * JSON-stat in all its forms, and what must be refused. Shapes are those of
 * recorded answers (Statistics Finland 2021-2026, Eurostat 2015-2016, THL),
 * figures are made up.
 */
#include "tests/support/test.h"

#include <math.h>

#include "etl/source.h"
#include "lib/buf.h"
#include "lib/file.h"
#include "lib/num.h"

#define ASK "x#indicator=a.b&years=2018-2024&sexes=total"

/* Quotes are written as ' so that a case can be read. */
static int parse(const char *source, const char *url, const char *text,
		 struct answer *out, struct err *e)
{
	const struct source *s = source_find(source);
	char *bytes = xstrdup(text), *p;
	struct request r;
	int rc;

	for (p = bytes; *p; p++)
		if (*p == '\'')
			*p = '"';
	rc = s->request_parse(url, &r, e);
	if (rc == 0)
		rc = source_parse(s, &r, bytes, strlen(bytes), out, e);
	free(bytes);
	return rc;
}

/* "kunta 398 total 2020 12.5" a line, sorted. */
static char *figures_text(const struct answer *a)
{
	static const char *const why[] = {[VAL_MISSING] = "missing",
					  [VAL_SUPPRESSED] = "suppressed",
					  [VAL_NOT_APPLICABLE] = "n/a",
					  [VAL_NOT_YET] = "not yet"};
	struct buf b;
	double v;
	size_t i;

	buf_init(&b, 1000000);
	for (i = 0; i < a->figures.n; i++) {
		const struct figure *f = &a->figures.list[i];
		const struct place *p = &a->places[f->area];

		buf_printf(&b, "%s%s %s %s %d ", i ? "\n" : "",
			   p->code ? p->kind : "sampo",
			   p->code ? p->code : p->name[0], sex_name(f->sex),
			   f->year);
		if (val_get(f->value, &v))
			buf_printf(&b, "%.10g", v);
		else
			buf_puts(&b, why[f->value.state]);
	}
	return b.data;
}

#define DIM(name, index, label)                                                \
	"'" name "':{'label':'" name "','category':{'index':" index            \
	",'label':" label "}}"
#define AREAS  DIM("Alue", "{'KU398':0,'KU016':1}", "{'KU398':'Lahti'}")
#define YEARS2 DIM("Vuosi", "['2019','2020']", "{}")
#define FIGURE                                                                 \
	"'Tiedot':{'category':{'index':{'m':0},'label':{'m':'Luku'},"          \
	"'unit':{'m':{'base':'lkm','decimals':2}}}}"
#define HEAD                                                                   \
	"{'class':'dataset','id':['Alue','Vuosi','Tiedot'],'size':[2,2,1],"    \
	"'role':{'time':['Vuosi'],'geo':['Alue']},'dimension':{" AREAS         \
	"," YEARS2 "," FIGURE "}"
#define FOUR                                                                   \
	"kunta 398 total 2019 1\nkunta 398 total 2020 2\n"                     \
	"kunta 016 total 2019 3\nkunta 016 total 2020 4"

static void test_forms(void **state)
{
	static const struct {
		const char *source, *text, *want;
	} c[] = {
		/* version 2, row-major */
		{"pxweb", HEAD ",'value':[1,2,3,4]}", FOUR},
		/* the index in its own order, the values an object, one
		 * left out */
		{"pxweb",
		 "{'id':['Vuosi','Alue'],'size':[2,2],'dimension':"
		 "{" DIM("Vuosi", "{'2020':1,'2019':0}",
			 "{}") "," DIM("Alue", "{'KU016':1,'KU398':0}",
				       "{}") "},'value':{'3':4,'0':1,'1':3}}",
		 "kunta 398 total 2019 1\nkunta 398 total 2020 "
		 "missing\n"
		 "kunta 016 total 2019 3\nkunta 016 total 2020 4"},
		/* symbols: by a map, a list, one for all, in the values
		 */
		{"pxweb",
		 HEAD ",'value':[null,null,null,null],"
		      "'status':{'0':'-','1':'...','2':'.'}}",
		 "kunta 398 total 2019 0\nkunta 398 total 2020 "
		 "suppressed\n"
		 "kunta 016 total 2019 n/a\nkunta 016 total 2020 "
		 "missing"},
		{"pxweb",
		 HEAD ",'value':[1,null,3,null],'status':['p','..',"
		      "null,'-']}",
		 "kunta 398 total 2019 1\nkunta 398 total 2020 "
		 "missing\n"
		 "kunta 016 total 2019 3\nkunta 016 total 2020 0"},
		{"pxweb", HEAD ",'value':[1,null,3,4],'status':'...'}",
		 "kunta 398 total 2019 1\nkunta 398 total 2020 "
		 "suppressed\n"
		 "kunta 016 total 2019 3\nkunta 016 total 2020 4"},
		{"pxweb", HEAD ",'value':[1,null,3,4],'status':['...']}",
		 "kunta 398 total 2019 1\nkunta 398 total 2020 "
		 "suppressed\n"
		 "kunta 016 total 2019 3\nkunta 016 total 2020 4"},
		{"pxweb", HEAD ",'value':['1.5','-','...','.']}",
		 "kunta 398 total 2019 1.5\nkunta 398 total 2020 0\n"
		 "kunta 016 total 2019 suppressed\nkunta 016 total "
		 "2020 n/a"},
		/* roles left open: by values and names; sexes by their
		   labels */
		{"pxweb",
		 "{'id':['s','a','Ikä','t'],'size':[3,2,1,1],'"
		 "dimension':{" DIM(
			 "s", "['SSS','1','2']",
			 "{'SSS':'Yhteensä','1':'Miehet','2':'"
			 "Naiset'}") "," DIM("a", "['SSS','HVA09']",
					     "{}") ","
						   "'Ikä':{'"
						   "category':{'"
						   "label':{'"
						   "SSS':'"
						   "Yhteensä'}}}"
						   "," DIM("t",
							   "['"
							   "2023"
							   "*']",
							   "{}") "},'value':[1,"
								 "2,3,4,5,6]}",
		 "maa 358 total 2023 1\nmaa 358 male 2023 3\n"
		 "maa 358 female 2023 5\nhyvinvointialue 09 "
		 "total 2023 2\n"
		 "hyvinvointialue 09 male 2023 4\n"
		 "hyvinvointialue 09 female 2023 6"},
		/* one area alone says little: its name does */
		{"pxweb",
		 "{'id':['Rikos','Alue','Vuosi'],'size':[1,1,1],'"
		 "dimension':{" DIM("Rikos", "['SSS']", "{}") "," DIM(
			 "Alue", "['SSS']",
			 "{}") "," DIM("Vuosi", "['2020']",
				       "{}") "},'value':[7]}",
		 "maa 358 total 2020 7"},
		/* codes of yearly tables: bare ones, districts, none we
		   know */
		{"pxweb",
		 "{'id':['Alue "
		 "2017','Vuosi'],'size':[5,1],'dimension':{" DIM(
			 "Alue 2017", "['SSS','020','MK06','SK064','MAN']",
			 "{}") "," DIM("Vuosi", "['2020']",
				       "{}") "},'value':[1,2,3,4,5]}",
		 "maa 358 total 2020 1\nkunta 020 total 2020 2\n"
		 "maakunta 06 total 2020 3\nseutukunta 064 total 2020 "
		 "4\n"
		 "pxweb MAN total 2020 5"},
		/* version 1 in PxWeb's wrapper */
		{"pxweb",
		 "{'dataset':{'label':'x','dimension':{'id':['Alue','"
		 "Vuosi'],"
		 "'size':[2,2],'role':{'time':['Vuosi']}," AREAS "," YEARS2
		 "},'value':[1,2,3,4]}}",
		 FOUR},
		/* the old Eurostat: one key, status in a box of its own
		 */
		{"eurostat",
		 "{'nama':{'lastUpdateDate':1446764400000,'status':{'"
		 "value':"
		 "[':',null,':c',null],'category':{'label':{':':'not'}}"
		 "},"
		 "'value':[null,2,null,4],'dimension':{"
		 "'id':['unit','geo','time'],'size':[1,2,2]," DIM(
			 "unit", "{'EUR':0}",
			 "{}") "," DIM("geo", "{'FI':0,'IT':1}",
				       "{}") "," DIM("time",
						     "{'2019':0,'2020':"
						     "1}",
						     "{}") "}}}",
		 "maa 358 total 2019 missing\nmaa 358 total 2020 2\n"
		 "eurooppa 380 total 2019 suppressed\n"
		 "eurooppa 380 total 2020 4"},
		/* THL: places of its own, times by name, totals among
		   them */
		{"sampo",
		 "{'dataset':{'version':'2.0','dimension':{"
		 "'id':['area','time'],'size':[1,3],"
		 "'role':{'geo':['area'],'time':['time']}," DIM(
			 "area", "{'445131':0}",
			 "{'445131':'Lahti'}") "," DIM("time",
						       "{'1':0,'2':1,'"
						       "3':2}",
						       "{'1':'2019','2'"
						       ":'2020','3':'"
						       "Kaikki ajat'}") "},'"
									"value'"
									":{'0':"
									"'..','"
									"1':'"
									"12','"
									"2':'"
									"99'}}"
									"}",
		 "sampo Lahti total 2019 suppressed\n"
		 "sampo Lahti total 2020 12"},
		/* and as CSV, where a row that is not there is no figure */
		{"sampo",
		 "Aika;Alue;val\n2019;Lahti;3\n2020;Lahti;..\n"
		 "2019;Asikkala;-1.5\nKaikki ajat;Lahti;9\n2020;Asikkala;\n"
		 "2019;Kaikki Alueet;7\n",
		 "sampo Lahti total 2019 3\n"
		 "sampo Lahti total 2020 suppressed\n"
		 "sampo Asikkala total 2019 -1.5\n"
		 "sampo Asikkala total 2020 missing\n"
		 "maa 358 total 2019 7"},
	};
	size_t i;

	(void)state;
	for (i = 0; i < ARRAY_LEN(c); i++) {
		struct answer a = {0};
		struct err e = {0};
		char *got;

		assert_ok(parse(c[i].source, "x#indicator=a.b", c[i].text, &a,
				&e));
		got = figures_text(&a);
		assert_string_equal(got, c[i].want);
		free(got);
		answer_release(&a);
	}
}

static void test_description(void **state)
{
	static const char text[] =
		"{'id':['Alue','Vuosi','Tiedot','Rikos'],'size':[2,2,1,1],"
		"'label':'Rikokset muuttujina','source':'Tilastokeskus, x',"
		"'updated':'2021-05-12T10:15:00Z','note':['<A HREF=x>y</A>'],"
		"'role':{'time':['Vuosi'],'metric':['Tiedot']},"
		"'dimension':{" AREAS "," YEARS2 "," FIGURE
		"," DIM("Rikos", "['RLL']",
			"{'RLL':'1) <B>Kaikki</B> &amp; muut'}") "},'value':[1,"
								 "2,3,4.25]}";
	struct answer a = {0};
	struct err e = {0};
	const struct meta *m;

	(void)state;
	assert_ok(parse("pxweb", ASK, text, &a, &e));
	assert_int_equal(a.n_metas, 1);
	m = &a.metas[0];
	assert_string_equal(m->code, "a.b");
	assert_string_equal(m->title[0], "Luku: 1) Kaikki & muut");
	assert_string_equal(m->title[2], "");
	assert_string_equal(m->unit, "lkm");
	assert_int_equal(m->decimals, 2);
	assert_string_equal(m->updated, "2021-05-12");
	assert_string_equal(m->organisation, "Tilastokeskus, x");
	assert_string_equal(source_find("pxweb")->licence_of(m->organisation),
			    "CC BY 4.0");
	answer_release(&a);
}

/* As large as a recorded answer on crimes: 34 years of 328 areas, the areas in
 * an order that is not that of their codes. */
static void test_a_large_one(void **state)
{
	struct answer a = {0};
	struct err e = {0};
	struct buf b;
	double v;
	int y, i;

	(void)state;
	buf_init(&b, 1000000);
	buf_puts(&b, "{'id':['Vuosi','Alue'],'size':[34,328],'dimension':{"
		     "'Vuosi':{'category':{'index':{");
	for (y = 0; y < 34; y++)
		buf_printf(&b, "%s'%d':%d", y ? "," : "", 1987 + y, y);
	buf_puts(&b, "}}},'Alue':{'category':{'index':{");
	for (i = 0; i < 328; i++)
		buf_printf(&b, "%s'KU%03d':%d", i ? "," : "", 1 + i * 7 % 328,
			   i * 7 % 328 * 5 % 328);
	buf_puts(&b, "}}}},'value':[");
	for (y = 0; y < 34; y++)
		for (i = 0; i < 328; i++)
			buf_printf(&b, "%s%d.5", y + i ? "," : "",
				   y * 1000 + i);
	buf_puts(&b, "]}");
	assert_ok(parse("pxweb", "x#indicator=a", buf_str(&b), &a, &e));
	assert_int_equal(a.figures.n, 11152);
	for (i = 0; i < 11152; i++) {
		const struct figure *f = &a.figures.list[i];
		int64_t code, want;

		assert_true(num_int(a.places[f->area].code, 3, 1, 328, &code));
		assert_true(val_get(f->value, &v));
		want = (f->year - 1987) * 1000 + (code - 1) * 5 % 328;
		assert_near(v, (double)want + 0.5, 0);
	}
	answer_release(&a);
	buf_release(&b);
}

static void test_refused(void **state)
{
	static const struct {
		const char *url, *text, *why;
	} c[] = {
		{ASK, "<html>",
		 "not JSON: line 1 column 1: '[' or '{' "
		 "expected near '<'"},
		{ASK, "{}",
		 "no JSON-stat: an object with dimension and value "
		 "is expected"},
		{ASK, "[]",
		 "no JSON-stat: an object with dimension and value "
		 "is expected"},
		{ASK, HEAD ",'value':[1,2,3]}",
		 "value: 3 of them, size says 4"},
		{ASK, HEAD ",'value':{'4':1}}",
		 "value.4: a place within the cube is expected"},
		{ASK, HEAD ",'value':{'x':1}}",
		 "value.x: a place within the cube is expected"},
		{ASK, HEAD ",'value':7}",
		 "value: an array or an object is expected"},
		{ASK, HEAD ",'value':[1,2,3,'abc']}",
		 "value[3]: 'abc' is neither a number nor a symbol of the "
		 "source"},
		{ASK, HEAD ",'value':[1,2,3,true]}",
		 "value[3]: a number is expected"},
		{ASK, HEAD ",'value':[1,2,3,4],'status':['.','.']}",
		 "status: 2 of them, size says 4"},
		{ASK, "{'id':[],'size':[],'dimension':{},'value':[]}",
		 "id: an array is expected"},
		{ASK, "{'id':['a'],'size':[1,2],'dimension':{},'value':[]}",
		 "size: an array as long as id is expected"},
		{ASK, "{'id':['a'],'size':[-1],'dimension':{},'value':[]}",
		 "size[0]: a number of values is expected"},
		{ASK, "{'id':['a'],'size':['1'],'dimension':{},'value':[]}",
		 "size[0]: a number of values is expected"},
		{ASK,
		 "{'id':['a','b'],'size':[9223372036854775807,3],"
		 "'dimension':{},'value':[]}",
		 "size[0]: a number of values is expected"},
		{ASK,
		 "{'id':['a'],'size':[1900000],'dimension':{'a':"
		 "{'category':{'index':['x']}}},'value':[]}",
		 "dimension.a.category.index: 1 values, size says 1900000"},
		{ASK,
		 "{'id':['a'],'size':[2],'dimension':{'a':"
		 "{'category':{'index':{'x':0,'y':0}}}},'value':[]}",
		 "dimension.a.category.index: 'y' at 0"},
		{ASK,
		 "{'id':['a'],'size':[2],'dimension':{'a':"
		 "{'category':{'index':{'x':0,'y':2}}}},'value':[]}",
		 "dimension.a.category.index: 'y' at 2"},
		{ASK,
		 "{'id':['a'],'size':[1],'dimension':{'a':"
		 "{'category':{'index':{'x':'0'}}}},'value':[]}",
		 "dimension.a.category.index.x: a whole number is expected"},
		{ASK, "{'id':['a'],'size':[1],'dimension':{'b':{}},'value':[]}",
		 "dimension.a.category: an object is expected"},
		{ASK,
		 "{'id':['Vuosi'],'size':[2],'dimension':{" YEARS2
		 "},'value':[1,2]}",
		 "no variable is of areas"},
		{ASK,
		 "{'id':['Alue'],'size':[2],'dimension':{" AREAS
		 "},'value':[1,2]}",
		 "no variable is of time"},
		{ASK,
		 "{'id':['Alue','Vuosi','Ikä'],'size':[2,2,2],'dimension':"
		 "{" AREAS "," YEARS2
		 "," DIM("Ikä", "['a','b']",
			 "{}") "},'value':[1,2,3,4,5,6,7,8]}",
		 "dimension.Ikä: 2 values where an indicator has one"},
		/* parts of years */
		{ASK,
		 "{'id':['Alue','k'],'size':[2,1],'dimension':{" AREAS
		 "," DIM("k", "['2026M01']", "{}") "},'value':[1,2]}",
		 "k: '2026M01' is no whole year: figures of other times are "
		 "not taken in"},
		{ASK,
		 "{'id':['Alue','q'],'size':[2,1],'role':{'time':['q']},"
		 "'dimension':{" AREAS
		 "," DIM("q", "['2026Q1']", "{}") "},'value':[1,2]}",
		 "q: '2026Q1' is no whole year: figures of other times are "
		 "not taken in"},
		{ASK,
		 "{'id':['Alue','Aika'],'size':[2,1],'dimension':{" AREAS
		 "," DIM("Aika", "['77']",
			 "{'77':'Vuosi 2020 Viikko 01'}") "},'value':[1,2]}",
		 "Aika: 'Vuosi 2020 Viikko 01' is no whole year: figures of "
		 "other times are not taken in"},
		/* what was not asked for */
		{"x#indicator=a&years=2020-2020&sexes=total",
		 HEAD ",'value':[1,2,3,4]}",
		 "a row of 2019, total, which the request does not name"},
		{ASK,
		 "{'id':['Alue','Vuosi'],'size':[2,0],'dimension':{" AREAS
		 "," DIM("Vuosi", "[]", "{}") "},'value':[]}",
		 "no rows"},
	};
	size_t i;

	(void)state;
	for (i = 0; i < ARRAY_LEN(c); i++) {
		struct answer a = {0};
		struct err e = {0};

		assert_error(parse("pxweb", c[i].url, c[i].text, &a, &e),
			     ERR_DATA, c[i].why);
	}
}

static void test_csv_refused(void **state)
{
	static const struct {
		const char *text, *why;
	} c[] = {
		{"Aika;Alue\n2019;Lahti\n", "csv: row 1: no column val"},
		{"val\n1\n", "1 to 32 variables are expected"},
		{"Aika;Alue;val\n", "no rows"},
		{"Aika;Alue;val\n2019;Lahti;x\n",
		 "csv: row 2, column val: 'x': a number or a symbol of the "
		 "source is expected"},
		{"Aika;Alue;val\n2019;Lahti;1\n2019;Lahti;1\n",
		 "row 3: one with the same values stands above: the address "
		 "must choose"},
		{"Aika;Alue;val\nVuosi 2020 Viikko 01;Lahti;1\n",
		 "Aika: 'Vuosi 2020 Viikko 01' is no whole year: figures of "
		 "other times are not taken in"},
		{"Aika;Alue;Ikä;val\n2019;Lahti;0;1\n2019;Lahti;1;1\n",
		 "dimension.Ikä: 2 values where an indicator has one"},
	};
	size_t i;

	(void)state;
	for (i = 0; i < ARRAY_LEN(c); i++) {
		struct answer a = {0};
		struct err e = {0};

		assert_error(parse("sampo", "#indicator=a", c[i].text, &a, &e),
			     ERR_DATA, c[i].why);
	}
}

static void test_requests(void **state)
{
	static const struct {
		const char *text, *topic, *scope;
		bool part;
	} c[] = {
		{"https://h/t.px#indicator=a.b-c_1&years=1990-1991,2000-2000"
		 "&sexes=total,female {\"query\":[\"#x=1\"]}",
		 "figures:a.b-c_1", "1990-1991,2000-2000 total,female", false},
		{"#indicator=a&years=1990-1991&sexes=total&areas=some",
		 "figures:a", "1990-1991 total", true},
		{"x#indicator=a", "figures:a", "1900-2199 total,male,female",
		 false},
		{"https://h/api/v1/fi/?config#note=config.h", "note:config.h",
		 "", false},
	};
	static const char *const bad[] = {
		"https://h/t.px",
		"https://h/t.px#",
		"x#indicator=",
		"x#indicator=a/b",
		"x#indicator=.a",
		"x#indicator=a&indicator=b",
		"x#indicator=a&note=b",
		"x#note=a&years=2000-2001",
		"x#indicator=a&years=2000",
		"x#indicator=a&sexes=all",
		"x#indicator=a&other=1",
		("x#indicator=aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
		 "aaaaaaaaaaaaaaaaaaaa"),
	};
	const struct source *s = source_find("pxweb");
	char topic[TOPIC_TEXT];
	struct request r, again;
	struct err e = {0};
	struct buf b;
	size_t i;

	(void)state;
	for (i = 0; i < ARRAY_LEN(c); i++) {
		assert_ok(s->request_parse(c[i].text, &r, &e));
		assert_string_equal(request_topic(topic, &r), c[i].topic);
		assert_int_equal(r.part, c[i].part);
		buf_init(&b, 4000);
		request_scope(&b, &r);
		assert_string_equal(buf_str(&b), c[i].scope);
		/* What is written is understood again. */
		buf_clear(&b);
		r.url = "https://h/x";
		r.body = "{\"query\":[]}";
		s->request_write(&b, &r);
		assert_ok(s->request_parse(buf_str(&b), &again, &e));
		r.url = r.body = NULL;
		assert_memory_equal(&again, &r, sizeof(r));
		buf_release(&b);
	}
	for (i = 0; i < ARRAY_LEN(bad); i++)
		assert_error_like(s->request_parse(bad[i], &r, &e), ERR_USAGE,
				  "does not say what it asks for");
}

/* Recorded answers, where the folder that holds them is at hand. */
static void check_recording(const char *dir, const char *source,
			    const char *file, size_t figures, size_t numbers,
			    const char *title, const char *updated,
			    const char *why)
{
	const struct source *s = source_find(source);
	char *path = xasprintf("%s/%s", dir, file);
	struct answer a = {0};
	size_t i, n = 0;
	struct err e = {0};
	struct request r;
	struct buf b;
	double v;

	buf_init(&b, 10000000);
	assert_ok(file_read(path, &b, &e));
	assert_ok(s->request_parse("#indicator=a", &r, &e));
	if (why) {
		assert_error(source_parse(s, &r, buf_str(&b), b.len, &a, &e),
			     ERR_DATA, why);
		goto out;
	}
	assert_ok(source_parse(s, &r, buf_str(&b), b.len, &a, &e));
	for (i = 0; i < a.figures.n; i++)
		n += val_get(a.figures.list[i].value, &v);
	assert_int_equal(a.figures.n, figures);
	assert_int_equal(n, numbers);
	assert_string_equal(a.metas[0].title[a.metas[0].title[0][0] ? 0 : 2],
			    title);
	assert_string_equal(a.metas[0].updated, updated);
out:
	answer_release(&a);
	buf_release(&b);
	free(path);
}

static void test_recordings(void **state)
{
	static const char crimes[] = "Rikokset alueen 1 000 asukasta kohden: "
				     "1) RIKOKSET JA RIKKOMUKSET YHTEENSÄ";
	static const char gdp[] = "Gross domestic product at market prices: "
				  "Euro per inhabitant";
	static const struct {
		const char *source, *file;
		size_t figures, numbers;
		const char *title, *updated, *why;
	} c[] = {
		{"pxweb", "statfin-pxweb/jsonstat2-crime-1987_2020-kunta.json",
		 11152, 11152, crimes, "2021-05-12"},
		{"pxweb", "statfin-pxweb/jsonstat2-crime-1987_2020-total.json",
		 34, 34, crimes, "2021-05-12"},
		{"pxweb", "statfin-pxweb/jsonstat2-11re-2025-three_cities.json",
		 3, 3, "Väestö 31.12.", "2026-04-01"},
		{"eurostat", "eurostat/eurostat-name_gpd_c.json", 3036, 1134,
		 gdp, "2016-02-09"},
		{"eurostat", "eurostat/eurostat-name_gpd_c-geo_IT_FR.json", 138,
		 64, gdp, "2015-11-05"},
		{"sampo", "thl-sampo/fact_epirapo_covid19case-week-area.csv",
		 .why = "Aika: 'Vuosi 2020 Viikko 01' is no whole year: "
			"figures of other times are not taken in"},
	};
	const char *dir = getenv("RECORDINGS");
	size_t i;

	(void)state;
	if (!dir)
		skip();
	for (i = 0; i < ARRAY_LEN(c); i++)
		check_recording(dir, c[i].source, c[i].file, c[i].figures,
				c[i].numbers, c[i].title, c[i].updated,
				c[i].why);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_forms),
		cmocka_unit_test(test_description),
		cmocka_unit_test(test_a_large_one),
		cmocka_unit_test(test_refused),
		cmocka_unit_test(test_csv_refused),
		cmocka_unit_test(test_requests),
		cmocka_unit_test(test_recordings),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

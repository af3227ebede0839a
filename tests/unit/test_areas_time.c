/*
 * Municipalities through time: the table of mergers, names that changed hands,
 * and counts brought to today's division.
 */
#include "tests/support/test.h"

#include "etl/areas.h"
#include "etl/areas_today.h"
#include "etl/etl.h"
#include "etl/mergers.h"
#include "etl/own_areas.h"

#define HEAD                                                                   \
	"date,kind,old_code,old_name_fi,old_name_sv,new_code,new_name_fi,"     \
	"new_name_sv\n"
#define AREAS_HEAD                                                             \
	"kind,code,name_fi,name_sv,name_en,parts,parts_from,parts_to\n"

/* Two into a new one that goes into a third; one split; one moved in part. */
static const char steps[] = HEAD
	"2004-01-01,new_code,184,Jäppilä,Jäppilä,640,Pieksänmaa,Pieksänmaa\n"
	"2004-01-01,new_code,937,Virtasalmi,Virtasalmi,640,Pieksänmaa,"
	"Pieksänmaa\n"
	"2007-01-01,split,443,Längelmäki,Längelmäki,182,Jämsä,Jämsä\n"
	"2007-01-01,split,443,Längelmäki,Längelmäki,562,Orivesi,Orivesi\n"
	"2007-01-01,merged,640,Pieksänmaa,Pieksänmaa,593,Pieksämäki,"
	"Pieksämäki\n"
	"2007-01-01,new_code,944,Vöyri,Vörå,945,Vöyri-Maksamaa,Vörå-Maxmo\n"
	"2009-01-01,moved,753,Sipoo,Sibbo,091,Helsinki,Helsingfors\n"
	"2011-01-01,new_code,945,Vöyri-Maksamaa,Vörå-Maxmo,946,Vöyri,Vörå\n"
	"2012-01-01,renamed,445,Länsi-Turunmaa,Väståboland,445,Parainen,"
	"Pargas\n"
	"2016-01-01,merged,532,Nastola,Nastola,398,Lahti,Lahtis\n";

static const char names[] = AREAS_HEAD
	"kunta,398,Lahden kaupunki,,,,,\n"
	"tyollisyysalue,31,Päijät-Häme,Päijänne-Tavastland,,398 999,2025-01-01,"
	"\n"
	"maakunta,07,,,,398,,2020-12-31\n";

static const struct schema *const rooms[] = {&etl_schema};
static const struct store_schemas schemas = {rooms, 1};

struct world {
	char *dir;
	struct app app;
	struct db *db;
	struct areas *areas;
	struct mergers mergers;
};

/* A register of the steps and of some that nothing happened to. */
static void set_up(struct world *w)
{
	static const char *const towns[][2] = {
		{"398", "Lahti"},   {"593", "Pieksämäki"}, {"182", "Jämsä"},
		{"562", "Orivesi"}, {"753", "Sipoo"},      {"837", "Tampere"}};
	char *path;
	struct own_areas own = {0};
	struct err e = {0};
	size_t i;

	*w = (struct world){.dir = temp_dir()};
	w->app = (struct app){.config_dir = w->dir};
	free(temp_file(w->dir, "mergers.csv", steps, strlen(steps)));
	free(temp_file(w->dir, "areas.csv", names, strlen(names)));
	path = xasprintf("%s/store.db", w->dir);
	assert_ok(store_create(&w->db, path, &schemas, &e));
	free(path);
	assert_ok(mergers_read(&w->app, &w->mergers, &e));
	assert_ok(own_areas_read(&w->app, &own, &e));
	assert_ok(areas_new(&w->areas, w->db, &e));
	assert_ok(areas_add_past(w->areas, &w->mergers, &e));
	for (i = 0; i < ARRAY_LEN(towns); i++) {
		const char *name[3] = {towns[i][1], "", ""};
		int64_t id;

		assert_ok(areas_add(w->areas, "kunta", towns[i][0], name, &id,
				    &e));
	}
	assert_ok(own_areas_store(&own, w->db, w->areas, &e));
	own_areas_release(&own);
}

static void tear_down(struct world *w)
{
	mergers_release(&w->mergers);
	areas_free(w->areas);
	db_close(w->db);
	temp_dir_remove(w->dir);
}

static void test_today(void **state)
{
	static const struct {
		const char *code, *today;
	} c[] = {{"184", "593"}, {"640", "593"}, {"593", "593"},
		 {"944", "946"}, {"443", NULL},  {"532", "398"},
		 {"753", "753"}, {"445", "445"}, {"837", "837"}};
	static const struct {
		const char *code, *day;
		bool want;
	} v[] = {{"532", "2015-12-31", true},  {"532", "2016-01-01", false},
		 {"640", "2003-12-31", false}, {"640", "2004-01-01", true},
		 {"640", "2006-12-31", true},  {"640", "2007-01-01", false},
		 {"837", "1900-01-01", true},  {"753", "2010-01-01", true},
		 {"443", "2006-12-31", true},  {"443", "2007-01-01", false}};
	struct world w;
	size_t i;

	(void)state;
	set_up(&w);
	for (i = 0; i < ARRAY_LEN(c); i++) {
		const char *got = mergers_today(&w.mergers, c[i].code);

		assert_int_equal(got == NULL, c[i].today == NULL);
		if (got)
			assert_string_equal(got, c[i].today);
	}
	for (i = 0; i < ARRAY_LEN(v); i++)
		assert_int_equal(mergers_valid(&w.mergers, v[i].code, v[i].day),
				 v[i].want);
	tear_down(&w);
}

static void test_wrong_cells(void **state)
{
	static const struct {
		const char *file, *rows, *error;
	} c[] = {
		{"mergers.csv", "1.1.2016,merged,532,a,a,398,b,b\n",
		 "row 2, column date: '1.1.2016': a day such as 2016-01-01 is "
		 "expected"},
		{"mergers.csv", "2016-01-01,joined,532,a,a,398,b,b\n",
		 "row 2, column kind: 'joined': one of these is expected: "
		 "merged, new_code, split, moved, renamed"},
		{"mergers.csv", "2016-01-01,merged,32,a,a,398,b,b\n",
		 "row 2, column old_code: '32': a municipality's code of three "
		 "digits is expected"},
		{"mergers.csv", "2016-01-01,merged,532,,a,398,b,b\n",
		 "row 2, column old_name_fi: '': a name is expected"},
		{"mergers.csv", "2016-01-01,merged,398,a,a,398,b,b\n",
		 "row 2, column new_code: '398': another code is expected"},
		{"mergers.csv", "2016-01-01,renamed,398,a,a,399,b,b\n",
		 "row 2, column new_code: '399': old_code is expected again"},
		{"mergers.csv",
		 "2016-01-01,merged,532,a,a,398,b,b\n"
		 "2015-01-01,merged,533,a,a,398,b,b\n",
		 "row 3, column date: '2015-01-01': the order of the dates is "
		 "expected"},
		{"mergers.csv",
		 "2016-01-01,merged,532,a,a,398,b,b\n"
		 "2017-01-01,merged,532,a,a,399,b,b\n",
		 "row 3, column old_code: '532': a municipality that is still "
		 "there is expected"},
		{"mergers.csv",
		 "2016-01-01,merged,532,a,a,398,b,b\n"
		 "2017-01-01,merged,398,a,a,532,b,b\n",
		 "row 3, column new_code: '532': a municipality that is still "
		 "there is expected"},
		{"areas.csv", "kunta,,a,,,,,\n",
		 "row 2, column code: '': a word is expected"},
		{"areas.csv", "maakunta,07,,,,,,\n",
		 "row 2, column name_fi: '': a name, or parts, are expected"},
		{"areas.csv", "maakunta,07,,,,398,2021,\n",
		 "row 2, column parts_from: '2021': a day such as 2021-01-01, "
		 "or nothing, is expected"},
		{"areas.csv", "maakunta,07,,,,398 Lahti,,\n",
		 "row 2, column parts: '398 Lahti': codes of municipalities "
		 "(020 108) are expected"},
	};
	size_t i;

	(void)state;
	for (i = 0; i < ARRAY_LEN(c); i++) {
		bool areas = c[i].file[0] == 'a';
		char *dir = temp_dir();
		char *text =
			xasprintf("%s%s", areas ? AREAS_HEAD : HEAD, c[i].rows);
		char *path = temp_file(dir, c[i].file, text, strlen(text));
		char *want = xasprintf("%s: %s", path, c[i].error);
		struct app app = {.config_dir = dir};
		struct mergers m;
		struct own_areas o;
		struct err e = {0};

		assert_error(areas ? own_areas_read(&app, &o, &e)
				   : mergers_read(&app, &m, &e),
			     ERR_CONFIG, want);
		free(want);
		free(path);
		free(text);
		temp_dir_remove(dir);
	}
}

/* By name, in the division of that year. */
static void test_names(void **state)
{
	static const struct {
		const char *kind, *name;
		int year;
		const char *want; /* "kind:code", or the error */
	} c[] = {
		{"kunta", "Lahti", 2020, "kunta:398"},
		{"kunta", "LAHTI", 2020, "kunta:398"},
		{"kunta", " Lahden \xc2\xa0 kaupunki ", 2020, "kunta:398"},
		{"kunta", "nastola", 2010, "kunta:532"},
		{"kunta", "Nastola", 2020, "kunta:532"},
		{"kunta", "VÄSTÅBOLAND", 2020, "kunta:445"},
		{"kunta", "Pargas", 2005, "kunta:445"},
		/* two municipalities, one after the other */
		{"kunta", "Vöyri", 2005, "kunta:944"},
		{"kunta", "Vöyri", 2015, "kunta:946"},
		{"kunta", "Vöyri", 2008, "kunta:946"},
		{"kunta tyollisyysalue", "Päijät-Häme", 2020,
		 "tyollisyysalue:31"},
		{"kunta", "Päijät-Häme", 2020,
		 "t.csv: line 7: 'Päijät-Häme': no list of areas has that name "
		 "(kunta)"},
		{"maa", "Lahti", 2020,
		 "t.csv: line 7: 'Lahti': no list of areas has that name "
		 "(maa)"},
	};
	struct world w;
	size_t i;

	(void)state;
	set_up(&w);
	for (i = 0; i < ARRAY_LEN(c); i++) {
		struct answer a = {.kind = ANSWER_FIGURES};
		struct place *p = answer_add_place(&a);
		struct figure f = {.year = c[i].year, .value = val_number(1)};
		struct err e = {0};
		struct stmt *q = NULL;

		p->kind = xstrdup(c[i].kind);
		p->name[0] = xstrdup(c[i].name);
		p->where = xstrdup("t.csv: line 7");
		figures_add(&a.figures, &f);
		if (strchr(c[i].want, '\'')) {
			assert_error(areas_resolve(w.areas, &a, &e), ERR_DATA,
				     c[i].want);
			answer_release(&a);
			continue;
		}
		assert_ok(areas_resolve(w.areas, &a, &e));
		assert_ok(stmt_new(&q, w.db,
				   "SELECT kind || ':' || code FROM area"
				   "  WHERE id = ?1",
				   &e));
		stmt_int(q, 1, a.figures.list[0].area);
		assert_int_equal(stmt_step(q, &e), 1);
		assert_string_equal(stmt_col_text(q, 0), c[i].want);
		stmt_free(q);
		answer_release(&a);
	}
	tear_down(&w);
}

struct given {
	const char *code;
	int year;
	double value; /* -1: missing, -2: suppressed */
};

/* "398 2015 30": every figure that today's division has of it. */
static char *brought(struct world *w, const struct given *g, size_t n,
		     bool sums, size_t *lost)
{
	struct err e = {0};
	struct answer a = {.kind = ANSWER_FIGURES,
			   .division = {.then = true, .sums = sums}};
	struct stmt *q = NULL;
	struct buf out;
	size_t i;
	double num;

	buf_init(&out, BUF_MAX);
	for (i = 0; i < n; i++) {
		struct place *p = answer_add_place(&a);
		struct figure f = {
			.area = (int64_t)i,
			.year = g[i].year,
			.value = g[i].value >= 0
					 ? val_number(g[i].value)
					 : val_absent(g[i].value > -2
							      ? VAL_MISSING
							      : VAL_SUPPRESSED),
			.numerator = val_absent(VAL_MISSING)};

		p->kind = xstrdup("kunta");
		p->code = xstrdup(g[i].code);
		figures_add(&a.figures, &f);
	}
	if (areas_resolve(w->areas, &a, &e) < 0) {
		answer_release(&a);
		return xstrdup(e.msg);
	}
	assert_ok(stmt_new(&q, w->db,
			   "SELECT code FROM area WHERE id = ?1"
			   "  AND valid_to IS NULL",
			   &e));
	for (i = 0; i < a.figures.n; i++) {
		const struct figure *f = &a.figures.list[i];

		stmt_reset(q);
		stmt_int(q, 1, f->area);
		if (stmt_step(q, &e) != 1)
			continue; /* one of the past keeps its own */
		buf_printf(&out, "%s%s %d ", out.len ? ", " : "",
			   stmt_col_text(q, 0), f->year);
		if (val_get(f->value, &num))
			buf_printf(&out, "%g", num);
		else
			buf_puts(&out, f->value.state == VAL_SUPPRESSED
					       ? "suppressed"
				       : f->value.state == VAL_MISSING
					       ? "missing"
					       : "not applicable");
	}
	*lost = a.division.lost;
	stmt_free(q);
	answer_release(&a);
	return out.data ? out.data : xstrdup("");
}

static void test_sums(void **state)
{
	static const struct {
		bool rates; /* cannot be added up */
		struct given g[4];
		const char *want;
		size_t lost;
	} c[] = {
		/* today's division already */
		{false, {{"398", 2016, 7}}, "398 2016 7", 0},
		{true, {{"398", 2016, 7}}, "398 2016 7", 0},
		{false, {{"837", 2000, 7}}, "837 2000 7", 0},
		/* merged since */
		{false, {{"398", 2015, 7}, {"532", 2015, 2}}, "398 2015 9", 0},
		{true,
		 {{"398", 2015, 7}, {"532", 2015, 2}},
		 "398 2015 not applicable",
		 1},
		/* a part without a figure */
		{false, {{"398", 2015, 7}}, "398 2015 missing", 1},
		{false, {{"532", 2015, 7}}, "398 2015 missing", 1},
		{false,
		 {{"398", 2015, 7}, {"532", 2015, -1}},
		 "398 2015 missing",
		 1},
		{false,
		 {{"398", 2015, -1}, {"532", 2015, -2}},
		 "398 2015 suppressed",
		 1},
		{false,
		 {{"398", 2015, -2}, {"532", 2015, -1}},
		 "398 2015 suppressed",
		 1},
		/* a chain, with a code that came and went */
		{false,
		 {{"593", 2003, 1}, {"184", 2003, 2}, {"937", 2003, 4}},
		 "593 2003 7",
		 0},
		{false, {{"593", 2005, 1}, {"640", 2005, 6}}, "593 2005 7", 0},
		{false, {{"593", 2007, 7}}, "593 2007 7", 0},
		/* another code, nothing else */
		{false, {{"945", 2008, 3}}, "946 2008 3", 0},
		/* split: no sum, on either side; later as it is */
		{false,
		 {{"182", 2006, 7}, {"443", 2006, 2}, {"562", 2006, 3}},
		 "182 2006 not applicable, 562 2006 not applicable",
		 2},
		{false,
		 {{"182", 2007, 7}, {"562", 2007, 3}},
		 "182 2007 7, 562 2007 3",
		 0},
		/* an area moved, no municipality ended */
		{false, {{"753", 2008, 7}}, "753 2008 7", 0},
		/* not the division of that time */
		{false,
		 {{"398", 2016, 7}, {"532", 2016, 2}},
		 "kunta:532 has a figure of 2016 and was not there on "
		 "2016-01-01: division = then is not true",
		 0},
	};
	struct world w;
	size_t i;

	(void)state;
	set_up(&w);
	for (i = 0; i < ARRAY_LEN(c); i++) {
		size_t n = 0, lost = 0;
		char *got;

		while (n < ARRAY_LEN(c[i].g) && c[i].g[n].code)
			n++;
		got = brought(&w, c[i].g, n, !c[i].rates, &lost);
		if (strcmp(got, c[i].want) != 0)
			print_error("case %zu\n", i);
		assert_string_equal(got, c[i].want);
		assert_int_equal(lost, c[i].lost);
		free(got);
	}
	tear_down(&w);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_today),
		cmocka_unit_test(test_wrong_cells),
		cmocka_unit_test(test_names),
		cmocka_unit_test(test_sums),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

/*
 * The pages beside those of places: long texts, what changed, year clocks; the
 * index of the search and the tables of figures.
 */
#include "tests/unit/test_brief_fixture.h"

#include <jansson.h>

#include "briefing/changes.h"
#include "briefing/doc.h"
#include "briefing/html.h"
#include "briefing/search.h"
#include "briefing/tidy.h"
#include "briefing/year.h"

/* A revision of Lahti and another of a place that is not shown, a new year, one
 * negotiation with a round, a measure and a link. */
static const char more_rows[] =
	"INSERT INTO answer VALUES (1, 1, 'r', '2024-08-30T01:00:00Z', 'x', 9),"
	" (2, 1, 'r', '2024-02-01T01:00:00Z', 'y', 9);"
	"INSERT INTO revision VALUES"
	" (1, 12, 0, 2020, 1, 'changed', 1, 2, 0, 0,"
	"   '2024-08-30T01:00:00Z'),"
	" (1, 12, 0, 2022, 1, 'changed', 1, 2, 0, 0,"
	"   '2024-08-30T01:00:00Z'),"
	" (1, 15, 0, 2021, 1, 'changed', 1, 2, 0, 0,"
	"   '2024-08-30T01:00:00Z'),"
	" (1, 15, 0, 2019, 1, 'vanished', 1, NULL, 0, 1,"
	"   '2024-08-30T01:00:00Z'),"
	" (1, 12, 0, 2018, 2, 'changed', 1, 2, 0, 0,"
	"   '2024-02-01T01:00:00Z');"
	"INSERT INTO release VALUES"
	" ('sotkanet', '109', 2023, '2024-08-29', 'dated'),"
	" ('sotkanet', '102', 2023, '2024-07-01', 'latest'),"
	" ('sotkanet', '102', 2022, '2023-07-01', 'dated');"
	"INSERT INTO rhythm (source, code, releases, evidence, last_year,"
	"  next_year, first_day, day, last_day) VALUES"
	" ('sotkanet', '109', 3, 'dated', 2023, 2024, '2025-08-01',"
	"  '2025-08-28', '2025-09-30'),"
	" ('sotkanet', '102', 1, 'latest', 2023, 2024, '2024-01-01',"
	"  '2024-06-30', '2024-07-31');"
	"INSERT INTO negotiation (negotiation, position, id, status, county,"
	"  date, title, source) VALUES ('PH-X', 1, 'PH-X', 'agreed',"
	"  'hyvinvointialue:09', '2024-05-05', '<i>Neuvottelu', 's');"
	"INSERT INTO negotiation_round (negotiation, id, position, date, text)"
	" VALUES ('PH-X', 'R1', 1, '2024-05-05', 'kaikki; <b>');"
	"INSERT INTO negotiation_measure (negotiation, id, position, text, due)"
	" VALUES ('PH-X', 'A1', 1, 'tehdään, <u>', '2024-10'),"
	" ('PH-X', 'A2', 2, 'tehtiin', '2024');"
	"INSERT INTO negotiation_priority (negotiation, id, position, kind,"
	"  text) VALUES ('PH-X', 'P1', 1, 'topic', 'aihe');"
	"INSERT INTO negotiation_link (negotiation, priority, indicator,"
	"  position, role, strength, why, decided_by) VALUES"
	" ('PH-X', 'P1', 'sotkanet:109', 1, 'outcome', 'direct', '', ''),"
	" ('PH-X', 'P1', 'sotkanet:102', 2, 'outcome', 'direct', '', ''),"
	" ('PH-X', 'P1', 'sotkanet:777', 3, 'outcome', 'direct', '', ''),"
	" ('PH-X', 'P1', 'sotkanet:101', 4, 'context', 'context', '', '');"
	"INSERT INTO calendar (position, id, kind, date, repeats, text, source)"
	" VALUES (1, 'K1', 'law', NULL, 'yearly', 'joka vuosi', 'laki'),"
	" (2, 'K2', 'report', '2024-11-05', 'once', 'raportti, <s>', '');";

static int setup_more(void **state)
{
	struct err e = {0};
	struct fixture *f;

	assert_int_equal(setup(state), 0);
	f = *state;
	assert_ok(db_script(f->db, more_rows, &e));
	return 0;
}

static struct catalog *read_catalog(struct fixture *f, enum lang lang)
{
	struct catalog *c = NULL;
	struct err e = {0};

	assert_ok(catalog_read(&c, f->db, 2024, lang, &e));
	return c;
}

static void assert_checked(struct fixture *f)
{
	struct check_summary sum = check(f);

	(void)fflush(f->log);
	if (sum.faults)
		fail_msg("%s", f->log_text);
}

/* --- long texts --- */

/* In each language the same sections in the same order. */
static void test_same_sections(void **state)
{
	(void)state;
	for (int d = 0; d < DOC_N; d++) {
		struct doc_heading *fi, *other;
		size_t n, m;

		fi = doc_headings(doc_text((enum doc)d, LANG_FI), &n);
		assert_true(n >= 3);
		for (int l = LANG_SV; l < LANG_N; l++) {
			other = doc_headings(
				doc_text((enum doc)d, (enum lang)l), &m);
			assert_int_equal(m, n);
			for (size_t i = 0; i < n; i++) {
				assert_string_equal(other[i].id, fi[i].id);
				assert_true(*other[i].title != '\0');
				assert_string_not_equal(other[i].title,
							fi[i].title);
			}
			doc_headings_free(other, m);
		}
		doc_headings_free(fi, n);
	}
}

/* The tags of a long text are those of its Finnish version, one by one. */
static void test_same_tags(void **state)
{
	(void)state;
	for (int d = 0; d < DOC_N; d++)
		for (int l = LANG_SV; l < LANG_N; l++) {
			const char *a = doc_text((enum doc)d, LANG_FI);
			const char *b = doc_text((enum doc)d, (enum lang)l);
			struct html x, y;
			bool more = true;

			html_init(&x, a, strlen(a));
			html_init(&y, b, strlen(b));
			while (more) {
				do
					more = html_next(&x);
				while (more && x.kind == HTML_TEXT);
				while (html_next(&y) && y.kind == HTML_TEXT)
					;
				assert_string_equal(x.name, y.name);
				assert_int_equal(x.kind, y.kind);
			}
			html_release(&x);
			html_release(&y);
		}
}

static void test_slots(void **state)
{
	static const struct doc_slot slots[] = {{"a", "<b>1</b>"}, {"ab", "2"}};
	struct buf b;

	(void)state;
	buf_init(&b, BUF_MAX);
	doc_add(&b, "x{{a}}y{{ab}}{{a}} {z} }}", slots, 2);
	assert_string_equal(buf_str(&b), "x<b>1</b>y2<b>1</b> {z} }}");
	buf_release(&b);
}

/* The data page tells of every view that there is, and of no other. */
static void test_views_are_told(void **state)
{
	struct fixture *f = *state;
	const char *text = doc_text(DOC_DATA, LANG_FI);
	struct err e = {0};
	struct stmt *q;
	size_t n = 0, told = 0;

	assert_ok(stmt_new(&q, f->db,
			   "SELECT name FROM sqlite_schema WHERE type = 'view'"
			   " AND substr(name, 1, 2) = 'v_'",
			   &e));
	while (stmt_step(q, &e) > 0) {
		char *dt = xasprintf("<dt><code>%s</code></dt>",
				     stmt_col_text(q, 0));

		if (!strstr(text, dt))
			fail_msg("briefing/data.*.html do not tell of %s",
				 stmt_col_text(q, 0));
		n++;
		free(dt);
	}
	stmt_free(q);
	for (const char *at = text; (at = strstr(at, "<dt><code>")); at++)
		told++;
	assert_int_equal(told, n);
}

static void assert_contact(struct fixture *f, const char *set, const char *want)
{
	struct err e = {0};
	char *page;

	assert_ok(conf_set(f->app.conf, set, &e));
	assert_true(make(f).written > 0); /* the setting is in the key */
	page = site_file(f, "saavutettavuus.html");
	if (!strstr(page, want))
		fail_msg("%s: no %s", set, want);
	free(page);
	assert_checked(f);
}

static void test_contact(void **state)
{
	struct fixture *f = *state;

	assert_contact(f, "site.contact=a.b@example.org",
		       "<a href=\"mailto:a.b@example.org\">");
	assert_contact(f, "site.contact=Vaihde 123, <b>",
		       ">Vaihde 123, &lt;b&gt;<");
	assert_contact(f, "site.contact=x@y.fi?cc=z@y.fi",
		       ">x@y.fi?cc=z@y.fi<");
	assert_contact(f, "site.contact=", "(asetus site.contact)");
}

/* --- what changed --- */

static void test_changes(void **state)
{
	struct fixture *f = *state;
	struct catalog *cat = read_catalog(f, LANG_FI);
	struct changes *c = NULL;
	struct stmts *set;
	struct err e = {0};
	struct buf b;

	assert_ok(stmts_new(&set, f->db, &briefing_changes_sql, &e));
	assert_ok(changes_read(&c, set, cat, &e));
	/* since the negotiation: neither the revision of February nor the year
	 * of last summer */
	assert_string_equal(c->since, "2024-05-05");
	assert_true(c->negotiated);
	assert_int_equal(c->n, 4);
	assert_string_equal(c->list[0].day, "2024-08-30");
	assert_int_equal(c->list[0].kind, CHANGE_REVISED);
	assert_int_equal(c->list[0].figures, 3);
	assert_int_equal(c->list[0].here, 2);
	assert_int_equal(c->list[0].place_n, 1);
	assert_string_equal(c->list[0].places[0]->name, "Lahti");
	buf_init(&b, BUF_MAX);
	change_sentence(&b, &c->list[0], LANG_FI);
	assert_string_equal(buf_str(&b),
			    "lähteessä muuttuneita lukuja: 3 (2020–2022). "
			    "Näistä tämän sivuston kunnissa 2: Lahti.");
	buf_clear(&b);
	assert_int_equal(c->list[1].kind, CHANGE_VANISHED);
	change_sentence(&b, &c->list[1], LANG_EN);
	assert_string_equal(buf_str(&b),
			    "figures that vanished from the source: 1 (2019). "
			    "None in the municipalities of this site.");
	buf_release(&b);
	assert_int_equal(c->list[2].evidence, CHANGE_DATED);
	assert_int_equal(c->list[3].evidence, CHANGE_LATEST);
	changes_free(c);
	stmts_free(set);
	catalog_free(cat);
}

/* Ids are UUIDs of version 8 that stay when a day comes to be known better. */
static void test_ids_stay(void **state)
{
	struct fixture *f = *state;
	struct err e = {0};
	char *a, *b, *from;

	(void)make(f);
	a = site_file(f, "muutokset.atom");
	assert_ok(db_script(f->db,
			    "UPDATE release SET day = '2024-06-20',"
			    " evidence = 'dated' WHERE code = '102'"
			    " AND year = 2023",
			    &e));
	forget_key(f);
	(void)make(f);
	b = site_file(f, "muutokset.atom");
	from = strstr(a, "<title>Mittari 2:");
	assert_non_null(from);
	from = strstr(from, "<id>urn:uuid:");
	assert_non_null(from);
	from[4 + 9 + 36] = '\0';
	assert_int_equal(from[4 + 9 + 14], '8');
	assert_int_equal(from[4 + 9 + 19], 'a');
	assert_non_null(strstr(b, from));
	assert_non_null(strstr(b, "<updated>2024-06-20T00:00:00Z</updated>"));
	free(a);
	free(b);
}

static void test_hostile_titles(void **state)
{
	static const char *const files[] = {"muutokset.html", "muutokset.atom",
					    "vuosikello/09.html", "tiedot.html",
					    "index.html"};
	struct fixture *f = *state;

	(void)make(f);
	for (size_t i = 0; i < ARRAY_LEN(files); i++) {
		char *s = site_file(f, files[i]);

		if (strstr(s, "<script>") || strstr(s, "<i>N") ||
		    strstr(s, "<s>") || strstr(s, "<u>"))
			fail_msg("%s: not escaped", files[i]);
		if (!strstr(s, "&lt;script&gt;alert("))
			fail_msg("%s: where is it?", files[i]);
		free(s);
	}
	assert_checked(f);
}

static void test_without_talks(void **state)
{
	struct fixture *f = *state;
	char *s;

	(void)make(f);
	s = site_file(f, "muutokset.html");
	/* 400 days before the data date */
	assert_non_null(strstr(s, "luvut 29.7.2023 alkaen."));
	assert_non_null(strstr(s, "Muutoksia ei ole."));
	free(s);
	s = site_file(f, "muutokset.atom");
	assert_null(strstr(s, "<entry>"));
	assert_non_null(strstr(s, "<updated>2024-09-01T00:00:00Z</updated>"));
	free(s);
}

/* --- year clocks --- */

static void test_span(void **state)
{
	static const struct {
		const char *when, *first, *last;
	} c[] = {
		{"2024", "2024-01-01", "2024-12-31"},
		{"2024-02", "2024-02-01", "2024-02-29"},
		{"2023-02", "2023-02-01", "2023-02-28"},
		{"2024-12", "2024-12-01", "2024-12-31"},
		{"2024-03-05", "2024-03-05", "2024-03-05"},
	};
	char first[11], last[11];

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(c); i++) {
		assert_true(year_span(c[i].when, first, last));
		assert_string_equal(first, c[i].first);
		assert_string_equal(last, c[i].last);
	}
	assert_false(year_span("", first, last));
	assert_false(year_span("2024-13", first, last));
	assert_false(year_span("keväällä", first, last));
}

static void test_judge(void **state)
{
	(void)state;
	assert_int_equal(
		year_judge("2024-06-30", "2024-07-31", 0, "2024-01-01"),
		YEAR_NO_FIGURES);
	assert_int_equal(year_judge("", "", 2022, "2024-01-01"), YEAR_UNKNOWN);
	assert_int_equal(
		year_judge("2024-06-30", "2024-07-31", 2022, "2024-07-31"),
		YEAR_AHEAD);
	assert_int_equal(
		year_judge("2024-06-30", "2024-07-31", 2022, "2024-08-01"),
		YEAR_LATE);
	/* 400 days after the last one, and a day more */
	assert_int_equal(
		year_judge("2024-06-30", "2024-07-31", 2022, "2025-09-04"),
		YEAR_LATE);
	assert_int_equal(
		year_judge("2024-06-30", "2024-07-31", 2022, "2025-09-05"),
		YEAR_ENDED);
}

static void test_year_page(void **state)
{
	static const char *const parts[] = {
		"Päijät-Häme: vuosikello</h1>",
		"href=\"09.ics\"",
		"<h2 id=\"edessa-h\">",
		"vuosittain</dt>",
		"joka vuosi",
		"1.10.2024–31.10.2024</dt>",
		"Määräaika A1: tehdään, &lt;u&gt;",
		"5.11.2024</dt>",
		"raportti, &lt;s&gt;",
		"5.5.2025</dt>",
		"<h2 id=\"luvut-h\">",
		"Odotetaan</h3>",
		"&lt;script&gt;",
		"28.8.2025",
		("vuoden 2024 luvut noin 28.8.2025 (1.8.2025–30.9.2025), "
		 "3 havainnon perusteella"),
		"On jo myöhässä</h3>",
		"Mittari 2",
		"Lukuja ei ole haettu (1)",
		"sotkanet 777",
		"<h2 id=\"takana-h\">",
		"Hyte-neuvottelu R1",
	};
	struct fixture *f = *state;
	char *s;

	(void)make(f);
	s = site_file(f, "vuosikello/09.html");
	assert_in_order(s, parts, ARRAY_LEN(parts));
	/* what only gives background is nothing to wait for */
	assert_null(strstr(s, "Mittari 1<"));
	free(s);
	assert_checked(f);
}

static void test_calendar(void **state)
{
	static const char *const parts[] = {
		"BEGIN:VCALENDAR\r\n",
		("UID:round-PH-X.R1@tilannekuva\r\nDTSTAMP:20240901T000000Z\r\n"
		 "DTSTART;VALUE=DATE:20240505\r\nDTEND;VALUE=DATE:"
		 "20240506\r\n"),
		("UID:due-PH-X-A1@tilannekuva\r\nDTSTAMP:20240901T000000Z\r\n"
		 "DTSTART;VALUE=DATE:20241001\r\nDTEND;VALUE=DATE:"
		 "20241101\r\n"),
		"SUMMARY:Määräaika A1: tehdään\\, <u>\r\n",
		/* a year alone would fill the calendar: its last day */
		("UID:due-PH-X-A2@tilannekuva\r\nDTSTAMP:20240901T000000Z\r\n"
		 "DTSTART;VALUE=DATE:20241231\r\n"),
		"UID:release-sotkanet-109-2024@tilannekuva\r\n",
		"DTSTART;VALUE=DATE:20250828\r\n",
		"END:VCALENDAR\r\n",
	};
	struct fixture *f = *state;
	char *s;

	(void)make(f);
	s = site_file(f, "vuosikello/09.ics");
	assert_in_order(s, parts, ARRAY_LEN(parts));
	assert_null(strstr(s, "UID:calendar-K1"));      /* it has no day */
	assert_null(strstr(s, "release-sotkanet-102")); /* late: no day ahead */
	free(s);
}

/* The site is made anew when a day has passed, and not when none has. */
static void test_days_pass(void **state)
{
	struct fixture *f = *state;

	(void)make(f);
	assert_true(when_parse("2024-10-30", &f->app.now));
	assert_int_equal(make(f).written, 0);
	assert_true(when_parse("2024-11-06", &f->app.now));
	assert_true(make(f).written > 0);
	assert_checked(f);
}

/* --- search --- */

static void test_index(void **state)
{
	struct fixture *f = *state;
	struct catalog *cat = read_catalog(f, LANG_SV);
	struct err e = {0};
	json_t *found;
	struct buf b;
	bool lahti = false;

	buf_init(&b, BUF_MAX);
	assert_ok(search_index(&b, f->db, cat, &e));
	assert_memory_equal(buf_str(&b), "window.tilannekuvaHaku = [", 26);
	found = json_loads(buf_str(&b) + 25, JSON_DISABLE_EOF_CHECK, NULL);
	assert_non_null(found);
	/* a county and its clock, three places, a negotiation, twelve
	 * indicators, five pages about the site */
	assert_int_equal(json_array_size(found), 23);
	for (size_t i = 0; i < json_array_size(found); i++) {
		const json_t *row = json_array_get(found, i);
		const char *address = json_string_value(json_array_get(row, 1));

		if (strcmp(address, "kunta/398.html") != 0)
			continue;
		lahti = true;
		assert_string_equal(json_string_value(json_array_get(row, 0)),
				    "kommun");
		assert_string_equal(json_string_value(json_array_get(row, 2)),
				    "Lahtis");
		assert_string_equal(json_string_value(json_array_get(row, 3)),
				    "Lahti 398");
	}
	assert_true(lahti);
	json_decref(found);
	buf_release(&b);
	catalog_free(cat);
}

/* --- tables --- */

static void test_tidy(void **state)
{
	static const char *const parts[] = {
		("source,indicator,title_fi,unit,area_kind,area_code,area_fi,"
		 "year,sex,value,numerator,status,producer,licence,data_"
		 "updated,"
		 "data_date,content_id\n"),
		("sotkanet,106,Mittari 6,PROS,kunta,398,Lahti,2022,total,3,,"
		 "value,THL,CC BY 4.0,2024-08-29,2024-09-01,abc<123>\n"),
		("sotkanet,106,Mittari 6,PROS,kunta,398,Lahti,2023,total,,,"
		 "suppressed,THL,CC BY 4.0,2024-08-29,2024-09-01,abc<123>\n"),
	};
	struct fixture *f = *state;
	char *s;

	(void)make(f);
	s = site_file(f, "luvut/kunta-398.csv");
	assert_in_order(s, parts, 1);
	assert_in_order(s, parts + 1, 2);
	free(s);
	s = site_file(f, "luvut/mittari-sotkanet-109.csv");
	assert_non_null(strstr(s, "\"<script>alert(\"\"1\"\")</script>"));
	assert_non_null(strstr(s, ",kunta,989,Ähtäri,2023,total,11,"));
	/* of a county that is not shown */
	assert_null(strstr(s, "Tampere"));
	free(s);
	assert_false(site_has(f, "luvut/mittari-sotkanet-113.csv"));
}

/* --- reading back finds what is wrong --- */

static void test_planted(void **state)
{
	static const char clock[] = "vuosikello/09.html";
	static const struct {
		const char *file, *from, *to, *message;
	} c[] = {
		{"menetelmat.html", "id=\"ennuste\"", "id=\"ennustus\"",
		 "no section 'ennuste'"},
		{"tiedot.html", "data-fact=\"producer Kela / \">1<",
		 "data-fact=\"producer Kela / \">2<", "number is '2'"},
		{"tiedot.html", "luvut/kunta-398.csv", "luvut/kunta-397.csv",
		 "'luvut/kunta-397.csv' is not there"},
		{"saavutettavuus.html", "(asetus", "(vailla asetusta",
		 "contact: text is"},
		{"muutokset.html", "lukuja: 3 (", "lukuja: 4 (",
		 "text is 'lähteessä muuttuneita lukuja: 4"},
		{"muutokset.atom", "<entry>", "<post>", "id is"},
		{clock, "28.8.2025</span>", "29.8.2025</span>",
		 "sotkanet-109 day: text is '29.8.2025'"},
		{clock, "Määräaika A1", "Määräaika B1",
		 "due-PH-X-A1@tilannekuva: 'A1' should be in"},
		{clock, "joka vuosi", "joka toinen vuosi",
		 "calendar-K1@tilannekuva: 'joka vuosi' should be in"},
		{"vuosikello/09.ics", "UID:round-PH-X.R1", "UID:round-PH-X.R2",
		 "round-PH-X.R1@tilannekuva is not in the calendar file"},
		{"haku.js", "\"Lahti\"", "\"Laht\"", "title is 'Laht'"},
		{"haku.js", "kunta/989.html", "kunta/988.html",
		 "kunta/989.html: no title"},
		{"haku.js", "window.", "document.", "no index"},
		{"luvut/kunta-398.csv", "total,3,", "total,4,", "rows with"},
		{"kunta/398.html", "menetelmat.html", "index.html",
		 "no link to '../menetelmat.html'"},
		{"kunta/398.html", "src=\"../site.js\"", "src=\"../style.css\"",
		 "a script that is not ours"},
		{"kunta/398.html", "</main>", "<script>1</script></main>",
		 "1 scripts in the page"},
		{"kunta/398.html", "<main", "<main onclick=\"x()\"",
		 "1 scripts in the page"},
		{"kunta/398.html", "indikaattori sotkanet 101",
		 "indikaattori sotkanet 102", "-101-fi cite: 'sotkanet 101'"},
	};
	struct fixture *f = *state;

	for (size_t i = 0; i < ARRAY_LEN(c); i++) {
		expect_found(f, c[i].file, c[i].from, c[i].to, c[i].message);
	}
}

static void test_statements(void **state)
{
	static const struct sql_set *const sets[] = {
		&briefing_year_sql,        &briefing_changes_sql,
		&briefing_search_sql,      &briefing_tidy_sql,
		&briefing_check_doc_sql,   &briefing_check_changes_sql,
		&briefing_check_files_sql, &briefing_check_year_sql};
	struct fixture *f = *state;

	assert_statements(f, sets, ARRAY_LEN(sets));
}

#define WITH_MORE(t) cmocka_unit_test_setup_teardown(t, setup_more, teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_same_sections),
		cmocka_unit_test(test_same_tags),
		cmocka_unit_test(test_slots),
		WITH_STORE(test_views_are_told),
		WITH_MORE(test_contact),
		WITH_MORE(test_changes),
		WITH_MORE(test_ids_stay),
		WITH_MORE(test_hostile_titles),
		WITH_STORE(test_without_talks),
		cmocka_unit_test(test_span),
		cmocka_unit_test(test_judge),
		WITH_MORE(test_year_page),
		WITH_MORE(test_calendar),
		WITH_MORE(test_days_pass),
		WITH_MORE(test_index),
		WITH_MORE(test_tidy),
		WITH_MORE(test_planted),
		WITH_STORE(test_statements),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

/* Finnish on pages in other languages says that it is Finnish. */
#include "tests/unit/test_brief_fixture.h"

#include "briefing/tongue.h"

static const char store[] =
	"UPDATE indicator SET title_fi = 'Työttömät', title_sv = 'Arbetslösa',"
	"  licence = 'tuottajan omat ehdot', organisation = 'Kela & Oy'"
	"  WHERE id = 1;"
	"INSERT INTO negotiation (negotiation, position, id, status, county,"
	"  date, title, form, purpose, source) VALUES ('N', 1, 'N', 'agreed',"
	"  '09', '2024-08-29', 'Hämeen hyte', 'koko päivän', 'koko päivän työ',"
	"  'määrä');";

/* What becomes of a page; borrowed until the next one. */
static const char *marked(struct fixture *f, enum lang lang, const char *page)
{
	static char *said;
	struct tongue *t;
	struct err e = {0};
	struct buf b;

	assert_ok(tongue_read(&t, f->db, lang, &e));
	buf_init(&b, BUF_MAX);
	tongue_mark(t, &b, page, strlen(page));
	tongue_free(t);
	free(said);
	said = xstrdup(buf_str(&b));
	buf_release(&b);
	return said;
}

static void test_marks(void **state)
{
	static const struct {
		const char *page, *want;
	} c[] = {
		/* whole, with blanks around it, inside of other words */
		{"<p>tuottajan omat ehdot</p>",
		 "<p><span lang=\"fi\">tuottajan omat ehdot</span></p>"},
		{"<p>\n tuottajan omat ehdot \n</p>",
		 "<p>\n <span lang=\"fi\">tuottajan omat ehdot</span> \n</p>"},
		{"<b>terms: tuottajan omat ehdot, 2024</b>",
		 "<b>terms: <span lang=\"fi\">tuottajan omat ehdot</span>, "
		 "2024</b>"},
		/* the longest one, up to the end of a word */
		{"<p>koko päivän työ</p>",
		 "<p><span lang=\"fi\">koko päivän työ</span></p>"},
		{"<p>koko päivän työt</p>",
		 "<p><span lang=\"fi\">koko päivän</span> työt</p>"},
		{"<p>akoko päivän</p>", "<p>akoko päivän</p>"},
		/* a name anywhere, a single word only alone */
		{"<p>Hämeen hyte PH</p>",
		 "<p><span lang=\"fi\">Hämeen hyte</span> PH</p>"},
		{"<p>Kela &amp; Oy (1)</p>",
		 "<p><span lang=\"fi\">Kela &amp; Oy</span> (1)</p>"},
		{"<p>määrä</p>", "<p><span lang=\"fi\">määrä</span></p>"},
		{"<p>a määrä</p>", "<p>a määrä</p>"},
		/* where no element may stand */
		{"<head><title>Hämeen hyte</title></head><p>x</p>",
		 "<head><title>Hämeen hyte</title></head><p>x</p>"},
		{"<script>Hämeen hyte</script>",
		 "<script>Hämeen hyte</script>"},
		{"<option value=\"1\">Hämeen hyte</option>",
		 "<option value=\"1\">Hämeen hyte</option>"},
		{"<a title=\"> Hämeen hyte\">x</a>",
		 "<a title=\"> Hämeen hyte\">x</a>"},
		/* what is no page at all */
		{"", ""},
		{"<", "<"},
		{"<script>", "<script>"},
		{"Hämeen hyte", "<span lang=\"fi\">Hämeen hyte</span>"},
	};
	struct fixture *f = *state;
	struct err e = {0};

	assert_ok(db_script(f->db, store, &e));
	for (size_t i = 0; i < ARRAY_LEN(c); i++)
		assert_string_equal(marked(f, LANG_EN, c[i].page), c[i].want);
}

static void test_translated(void **state)
{
	struct fixture *f = *state;
	struct err e = {0};

	assert_ok(db_script(f->db, store, &e));
	assert_string_equal(marked(f, LANG_EN, "<p>Työttömät</p>"),
			    "<p><span lang=\"fi\">Työttömät</span></p>");
	assert_string_equal(marked(f, LANG_SV, "<p>Työttömät</p>"),
			    "<p>Työttömät</p>");
}

static void test_statements(void **state)
{
	struct fixture *f = *state;
	struct stmts *set;
	struct err e = {0};

	assert_ok(stmts_new(&set, f->db, &briefing_tongue_sql, &e));
	stmts_free(set);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		WITH_STORE(test_marks),
		WITH_STORE(test_translated),
		WITH_STORE(test_statements),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

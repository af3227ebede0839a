/*
 * Reading HTML back: what a reader sees, and that no bytes are a trap.
 */
#include "tests/support/test.h"

#include "briefing/html.h"
#include "briefing/seen.h"

/* All tokens of a text as one line: <name>, </name>, 'text'. */
static char *tokens(const char *s)
{
	struct html h;
	struct buf b;
	char *out;

	buf_init(&b, 10000);
	html_init(&h, s, strlen(s));
	while (html_next(&h)) {
		if (h.kind == HTML_TEXT)
			buf_printf(&b, "'%s'", buf_str(&h.text));
		else
			buf_printf(&b, "<%s%s>",
				   h.kind == HTML_CLOSE ? "/" : "", h.name);
	}
	html_release(&h);
	out = xstrdup(buf_str(&b));
	buf_release(&b);
	return out;
}

static void test_tokens(void **state)
{
	const struct {
		const char *html, *want;
	} c[] = {
		{"", ""},
		{"a", "'a'"},
		{"<!DOCTYPE html><p>a</p>", "<p>'a'</p>"},
		{"<P CLASS=x>a<!-- <b> -->b</P>", "<p>'a''b'</p>"},
		{"&lt;b&gt; &amp;amp; &quot;&#39;", "'<b> &amp; \"''"},
		{"&nbsp; & &", "'&nbsp; & &'"},
		{"<a href=\"x>y\">z</a>", "<a>'z'</a>"},
		{"<a href='x\">y'>z", "<a>'z'"},
		/* cut short */
		{"<", "<>"},
		{"</", "</>"},
		{"<!", ""},
		{"<!-- a", ""},
		{"<a href=\"x", "<a>"},
		{"a<b", "'a'<b>"},
		{"<thisnameistoolongtobeanytag>", "<thisnameistoolo>"},
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(c); i++) {
		char *got = tokens(c[i].html);

		assert_string_equal(got, c[i].want);
		free(got);
	}
}

static void test_attributes(void **state)
{
	static const char tag[] =
		"<a data-id=1 id='2' ID2 class=\"v clear\" href=\"x&amp;y\" "
		"alt=\"\" hidden>";
	const struct {
		const char *name, *want; /* NULL: not there */
	} c[] = {
		{"id", "2"},     {"data-id", "1"}, {"class", "v clear"},
		{"alt", ""},     {"hidden", ""},   {"href", "x&y"},
		{"clear", NULL}, {"src", NULL},
	};
	struct html h;
	struct buf b;

	(void)state;
	buf_init(&b, 1000);
	html_init(&h, tag, strlen(tag));
	assert_true(html_next(&h));
	for (size_t i = 0; i < ARRAY_LEN(c); i++) {
		assert_int_equal(html_attr(&h, c[i].name, &b), !!c[i].want);
		assert_string_equal(buf_str(&b), c[i].want ? c[i].want : "");
	}
	assert_true(html_has_class(&h, "v"));
	assert_true(html_has_class(&h, "clear"));
	assert_false(html_has_class(&h, "cle"));
	assert_false(html_has_class(&h, "ear"));
	html_release(&h);
	buf_release(&b);
}

static void test_inner(void **state)
{
	static const char *const without[] = {"tag", "sign", NULL};
	static const char html[] =
		"<td>\n <span class=sign>x<b>y</b></span>12,3 <img "
		"src=a>%<br>\n"
		"<span class=\"a tag\">z</span> end </td><td>no";
	struct html h;
	struct buf b;

	(void)state;
	buf_init(&b, 1000);
	html_init(&h, html, strlen(html));
	assert_true(html_next(&h));
	html_inner(&h, &b, without);
	assert_string_equal(buf_str(&b), "12,3 % end");
	assert_true(html_closes(&h, "td"));
	html_release(&h);
	buf_release(&b);
}

static const char page[] =
	"<!DOCTYPE html><html lang=\"fi\"><title>T</title><h1>A &amp; B</h1>"
	"<ul class=\"tally\"><li><b>1</b> x<li><b>2</b></ul>"
	"<section class=\"find worse\"><ul><li><a href=\"#k-s-1\">T</a> on"
	" noussut.</li></ul></section>"
	"<table class=\"meter\"><tr><th>x<tr id=\"m-s-1\"><th>T <span"
	" class=\"tag\">otos</span></th><td>2023</td><td>1</td><td>2</td>"
	"<td>3 <span class=\"tag\">mediaani</span></td><td><span"
	" class=\"sign\">^</span>noussut</td><td>9</td></tr></table>"
	"<table class=\"places\"><tr><th>K<th>n<tr><th><a "
	"href=\"kunta/1.html\">"
	"A</a></th><td>0</td><td>1</td><td>2</td><td>3</td></tr></table>"
	"<img src=\"a.svg\" alt=\"kuva\"><img src=\"b.svg\" alt=\" \">"
	"<p id=\"paiva\">1.1.2024</p><code id=\"tunnus\">abc</code>";

static void test_page(void **state)
{
	struct seen *s = seen_read(page, strlen(page));

	(void)state;
	assert_string_equal(s->lang, "fi");
	assert_string_equal(s->title, "T");
	assert_string_equal(s->h1, "A & B");
	assert_int_equal(s->tally_n, 2);
	assert_string_equal(s->tally[1], "2");
	assert_int_equal(s->find_n, 1);
	assert_string_equal(s->finds[0].target, "#k-s-1");
	assert_string_equal(s->finds[0].text, "T on noussut.");
	assert_string_equal(s->finds[0].class, "find worse");
	assert_int_equal(s->row_n, 1);
	assert_string_equal(s->rows[0].title, "T");
	assert_string_equal(s->rows[0].cell[SEEN_COUNTRY], "3");
	assert_string_equal(s->rows[0].cell[SEEN_TREND], "noussut");
	assert_true(s->rows[0].median);
	assert_int_equal(s->place_n, 1);
	assert_string_equal(s->places[0].href, "kunta/1.html");
	assert_string_equal(s->places[0].count[3], "3");
	assert_int_equal(s->link_n, 4);
	assert_true(s->links[2].image && s->links[2].alt);
	assert_false(s->links[3].alt);
	assert_string_equal(s->date, "1.1.2024");
	assert_string_equal(s->content_id, "abc");
	assert_true(seen_has_id(s, "paiva"));
	assert_null(s->junk);
	seen_free(s);
}

static void test_junk(void **state)
{
	const struct {
		const char *html;
		bool junk;
	} c[] = {
		{"<td>nan</td>", true}, {"<td>-nan %</td>", true},
		{"<p>NaN.</p>", true},  {"a (null) b", true},
		{"<td>inf</td>", true}, {"<img alt=\"luku nan\">", true},
		{"kunnan info", false}, {"infektio", false},
		{"Finanssi", false},    {"änan", false},
		{"nanä", false},
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(c); i++) {
		struct seen *s = seen_read(c[i].html, strlen(c[i].html));

		if (!s->junk == c[i].junk)
			fail_msg("'%s'", c[i].html);
		seen_free(s);
	}
}

/* Every cut and every changed byte of a page is read to its end. */
static void test_any_bytes(void **state)
{
	static const char bytes[] = {'<', '>', '"', '\0', '&', '\xff', '/'};
	char copy[sizeof(page)];

	(void)state;
	for (size_t n = 0; n < sizeof(page); n++) {
		char *cut = xmalloc(n + 1); /* so that a sanitizer sees ends */

		memcpy(cut, page, n);
		seen_free(seen_read(cut, n));
		free(cut);
	}
	for (size_t i = 0; i + 1 < sizeof(page); i++)
		for (size_t k = 0; k < ARRAY_LEN(bytes); k++) {
			memcpy(copy, page, sizeof(page));
			copy[i] = bytes[k];
			seen_free(seen_read(copy, sizeof(page) - 1));
		}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_tokens),
		cmocka_unit_test(test_attributes),
		cmocka_unit_test(test_inner),
		cmocka_unit_test(test_page),
		cmocka_unit_test(test_junk),
		cmocka_unit_test(test_any_bytes),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

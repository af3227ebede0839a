/*
 * See tongue.h. Texts are compared as they stand in a page, with their
 * entities. One of several words is found anywhere, a single word only where it
 * stands alone: "määrä" may be anything, "tuottajan omat ehdot" is Finnish.
 */
#include "lib/base.h"

#include <stdlib.h>
#include <string.h>

#include "briefing/tongue.h"

enum {
	Q_NAMES,
	Q_TEXTS,
	Q_COUNT
};

static const char *const sql[Q_COUNT] = {
	/* Names and titles: found anywhere whatever their words. */
	[Q_NAMES] =
		"SELECT title FROM negotiation"
		" UNION SELECT organisation FROM indicator"
		" UNION SELECT title_fi FROM indicator WHERE CASE ?1"
		"   WHEN 'sv' THEN title_sv WHEN 'en' THEN title_en"
		"   ELSE '' END = ''"
		" UNION SELECT title FROM followed AS f WHERE EXISTS (SELECT 1"
		"   FROM v_gap AS g WHERE g.source = f.source"
		"     AND g.indicator = f.code AND g.stage = 'load')",
	[Q_TEXTS] = "WITH i AS (SELECT d.fi AS definition_fi, licence, unit,"
		    "   CASE ?1 WHEN 'sv' THEN d.sv WHEN 'en' THEN d.en"
		    "   END AS definition"
		    "   FROM indicator LEFT JOIN definition AS d"
		    "     ON d.indicator = indicator.id)"
		    " SELECT licence FROM i UNION SELECT unit FROM i"
		    " UNION SELECT definition_fi FROM i"
		    "   WHERE ifnull(definition, '') = ''"
		    " UNION SELECT form FROM negotiation"
		    " UNION SELECT opening FROM negotiation"
		    " UNION SELECT input FROM negotiation"
		    " UNION SELECT method FROM negotiation"
		    " UNION SELECT purpose FROM negotiation"
		    " UNION SELECT legal_basis FROM negotiation"
		    " UNION SELECT follow_up FROM negotiation"
		    " UNION SELECT reported_to FROM negotiation"
		    " UNION SELECT source FROM negotiation"
		    " UNION SELECT place FROM negotiation_round"
		    " UNION SELECT text FROM negotiation_round"
		    " UNION SELECT note FROM negotiation_round"
		    " UNION SELECT name FROM negotiation_party"
		    " UNION SELECT text FROM negotiation_priority"
		    " UNION SELECT text FROM negotiation_resource"
		    " UNION SELECT why FROM negotiation_link"
		    " UNION SELECT text FROM negotiation_item"
		    " UNION SELECT text FROM negotiation_measure"
		    " UNION SELECT responsible FROM negotiation_measure"
		    " UNION SELECT co_parties FROM negotiation_measure"
		    " UNION SELECT due_text FROM negotiation_measure"
		    " UNION SELECT effect FROM negotiation_measure"
		    " UNION SELECT follow_up FROM negotiation_measure"
		    " UNION SELECT value FROM negotiation_followup"
		    " UNION SELECT note FROM negotiation_followup"
		    " UNION SELECT by FROM negotiation_followup"
		    " UNION SELECT text FROM negotiation_practice"
		    " UNION SELECT text FROM negotiation_feedback"
		    " UNION SELECT scale FROM negotiation_feedback"
		    " UNION SELECT text FROM negotiation_point"
		    " UNION SELECT text FROM negotiation_worry"
		    " UNION SELECT by FROM negotiation_worry"
		    " UNION SELECT text FROM calendar"
		    " UNION SELECT source FROM calendar",
};
const struct sql_set briefing_tongue_sql = {"briefing/tongue", sql, Q_COUNT};

struct saying {
	char *text; /* as it stands in a page */
	size_t len;
	bool anywhere;  /* else only where it stands alone */
	ptrdiff_t head; /* the longest saying that this one begins with, -1 */
};

struct tongue {
	struct saying *list; /* in the order of their bytes */
	size_t n;
	bool begins[256]; /* whether one begins with this byte */
};

/* --- reading --- */

static bool is_letter(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
	       (unsigned char)c >= 0x80;
}

/* Of ASCII and of the Finnish letters ä, ö and å. */
static bool is_small(const char *p)
{
	return (*p >= 'a' && *p <= 'z') ||
	       ((unsigned char)p[0] == 0xc3 && (unsigned char)p[1] >= 0xa0);
}

/* Words of two letters or more that no name begins with. */
static size_t small_words(const char *s)
{
	size_t n = 0;

	for (const char *p = s; *p;) {
		size_t len = 0;

		while (is_letter(p[len]) || p[len] == '-')
			len++;
		n += len > 1 && is_small(p);
		p += len ? len : 1;
	}
	return n;
}

static void add(struct tongue *t, const char *s, bool name)
{
	struct buf text;
	size_t words = small_words(s);

	if (!*s || (!name && words == 0))
		return;
	buf_init(&text, BUF_MAX);
	text_html(&text, s);
	t->list = xreallocarray(t->list, t->n + 1, sizeof(*t->list));
	t->list[t->n++] = (struct saying){
		.text = xstrdup(buf_str(&text)),
		.len = text.len,
		.anywhere = name || words > 1,
	};
	t->begins[(unsigned char)buf_str(&text)[0]] = true;
	buf_release(&text);
}

static int compare(const void *a, const void *b)
{
	const struct saying *x = a, *y = b;
	int d = strcmp(x->text, y->text);

	/* of two that are alike the one that is found anywhere stands last */
	return d ? d : (int)x->anywhere - (int)y->anywhere;
}

static bool begins_with(const char *s, size_t n, const struct saying *with)
{
	return n >= with->len && memcmp(s, with->text, with->len) == 0;
}

static void set_heads(struct tongue *t)
{
	for (size_t i = 0; i < t->n; i++) {
		struct saying *x = &t->list[i];
		ptrdiff_t k = (ptrdiff_t)i - 1;

		while (k >= 0 && !begins_with(x->text, x->len, &t->list[k]))
			k = t->list[k].head;
		x->head = k;
	}
}

static int read_set(struct tongue *t, struct stmt *q, bool name, enum lang lang,
		    struct err *e)
{
	int rc;

	stmt_text(q, 1, lang_name(lang));
	while ((rc = stmt_step(q, e)) > 0)
		add(t, stmt_col_text(q, 0), name);
	return rc;
}

int tongue_read(struct tongue **out, struct db *db, enum lang lang,
		struct err *e)
{
	struct tongue *t = xcalloc(1, sizeof(*t));
	struct stmts *set;
	int rc;

	*out = NULL;
	if (stmts_new(&set, db, &briefing_tongue_sql, e) < 0) {
		tongue_free(t);
		return -1;
	}
	rc = read_set(t, stmts_at(set, Q_NAMES), true, lang, e);
	if (rc == 0)
		rc = read_set(t, stmts_at(set, Q_TEXTS), false, lang, e);
	stmts_free(set);
	if (rc < 0) {
		tongue_free(t);
		return -1;
	}
	if (t->n > 1)
		qsort(t->list, t->n, sizeof(*t->list), compare);
	set_heads(t);
	*out = t;
	return 0;
}

void tongue_free(struct tongue *t)
{
	if (!t)
		return;
	for (size_t i = 0; i < t->n; i++)
		free(t->list[i].text);
	free(t->list);
	free(t);
}

/* --- marking --- */

static bool is_blank(char c)
{
	return c == ' ' || c == '\n' || c == '\t';
}

/* Whether s stands before the text p of n bytes. */
static bool stands_before(const struct saying *s, const char *p, size_t n)
{
	size_t both = s->len < n ? s->len : n;
	int d = memcmp(s->text, p, both);

	return d ? d < 0 : s->len <= n;
}

/* The longest saying that the n bytes at p begin with, and that may stand
 * there; NULL: none. */
static const struct saying *find(const struct tongue *t, const char *p,
				 size_t n, bool alone)
{
	size_t low = 0, high = t->n;
	ptrdiff_t k;

	if (!t->begins[(unsigned char)*p])
		return NULL;
	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (stands_before(&t->list[middle], p, n))
			low = middle + 1;
		else
			high = middle;
	}
	for (k = (ptrdiff_t)low - 1; k >= 0;) {
		const struct saying *s = &t->list[k];

		if (begins_with(p, n, s) &&
		    ((alone && s->len == n) ||
		     (s->anywhere && (s->len == n || !is_letter(p[s->len])))))
			return s;
		k = s->head;
	}
	return NULL;
}

/* A text between two tags, without blanks at its end. */
static void mark_text(const struct tongue *t, struct buf *out, const char *p,
		      size_t n)
{
	const char *end = p + n, *from = p;

	while (p < end && is_blank(*p))
		p++;
	for (const char *first = p; p < end;) {
		bool begins = p == first || !is_letter(p[-1]);
		const struct saying *s =
			begins ? find(t, p, (size_t)(end - p), p == first)
			       : NULL;

		if (!s) {
			p++;
			continue;
		}
		buf_add(out, from, (size_t)(p - from));
		buf_puts(out, "<span lang=\"fi\">");
		buf_add(out, p, s->len);
		buf_puts(out, "</span>");
		p += s->len;
		from = p;
	}
	buf_add(out, from, (size_t)(end - from));
}

static bool opens(const char *p, const char *end, const char *name)
{
	size_t n = strlen(name);

	return (size_t)(end - p) > n + 1 && memcmp(p + 1, name, n) == 0 &&
	       (p[n + 1] == '>' || p[n + 1] == ' ');
}

/* Behind the whole of an element that holds text alone, else behind the tag at
 * p. */
static const char *pass(const char *p, const char *end)
{
	static const char *const plain[][2] = {
		{"head", "</head>"},         {"script", "</script>"},
		{"style", "</style>"},       {"option", "</option>"},
		{"textarea", "</textarea>"},
	};
	const char *to = NULL;
	bool quoted = false;

	for (size_t i = 0; i < ARRAY_LEN(plain); i++)
		if (opens(p, end, plain[i][0]))
			to = memmem(p, (size_t)(end - p), plain[i][1],
				    strlen(plain[i][1]));
	for (p = to ? to : p; p < end; p++) {
		quoted ^= *p == '"';
		if (*p == '>' && !quoted)
			return p + 1;
	}
	return end;
}

void tongue_mark(const struct tongue *t, struct buf *out, const char *page,
		 size_t n)
{
	const char *end = page + n;

	while (page < end) {
		const char *tag = memchr(page, '<', (size_t)(end - page));
		const char *to = tag ? tag : end;
		const char *text_end = to;

		while (text_end > page && is_blank(text_end[-1]))
			text_end--;
		mark_text(t, out, page, (size_t)(text_end - page));
		buf_add(out, text_end, (size_t)(to - text_end));
		if (!tag)
			return;
		page = pass(tag, end);
		buf_add(out, tag, (size_t)(page - tag));
	}
}

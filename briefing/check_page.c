/*
 * What is checked on every page. See checking.h.
 */
#include "lib/base.h"

#include <sys/stat.h>

#include "briefing/checking.h"
#include "briefing/phrase.h"
#include "lib/file.h"

enum {
	Q_CHARTS,
	Q_COUNT
};

static const char *const sql[Q_COUNT] = {
	[Q_CHARTS] = "SELECT kind, name, alt, source, indicator FROM v_chart"
		     " WHERE area_kind = ?1 AND area_code = ?2 AND lang = ?3",
};
const struct sql_set briefing_check_sql = {"briefing/check", sql, Q_COUNT};

enum {
	PAGE_MAX = 64 << 20,
	FAULTS_SHOWN = 200
};

void check_fault(struct check *c, const char *fmt, ...)
{
	char text[500];
	va_list ap;

	va_start(ap, fmt);
	vsnprintf(text, sizeof(text), fmt, ap);
	va_end(ap);
	c->sum->faults++;
	if (c->sum->faults <= FAULTS_SHOWN)
		log_error(&c->app->log, "site/%s%s: %s",
			  lang_folder(c->cat->lang), c->page, text);
	else if (c->sum->faults == FAULTS_SHOWN + 1)
		log_error(&c->app->log, "site: more than %d differences",
			  FAULTS_SHOWN);
}

void check_same(struct check *c, const char *where, const char *what,
		const char *seen, const char *want)
{
	c->sum->figures++;
	if (!seen)
		check_fault(c, "%s: no %s, it should be '%s'", where, what,
			    want);
	else if (strcmp(seen, want) != 0)
		check_fault(c, "%s: %s is '%s', it should be '%s'", where, what,
			    seen, want);
}

void check_same_int(struct check *c, const char *where, const char *what,
		    const char *seen, size_t want)
{
	char text[PHRASE_INT];

	check_same(c, where, what, seen, phrase_int(text, (int64_t)want));
}

void check_id(char dst[CHECK_ID], const struct indicator *ind)
{
	snprintf(dst, CHECK_ID, "%s-%s", ind->source, ind->code);
	for (char *p = dst; *p; p++) {
		char one[2] = {*p, '\0'};

		if (!phrase_is_plain(one))
			*p = '_';
	}
}

/* --- what holds for every page --- */

static const char *date_text(const struct catalog *c, struct buf *b)
{
	char text[TEXT_NUMBER];

	phrase_add(b, c->lang, TEXT_BRIEF_AS_OF,
		   *c->data_date ? text_date(text, c->data_date, c->lang)
				 : text_get(TEXT_BRIEF_UNKNOWN, c->lang),
		   NULL, NULL);
	return buf_str(b);
}

void check_frame(struct check *c, const struct seen *s, const char *name)
{
	struct buf date;

	buf_init(&date, 400);
	check_same(c, "page", "heading", s->h1, name);
	if (s->h1_n > 1)
		check_fault(c, "%zu headings of the first level", s->h1_n);
	check_same(c, "page", "language", s->lang, lang_name(c->cat->lang));
	check_same(c, "foot", "date", s->date, date_text(c->cat, &date));
	check_same(c, "foot", "content id", s->content_id, c->cat->content_id);
	if (!s->title || !*s->title)
		check_fault(c, "no title");
	if (s->junk)
		check_fault(c, "the word '%s'", s->junk);
	for (size_t i = 0; i < s->id_n; i++)
		for (size_t k = 0; k < i; k++)
			if (strcmp(s->ids[i], s->ids[k]) == 0) {
				check_fault(c, "the id '%s' twice", s->ids[i]);
				break;
			}
	buf_release(&date);
}

/* The file that an address on this page leads to; the caller's to free(). */
static char *resolved(const struct check *c, const char *address)
{
	const char *slash = strrchr(c->page, '/');
	int dir = slash ? (int)(slash - c->page) + 1 : 0;
	int len = (int)strcspn(address, "#");

	return xasprintf("%s/site/%s%.*s%.*s", c->app->var_dir,
			 lang_folder(c->cat->lang), dir, c->page, len, address);
}

/* The page that an address on this one leads to, where it is kept. */
static const struct seen *led_to(const struct check *c, const struct seen *s,
				 const char *address)
{
	size_t n = strcspn(address, "#");

	if (n == 0)
		return s;
	if (n == 13 && strncmp(address, "../index.html", n) == 0)
		return c->front;
	for (size_t i = 0; i < c->visit_n; i++) {
		char *page =
			xasprintf("../kunta/%s.html", c->visits[i].place->code);
		bool is = strlen(page) == n && strncmp(address, page, n) == 0;

		free(page);
		if (is)
			return c->visits[i].seen;
	}
	return NULL;
}

static void check_fragment(struct check *c, const struct seen *s,
			   const char *address)
{
	const char *id = strchr(address, '#');
	const struct seen *in = id ? led_to(c, s, address) : NULL;

	if (in && !seen_has_id(in, id + 1))
		check_fault(c, "a link to '%s', where there is nothing",
			    address);
}

/* The way from the page that is being read to the front page. */
static const char *root_of(const struct check *c)
{
	return strchr(c->page, '/') ? "../" : "";
}

static bool is_own_script(const struct check *c, const char *address)
{
	char *own = xasprintf("%s%ssite.js", root_of(c), c->cat->up);
	bool is = strcmp(address, own) == 0 || strcmp(address, "haku.js") == 0;

	free(own);
	return is;
}

/* What is printed or copied stands for itself, without the site around it. */
static bool is_document(const struct check *c)
{
	return strncmp(c->page, "katsaus/", 8) == 0 ||
	       strncmp(c->page, "raportti/", 9) == 0;
}

/* Each page leads to those about the site. */
static void check_foot(struct check *c, const struct seen *s)
{
	static const char *const pages[] = {"alkuun", "menetelmat", "tiedot",
					    "muutokset", "saavutettavuus"};

	for (size_t i = 0; !is_document(c) && i < ARRAY_LEN(pages); i++) {
		char *want = xasprintf("%s%s.html", root_of(c), pages[i]);
		bool there = false;

		for (size_t k = 0; k < s->link_n; k++)
			there |= strcmp(s->links[k].address, want) == 0;
		if (!there)
			check_fault(c, "no link to '%s'", want);
		free(want);
	}
}

void check_links(struct check *c, const struct seen *s)
{
	check_foot(c, s);
	if (s->inline_n > 0)
		check_fault(c, "%zu scripts in the page itself", s->inline_n);
	for (size_t i = 0; i < s->link_n; i++) {
		const struct seen_link *l = &s->links[i];
		struct stat st;
		char *path;

		if (strncmp(l->address, "mailto:", 7) == 0)
			continue;
		if (l->script && !is_own_script(c, l->address))
			check_fault(c, "a script that is not ours: '%s'",
				    l->address);
		if (strstr(l->address, "://") ||
		    strncmp(l->address, "//", 2) == 0)
			check_fault(c, "a link out of the site: '%s'",
				    l->address);
		check_fragment(c, s, l->address);
		if (l->image && (!l->alt || !l->alt[strspn(l->alt, " ")]))
			check_fault(c, "no text alternative for '%s'",
				    l->address);
		if (l->address[0] == '#')
			continue;
		path = resolved(c, l->address);
		if (stat(path, &st) < 0)
			check_fault(c, "'%s' is not there", l->address);
		else if (st.st_size == 0)
			check_fault(c, "'%s' is empty", l->address);
		free(path);
	}
}

struct seen *check_read(struct check *c)
{
	char *path = xasprintf("%s/site/%s%s", c->app->var_dir,
			       lang_folder(c->cat->lang), c->page);
	struct seen *s = NULL;
	struct err why = {0};
	struct buf b;

	buf_init(&b, PAGE_MAX);
	if (!file_exists(path)) {
		check_fault(c, "not there");
	} else if (file_read(path, &b, &why) < 0) {
		check_fault(c, "%s", why.msg);
	} else {
		s = seen_read(buf_str(&b), b.len);
		c->sum->pages++;
	}
	buf_release(&b);
	free(path);
	return s;
}

/* --- charts --- */

static const struct seen_link *link_to(const struct seen *s, bool image,
				       const char *address)
{
	for (size_t i = 0; i < s->link_n; i++)
		if (s->links[i].image == image &&
		    strcmp(s->links[i].address, address) == 0)
			return &s->links[i];
	return NULL;
}

/* Whether NAME.END is drawn; then *address is how a page names it. */
static bool is_drawn(const struct check *c, const char *name, const char *end,
		     char **address)
{
	char *path = xasprintf("%s/charts/%s.%s", c->app->var_dir, name, end);
	bool there = file_exists(path);

	*address = there ? xasprintf("%s%scharts/%s.%s", root_of(c), c->cat->up,
				     name, end)
			 : NULL;
	free(path);
	return there;
}

/* "sotkanet 228", the day and the first twelve digits, as they stand in the
 * citation of a chart. */
static void check_cite(struct check *c, const struct seen *s, const char *name,
		       const struct indicator *ind)
{
	const char *date = ind && *ind->data_updated ? ind->data_updated
						     : c->cat->data_date;
	char *fact = xasprintf("%s cite", name), day[TEXT_NUMBER];
	const char *text = seen_fact(s, fact);
	char *wants[] = {
		xasprintf("%.12s", c->cat->content_id),
		xstrdup(*date ? text_date(day, date, c->cat->lang) : ""),
		ind ? xasprintf("%s %s", ind->source, ind->code) : xstrdup(""),
	};

	for (size_t i = 0; i < ARRAY_LEN(wants); i++) {
		c->sum->figures++;
		if (!text || !strstr(text, wants[i]))
			check_fault(c, "%s: '%s' should be in '%s'", fact,
				    wants[i], text ? text : "");
		free(wants[i]);
	}
	free(fact);
}

static void check_chart(struct check *c, const struct seen *s, const char *name,
			const char *alt, const struct indicator *ind)
{
	static const char *const ends[] = {"svg", "png", "pdf", "csv"};
	const struct seen_link *l;
	char *address;

	if (!is_drawn(c, name, "svg", &address))
		return;
	l = link_to(s, true, address);
	free(address);
	if (!l) {
		check_fault(c, "%s: the chart is not on the page", name);
		return;
	}
	if (*alt)
		check_same(c, name, "text alternative", l->alt, alt);
	check_cite(c, s, name, ind);
	for (size_t i = 0; i < ARRAY_LEN(ends); i++) {
		if (!is_drawn(c, name, ends[i], &address))
			continue;
		c->sum->figures++;
		if (!link_to(s, false, address))
			check_fault(c, "%s: no link to its %s", name, ends[i]);
		free(address);
	}
}

int check_charts(struct check *c, const struct seen *s, const char *area_kind,
		 const char *area_code, check_wanted *wanted, const void *ctx,
		 struct err *e)
{
	struct stmt *q = stmts_at(c->set, Q_CHARTS);
	int rc;

	stmt_text(q, 1, area_kind);
	stmt_text(q, 2, area_code);
	stmt_text(q, 3, lang_name(c->cat->lang));
	while ((rc = stmt_step(q, e)) > 0) {
		bool of_one = !stmt_col_null(q, 4);
		char *source = xstrdup(stmt_col_text(q, 3));
		size_t i = of_one ? catalog_find(c->cat, source,
						 stmt_col_text(q, 4))
				  : 0;
		char *kind = xstrdup(stmt_col_text(q, 0));
		char *name = xstrdup(stmt_col_text(q, 1));

		if ((!of_one || i < c->cat->n) && phrase_is_plain(name) &&
		    wanted(c, kind, of_one ? &c->cat->list[i] : NULL, ctx))
			check_chart(c, s, name, stmt_col_text(q, 2),
				    of_one ? &c->cat->list[i] : NULL);
		free(source);
		free(kind);
		free(name);
	}
	return rc;
}

/* --- facts --- */

void check_fact(struct check *c, const struct seen *s, const char *name,
		const char *want)
{
	check_same(c, name, "text", seen_fact(s, name), want);
}

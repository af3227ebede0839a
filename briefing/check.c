/*
 * See check.h.
 */
#include "lib/base.h"

#include <sys/stat.h>

#include "briefing/check.h"
#include "briefing/known.h"
#include "briefing/phrase.h"
#include "briefing/profile.h"
#include "briefing/seen.h"
#include "lib/file.h"

enum {
	PAGE_MAX = 64 << 20,
	FAULTS_SHOWN = 200,
	ID_MAX = 200
};

struct check {
	struct app *app;
	struct stmts *set;
	struct catalog *cat;
	struct seen *front; /* the front page; NULL: could not be read */
	const char *page;   /* that is being read, "kunta/398.html" */
	const struct county *county;
	const struct place *place;
	struct known *known; /* of this place, one per indicator */
	size_t tally[GROUP_N];
	struct check_summary *sum;
};

static void fault(struct check *c, const char *fmt, ...) PRINTF(2, 3);

static void fault(struct check *c, const char *fmt, ...)
{
	char text[500];
	va_list ap;

	va_start(ap, fmt);
	vsnprintf(text, sizeof(text), fmt, ap);
	va_end(ap);
	c->sum->faults++;
	if (c->sum->faults <= FAULTS_SHOWN)
		log_error(&c->app->log, "site/%s: %s", c->page, text);
	else if (c->sum->faults == FAULTS_SHOWN + 1)
		log_error(&c->app->log, "site: more than %d differences",
			  FAULTS_SHOWN);
}

/* `where` is part of the page; it says `seen` and should say `want`. */
static void same(struct check *c, const char *where, const char *what,
		 const char *seen, const char *want)
{
	c->sum->figures++;
	if (!seen)
		fault(c, "%s: no %s, it should be '%s'", where, what, want);
	else if (strcmp(seen, want) != 0)
		fault(c, "%s: %s is '%s', it should be '%s'", where, what, seen,
		      want);
}

static void same_int(struct check *c, const char *where, const char *what,
		     const char *seen, size_t want)
{
	char text[PHRASE_INT];

	same(c, where, what, seen, phrase_int(text, (int64_t)want));
}

static bool is_old(const struct check *c, const struct known *k)
{
	return k->year > 0 && k->year <= c->cat->old_year;
}

/* "sotkanet-228" as it stands in the ids of a page. */
static void id_of(char dst[ID_MAX], const struct indicator *ind)
{
	snprintf(dst, ID_MAX, "%s-%s", ind->source, ind->code);
	for (char *p = dst; *p; p++) {
		char one[2] = {*p, '\0'};

		if (!phrase_is_plain(one))
			*p = '_';
	}
}

/* --- the barometer --- */

static enum text reason_text(const struct known *k)
{
	if (strcmp(k->reason, "suppressed") == 0)
		return TEXT_BRIEF_SUPPRESSED;
	if (strcmp(k->reason, "not_applicable") == 0)
		return TEXT_BRIEF_NOT_APPLICABLE;
	if (strcmp(k->reason, "not_yet_published") == 0)
		return TEXT_BRIEF_NOT_YET;
	return TEXT_BRIEF_MISSING;
}

static void same_value(struct check *c, const char *id, const char *what,
		       const char *seen, const struct known *k, double v)
{
	struct buf want;

	buf_init(&want, 400);
	if (isfinite(v))
		measure_value(&want, &k->ind->measure, v, c->cat->lang);
	else
		buf_puts(&want, text_get(reason_text(k), c->cat->lang));
	same(c, id, what, seen, buf_str(&want));
	buf_release(&want);
}

static void check_row(struct check *c, const struct seen_row *r, const char *id,
		      const struct known *k)
{
	struct known beside = {.ind = k->ind}; /* without a reason of its own */
	struct buf word;

	same(c, id, "title", r->title, k->ind->title);
	same_int(c, id, "year", r->cell[SEEN_YEAR], (size_t)k->year);
	same_value(c, id, "value", r->cell[SEEN_OWN], k, k->own);
	same_value(c, id, "county", r->cell[SEEN_COUNTY], &beside, k->county);
	same_value(c, id, "country", r->cell[SEEN_COUNTRY], &beside,
		   k->country);
	if (r->median != k->median)
		fault(c, "%s: the country's figure is %smarked as a median", id,
		      r->median ? "" : "not ");
	if (is_old(c, k)) {
		if (r->cell[SEEN_TREND])
			fault(c, "%s: an old figure with a change", id);
		return;
	}
	buf_init(&word, 400);
	finding_word(&word, &k->finding, c->cat->lang);
	same(c, id, "change", r->cell[SEEN_TREND], buf_str(&word));
	buf_release(&word);
	if (k->finding.verdict == VERDICT_NONE)
		same(c, id, "years", r->cell[SEEN_N],
		     text_get(TEXT_BRIEF_T_NOT_TESTED, c->cat->lang));
	else
		same_int(c, id, "years", r->cell[SEEN_N], (size_t)k->finding.n);
}

static void check_rows(struct check *c, const struct seen *s)
{
	size_t wanted = 0;

	for (size_t i = 0; i < c->cat->n; i++) {
		const struct known *k = &c->known[i];
		char id[ID_MAX];
		size_t r = 0;

		if (k->year == 0)
			continue;
		wanted++;
		id_of(id, k->ind);
		while (r < s->row_n && strcmp(s->rows[r].id + 2, id) != 0)
			r++;
		if (r < s->row_n)
			check_row(c, &s->rows[r], id, k);
		else
			fault(c, "%s: not in the barometer", id);
	}
	if (s->row_n != wanted)
		fault(c, "the barometer has %zu rows, it should have %zu",
		      s->row_n, wanted);
}

/* --- the findings --- */

static enum group group_of(const struct check *c, const struct known *k)
{
	return k->year == 0 || is_old(c, k) ? GROUP_NONE
					    : finding_group(&k->finding);
}

static enum group class_group(const char *class)
{
	static const struct {
		const char *class;
		enum group group;
	} table[] = {
		{"find worse", GROUP_WORSE},      {"find better", GROUP_BETTER},
		{"find other wide", GROUP_OTHER}, {"find wide", GROUP_SMALL},
		{"find hint wide", GROUP_HINT},
	};

	for (size_t i = 0; i < ARRAY_LEN(table); i++)
		if (strcmp(class, table[i].class) == 0)
			return table[i].group;
	return GROUP_NONE;
}

static void check_find(struct check *c, const struct seen_find *f,
		       const struct known *k)
{
	enum lang lang = c->cat->lang;
	char id[ID_MAX];
	struct buf want;

	id_of(id, k->ind);
	buf_init(&want, BUF_MAX);
	buf_puts(&want, k->ind->title);
	sentence_add(&want, &k->finding, &k->ind->measure, lang);
	if (isfinite(k->own)) {
		buf_putc(&want, ' ');
		sentence_value(&want, &k->ind->measure, k->year, k->own,
			       k->country, k->median, lang);
	}
	same(c, id, "sentence", f->text, buf_str(&want));
	if (class_group(f->class) != group_of(c, k))
		fault(c, "%s: stands in the wrong box", id);
	buf_release(&want);
}

static void check_finds(struct check *c, const struct seen *s)
{
	for (size_t i = 0; i < s->find_n; i++) {
		const struct seen_find *f = &s->finds[i];
		const char *target = f->target ? f->target : "";
		char id[ID_MAX];
		size_t k = 0;

		for (; k < c->cat->n; k++) {
			id_of(id, &c->cat->list[k]);
			if (strlen(target) > 3 && strcmp(target + 3, id) == 0)
				break;
		}
		if (k < c->cat->n)
			check_find(c, f, &c->known[k]);
		else
			fault(c, "a finding about nothing known: '%s'",
			      f->text ? f->text : "");
	}
}

static void count_groups(struct check *c)
{
	memset(c->tally, 0, sizeof(c->tally));
	for (size_t i = 0; i < c->cat->n; i++) {
		const struct known *k = &c->known[i];

		if (k->year > 0 && !is_old(c, k) &&
		    finding_assessed(&k->finding))
			c->tally[group_of(c, k)]++;
	}
}

static void check_tally(struct check *c, const struct seen *s)
{
	const size_t want[SEEN_TALLY] = {
		c->tally[GROUP_WORSE],
		c->tally[GROUP_BETTER],
		c->tally[GROUP_OTHER],
		c->tally[GROUP_SMALL],
		c->tally[GROUP_NONE] + c->tally[GROUP_HINT],
	};
	size_t finds = tally_total(c->tally) - c->tally[GROUP_NONE];

	for (size_t i = 0; tally_total(c->tally) && i < SEEN_TALLY; i++)
		same_int(c, "at a glance", "count", s->tally[i], want[i]);
	if (s->find_n != finds)
		fault(c, "%zu findings, there should be %zu", s->find_n, finds);
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

static void check_frame(struct check *c, const struct seen *s, const char *name)
{
	struct buf date;

	buf_init(&date, 400);
	same(c, "page", "heading", s->h1, name);
	if (s->h1_n > 1)
		fault(c, "%zu headings of the first level", s->h1_n);
	same(c, "page", "language", s->lang, lang_name(c->cat->lang));
	same(c, "foot", "date", s->date, date_text(c->cat, &date));
	same(c, "foot", "content id", s->content_id, c->cat->content_id);
	if (!s->title || !*s->title)
		fault(c, "no title");
	if (s->junk)
		fault(c, "the word '%s'", s->junk);
	for (size_t i = 0; i < s->id_n; i++)
		for (size_t k = 0; k < i; k++)
			if (strcmp(s->ids[i], s->ids[k]) == 0) {
				fault(c, "the id '%s' twice", s->ids[i]);
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

	return xasprintf("%s/site/%.*s%.*s", c->app->var_dir, dir, c->page, len,
			 address);
}

static void check_fragment(struct check *c, const struct seen *s,
			   const char *address)
{
	const char *id = strchr(address, '#');
	const struct seen *in = s;

	if (!id)
		return;
	if (id > address)
		in = strncmp(address, "../index.html#", 14) == 0 ? c->front
								 : NULL;
	if (in && !seen_has_id(in, id + 1))
		fault(c, "a link to '%s', where there is nothing", address);
}

static void check_links(struct check *c, const struct seen *s)
{
	for (size_t i = 0; i < s->link_n; i++) {
		const struct seen_link *l = &s->links[i];
		struct stat st;
		char *path;

		if (strstr(l->address, "://") ||
		    strncmp(l->address, "//", 2) == 0)
			fault(c, "a link out of the site: '%s'", l->address);
		check_fragment(c, s, l->address);
		if (l->image && !l->alt)
			fault(c, "no text alternative for '%s'", l->address);
		if (l->address[0] == '#')
			continue;
		path = resolved(c, l->address);
		if (stat(path, &st) < 0)
			fault(c, "'%s' is not there", l->address);
		else if (st.st_size == 0)
			fault(c, "'%s' is empty", l->address);
		free(path);
	}
}

/* NULL, and a fault, where the page cannot be read. */
static struct seen *read_page(struct check *c)
{
	char *path = xasprintf("%s/site/%s", c->app->var_dir, c->page);
	struct seen *s = NULL;
	struct err why = {0};
	struct buf b;

	buf_init(&b, PAGE_MAX);
	if (!file_exists(path)) {
		fault(c, "not there");
	} else if (file_read(path, &b, &why) < 0) {
		fault(c, "%s", why.msg);
	} else {
		s = seen_read(buf_str(&b), b.len);
		c->sum->pages++;
	}
	buf_release(&b);
	free(path);
	return s;
}

/* --- the pages --- */

static int read_known(struct check *c, struct err *e)
{
	for (size_t i = 0; i < c->cat->n; i++)
		if (known_read(&c->known[i], c->set, &c->cat->list[i],
			       c->county->code, c->place->code, e) < 0)
			return -1;
	return 0;
}

/* The line of the front page about this place. */
static void check_line(struct check *c)
{
	char *href = xasprintf("kunta/%s.html", c->place->code);
	const size_t want[] = {c->tally[GROUP_WORSE], c->tally[GROUP_BETTER],
			       c->tally[GROUP_OTHER], tally_total(c->tally)};
	const char *page = c->page;
	size_t i = 0;

	c->page = "index.html";
	while (c->front && i < c->front->place_n &&
	       strcmp(c->front->places[i].href, href) != 0)
		i++;
	if (c->front && i < c->front->place_n) {
		same(c, href, "name", c->front->places[i].name, c->place->name);
		for (size_t k = 0; k < ARRAY_LEN(want); k++)
			same_int(c, href, "count", c->front->places[i].count[k],
				 want[k]);
	} else if (c->front) {
		fault(c, "%s: no link to it", href);
	}
	c->page = page;
	free(href);
}

static int check_place(struct check *c, struct err *e)
{
	char *page = xasprintf("kunta/%s.html", c->place->code);
	struct seen *s;
	int rc;

	c->page = page;
	s = read_page(c);
	rc = read_known(c, e);
	if (rc == 0) {
		count_groups(c);
		check_line(c);
	}
	if (rc == 0 && s) {
		check_frame(c, s, c->place->name);
		check_tally(c, s);
		check_finds(c, s);
		check_rows(c, s);
		check_links(c, s);
	}
	seen_free(s);
	free(page);
	return rc;
}

static int check_places(struct check *c, struct err *e)
{
	size_t done = 0, total = site_places(c->cat);

	for (size_t i = 0; i < c->cat->county_n; i++) {
		c->county = &c->cat->counties[i];
		for (size_t k = 0; k < c->county->n; k++) {
			c->place = &c->county->places[k];
			if (check_place(c, e) < 0)
				return -1;
			log_progress(&c->app->log, "check", ++done, total);
		}
	}
	return 0;
}

static void check_front(struct check *c)
{
	size_t want = site_places(c->cat);

	c->page = "index.html";
	c->front = read_page(c);
	if (!c->front)
		return;
	check_frame(c, c->front, text_get(TEXT_BRIEF_SITE, c->cat->lang));
	check_links(c, c->front);
	if (c->front->place_n != want)
		fault(c, "%zu municipalities, there should be %zu",
		      c->front->place_n, want);
}

int check_site(struct app *app, struct db *db, struct check_summary *out,
	       struct err *e)
{
	struct check c = {.app = app, .sum = out};
	bool begun = false;
	int rc = -1;

	*out = (struct check_summary){.pages = 0};
	if (site_snapshot(db, &begun, e) < 0 ||
	    site_catalog(&c.cat, app, db, e) < 0 ||
	    stmts_new(&c.set, db, &briefing_known_sql, e) < 0)
		goto out;
	c.known = xcalloc(c.cat->n + 1, sizeof(*c.known));
	check_front(&c);
	rc = check_places(&c, e);
out:
	stmts_free(c.set);
	if (begun)
		db_rollback(db);
	catalog_free(c.cat);
	seen_free(c.front);
	free(c.known);
	return rc;
}

/* See files.h. */
#include "lib/base.h"

#include "briefing/files.h"
#include "briefing/site.h"

struct listing {
	const struct files_wish *wish;
	char kind[20], code[20]; /* of the area */
	struct buf *out;
	const char *site;
	const char *folder; /* of the language */
	bool area_found, negotiation_found;
};

static void put(struct listing *s, const char *before, const char *name)
{
	static const char *const ends[] = {".html", ".pdf", ".csv", ".ics"};

	for (size_t i = 0; i < ARRAY_LEN(ends); i++) {
		buf_printf(s->out, "%s/%s%s%s%s", s->site, s->folder, before,
			   name, ends[i]);
		buf_putc(s->out, '\0');
	}
}

static bool is_area(const struct listing *s, const char *kind, const char *code)
{
	return s->wish->area && strcmp(s->kind, kind) == 0 &&
	       strcmp(s->code, code) == 0;
}

static void list_talks(struct listing *s, const struct talks *t)
{
	if (!s->wish->negotiation || strcmp(s->wish->negotiation, t->id) != 0)
		return;
	s->negotiation_found = true;
	put(s, "neuvottelu/", t->id);
	for (size_t i = 0; i < t->rounds.n; i++) {
		put(s, "katsaus/", t->rounds.list[i].stem);
		put(s, "katsaus/vertailu-", t->rounds.list[i].stem);
	}
}

static void list_county(struct listing *s, const struct county *k)
{
	if (is_area(s, "hyvinvointialue", k->code)) {
		s->area_found = true;
		put(s, "katsaus/hva-", k->code);
		put(s, "vuosikello/", k->code);
	}
	for (size_t i = 0; i < k->n; i++) {
		if (!is_area(s, "kunta", k->places[i].code))
			continue;
		s->area_found = true;
		put(s, "kunta/", s->code);
		put(s, "raportti/", s->code);
		put(s, "katsaus/kunta-", s->code);
	}
	for (size_t i = 0; i < k->talks_n; i++)
		list_talks(s, &k->talks[i]);
}

static void list_edition(struct listing *s, const struct catalog *c)
{
	s->folder = lang_folder(c->lang);
	if (!s->wish->area && !s->wish->negotiation)
		put(s, "", "index");
	for (size_t i = 0; i < c->county_n; i++)
		list_county(s, &c->counties[i]);
}

static int list_all(struct listing *s, struct app *app, struct db *db,
		    struct err *e)
{
	struct catalog *cats[LANG_N];
	bool any = false;

	if (site_catalogs(cats, app, db, e) < 0)
		return -1;
	for (int i = 0; i < LANG_N; i++) {
		const char *lang = lang_name((enum lang)i);

		if (!cats[i] ||
		    (s->wish->lang && strcmp(s->wish->lang, lang) != 0))
			continue;
		any = true;
		list_edition(s, cats[i]);
	}
	site_catalogs_free(cats);
	if (!any)
		return err_set(e, ERR_USAGE,
			       "--lang '%s': site.langs names no such language",
			       s->wish->lang);
	if (s->wish->area && !s->area_found)
		return err_set(e, ERR_USAGE,
			       "--area '%s': no municipality or wellbeing "
			       "services county with a page; `areas` tells the "
			       "codes",
			       s->wish->area);
	if (s->wish->negotiation && !s->negotiation_found)
		return err_set(e, ERR_USAGE,
			       "--negotiation '%s': none with a page; "
			       "`negotiation list` tells the ids",
			       s->wish->negotiation);
	return 0;
}

int files_list(struct buf *out, struct app *app, struct db *db,
	       const struct files_wish *wish, struct err *e)
{
	struct listing s = {.wish = wish, .out = out};
	enum lang known;
	char *site;
	int rc;

	if (app_lang_parse(wish->lang, &known, e) < 0)
		return -1;
	if (wish->area && app_area_option(wish->area, s.kind, sizeof(s.kind),
					  s.code, sizeof(s.code), e) < 0)
		return -1;
	site = app_var_path(app, "site");
	s.site = site;
	rc = list_all(&s, app, db, e);
	free(site);
	return rc < 0 ? -1 : buf_check(out, "the list of files", e);
}

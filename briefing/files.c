/* See files.h. */
#include "lib/base.h"

#include "briefing/files.h"
#include "briefing/site.h"

struct search_for {
	const struct files_order *order;
	char kind[20], code[20]; /* of the area */
	struct buf *out;
	const char *site;
	const char *folder; /* of the language */
	bool area_found, negotiation_found;
};

static void put(struct search_for *s, const char *before, const char *name)
{
	static const char *const ends[] = {".html", ".pdf", ".csv", ".ics"};

	for (size_t i = 0; i < ARRAY_LEN(ends); i++) {
		buf_printf(s->out, "%s/%s%s%s%s", s->site, s->folder, before,
			   name, ends[i]);
		buf_putc(s->out, '\0');
	}
}

static bool is_area(const struct search_for *s, const char *kind,
		    const char *code)
{
	return s->order->area && strcmp(s->kind, kind) == 0 &&
	       strcmp(s->code, code) == 0;
}

static void find_talks(struct search_for *s, const struct talks *t)
{
	if (!s->order->negotiation || strcmp(s->order->negotiation, t->id) != 0)
		return;
	s->negotiation_found = true;
	put(s, "neuvottelu/", t->id);
	for (size_t i = 0; i < t->rounds.n; i++) {
		put(s, "katsaus/", t->rounds.list[i].stem);
		put(s, "katsaus/vertailu-", t->rounds.list[i].stem);
	}
}

static void find_county(struct search_for *s, const struct county *k)
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
		find_talks(s, &k->talks[i]);
}

static void find_edition(struct search_for *s, const struct catalog *c)
{
	s->folder = lang_folder(c->lang);
	if (!s->order->area && !s->order->negotiation)
		put(s, "", "index");
	for (size_t i = 0; i < c->county_n; i++)
		find_county(s, &c->counties[i]);
}

static int find_all(struct search_for *s, struct app *app, struct db *db,
		    struct err *e)
{
	struct catalog *cats[LANG_N];
	bool any = false;

	if (site_catalogs(cats, app, db, e) < 0)
		return -1;
	for (int i = 0; i < LANG_N; i++) {
		const char *lang = lang_name((enum lang)i);

		if (!cats[i] ||
		    (s->order->lang && strcmp(s->order->lang, lang) != 0))
			continue;
		any = true;
		find_edition(s, cats[i]);
	}
	site_catalogs_free(cats);
	if (!any)
		return err_set(e, ERR_USAGE,
			       "--lang '%s': site.langs names no such language",
			       s->order->lang);
	if (s->order->area && !s->area_found)
		return err_set(e, ERR_USAGE,
			       "--area '%s': no municipality or wellbeing "
			       "services county with a page",
			       s->order->area);
	if (s->order->negotiation && !s->negotiation_found)
		return err_set(e, ERR_USAGE,
			       "--negotiation '%s': none with a page; "
			       "`negotiation list` tells the ids",
			       s->order->negotiation);
	return 0;
}

int files_find(struct buf *out, struct app *app, struct db *db,
	       const struct files_order *order, struct err *e)
{
	struct search_for s = {.order = order, .out = out};
	enum lang known;
	char *site;
	int rc;

	if (app_lang_parse(order->lang, &known, e) < 0)
		return -1;
	if (order->area && !app_area_parse(order->area, s.kind, sizeof(s.kind),
					   s.code, sizeof(s.code)))
		return err_set(e, ERR_USAGE,
			       "--area '%s': [KIND:]CODE is expected",
			       order->area);
	site = app_var_path(app, "site");
	s.site = site;
	rc = find_all(&s, app, db, e);
	free(site);
	return rc < 0 ? -1 : buf_check(out, "the list of files", e);
}

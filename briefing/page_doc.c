/*
 * The pages about the site: help, methods, data, accessibility. Their texts are
 * kept as files (doc.h); here their holes are filled.
 */
#include "lib/base.h"

#include "briefing/part.h"

static const struct {
	const char *page;
	enum text name, lead;
} docs[DOC_N] = {
	[DOC_HELP] = {"alkuun.html", TEXT_BRIEF_HELP, TEXT_BRIEF_HELP_LEAD},
	[DOC_METHODS] = {"menetelmat.html", TEXT_BRIEF_METHODS,
			 TEXT_BRIEF_METHODS_LEAD},
	[DOC_DATA] = {"tiedot.html", TEXT_BRIEF_DATA, TEXT_BRIEF_DATA_LEAD},
	[DOC_ACCESS] = {"saavutettavuus.html", TEXT_BRIEF_ACCESS,
			TEXT_BRIEF_ACCESS_LEAD},
};

const char *page_doc_name(enum doc d)
{
	return docs[d].page;
}

/* An e-mail address becomes a link; anything else stands as it was written. */
static void contact_add(struct buf *b, const char *contact, enum lang lang)
{
	const char *at = strchr(contact, '@');

	buf_puts(b, "<span data-fact=\"contact\">");
	if (!*contact) {
		part_text(b, lang, TEXT_BRIEF_NO_CONTACT);
	} else if (at && at != contact && at[1] && !strchr(at + 1, '@') &&
		   !contact[strcspn(contact, " \t<>\"'&?:/%")]) {
		buf_printf(b, "<a href=\"mailto:%s\">%s</a>", contact, contact);
	} else {
		text_html(b, contact);
	}
	buf_puts(b, "</span>");
}

/* --- who made the figures --- */

static int compare_terms(const void *a, const void *b)
{
	const struct indicator *const *x = a, *const *y = b;
	int d = phrase_compare((*x)->organisation, (*y)->organisation);

	return d ? d : strcmp((*x)->licence, (*y)->licence);
}

static void producer_row(struct buf *b, const struct catalog *c,
			 const struct indicator *ind, size_t n)
{
	const char *unknown = text_get(TEXT_BRIEF_UNKNOWN, c->lang);

	buf_puts(b, "<tr><th scope=\"row\">");
	text_html(b, *ind->organisation ? ind->organisation : unknown);
	buf_puts(b, "</th>\n");
	part_cell(b, "", text_get(TEXT_BRIEF_COL_LICENCE, c->lang));
	text_html(b, *ind->licence ? ind->licence : unknown);
	buf_puts(b, "</td>\n");
	part_cell(b, "n", text_get(TEXT_BRIEF_COL_COUNT, c->lang));
	buf_puts(b, "<span data-fact=\"producer ");
	text_html(b, ind->organisation);
	buf_puts(b, " / ");
	text_html(b, ind->licence);
	buf_printf(b, "\">%zu</span></td></tr>\n", n);
}

static void producers_add(struct buf *b, const struct catalog *c)
{
	const struct indicator **list = xcalloc(c->n + 1, sizeof(*list));
	size_t n = 0;

	for (size_t i = 0; i < c->n; i++)
		if (c->list[i].last_year > 0)
			list[n++] = &c->list[i];
	if (n > 0)
		qsort(list, n, sizeof(*list), compare_terms);
	buf_puts(b, "<table class=\"cards\">\n<caption class=\"hidden\">");
	part_text(b, c->lang, TEXT_BRIEF_PRODUCERS);
	buf_puts(b, "</caption>\n<thead><tr><th scope=\"col\">");
	part_text(b, c->lang, TEXT_BRIEF_COL_PRODUCER);
	buf_puts(b, "</th><th scope=\"col\">");
	part_text(b, c->lang, TEXT_BRIEF_COL_LICENCE);
	buf_puts(b, "</th><th scope=\"col\" class=\"n\">");
	part_text(b, c->lang, TEXT_BRIEF_COL_COUNT);
	buf_puts(b, "</th></tr></thead>\n<tbody>\n");
	for (size_t i = 0, end; i < n; i = end) {
		for (end = i + 1;
		     end < n && compare_terms(&list[i], &list[end]) == 0; end++)
			;
		producer_row(b, c, list[i], end - i);
	}
	buf_puts(b, "</tbody>\n</table>\n");
	free(list);
}

/* --- tables to take away --- */

static void twin_item(struct buf *b, const struct catalog *c, const char *kind,
		      const char *name, const char *title)
{
	buf_printf(b, "<li><a href=\"%sluvut/%s-%s.csv\">", c->up, kind, name);
	text_html(b, title);
	buf_puts(b, "</a></li>\n");
}

static void list_open(struct buf *b, enum lang lang, enum text t, size_t n)
{
	buf_puts(b, "<details class=\"more\"><summary>");
	part_text(b, lang, t);
	buf_printf(b, " (%zu)</summary>\n<ul>\n", n);
}

static void twins_add(struct buf *b, const struct catalog *c)
{
	size_t shown = 0, places = 0;

	for (size_t i = 0; i < c->county_n; i++)
		places += c->counties[i].n;
	for (size_t i = 0; i < c->n; i++)
		shown += c->list[i].shown;
	if (places > 0) {
		list_open(b, c->lang, TEXT_BRIEF_TWINS_PLACES, places);
		for (size_t i = 0; i < c->county_n; i++)
			for (size_t k = 0; k < c->counties[i].n; k++)
				twin_item(b, c, "kunta",
					  c->counties[i].places[k].code,
					  c->counties[i].places[k].name);
		buf_puts(b, "</ul>\n</details>\n");
	}
	if (shown > 0) {
		list_open(b, c->lang, TEXT_BRIEF_TWINS_INDICATORS, shown);
		for (size_t i = 0; i < c->n; i++) {
			const struct indicator *ind = &c->list[i];
			char *name;

			if (!ind->shown)
				continue;
			name = xasprintf("%s-%s", ind->source, ind->code);
			twin_item(b, c, "mittari", name, ind->title);
			free(name);
		}
		buf_puts(b, "</ul>\n</details>\n");
	}
}

void page_doc(struct buf *b, const struct catalog *c, enum doc d,
	      const char *contact)
{
	const char *text = doc_text(d, c->lang);
	struct buf who, producers, twins, cite, id;
	struct frame f = {
		.cat = c,
		.root = "",
		.self = docs[d].page,
		.name = text_get(docs[d].name, c->lang),
		.lead = text_get(docs[d].lead, c->lang),
		.alone = true,
	};
	struct doc_heading *parts = doc_headings(text, &f.part_n);
	struct buf *const all[] = {&who, &producers, &twins, &cite, &id};

	f.parts = parts;
	for (size_t i = 0; i < ARRAY_LEN(all); i++)
		buf_init(all[i], BUF_MAX);
	contact_add(&who, contact, c->lang);
	producers_add(&producers, c);
	twins_add(&twins, c);
	part_cite(&id, c, NULL);
	text_html(&cite, buf_str(&id));
	buf_clear(&id);
	text_html(&id, c->content_id);
	part_open(b, &f);
	buf_printf(b, "<div class=\"prose\">\n");
	doc_add(b, text,
		(const struct doc_slot[]){
			{"contact", buf_str(&who)},
			{"producers", buf_str(&producers)},
			{"twins", buf_str(&twins)},
			{"cite", buf_str(&cite)},
			{"id", buf_str(&id)},
			{"version", TILANNEKUVA_VERSION},
		},
		6);
	buf_puts(b, "</div>\n");
	part_close(b, &f);
	for (size_t i = 0; i < ARRAY_LEN(all); i++)
		buf_release(all[i]);
	doc_headings_free(parts, f.part_n);
}

#include "etl/diff_priorities.h"

#include "etl/negotiation.h"
#include "lib/file.h"

enum {
	ITEM_TEXT = 60 /* bytes of the longest id of a priority */
};

/* A priority, or a measure, and an indicator that tells of it. */
struct told {
	char *item, *indicator; /* owned */
	bool lent; /* a priority's: of a measure its own lines alone */
};

struct line {
	char *indicator, *text; /* owned */
	char *item;             /* owned; NULL: of each */
};

struct diff_priorities {
	struct negotiation negotiation;
	struct told *told;
	size_t told_n;
	struct line *lines;
	size_t lines_n;
	struct buf indicators;
};

void diff_priorities_free(struct diff_priorities *d)
{
	size_t i;

	if (!d)
		return;
	for (i = 0; i < d->told_n; i++) {
		free(d->told[i].item);
		free(d->told[i].indicator);
	}
	for (i = 0; i < d->lines_n; i++) {
		free(d->lines[i].indicator);
		free(d->lines[i].text);
		free(d->lines[i].item);
	}
	free(d->told);
	free(d->lines);
	buf_release(&d->indicators);
	negotiation_release(&d->negotiation);
	free(d);
}

static bool is_told(const struct diff_priorities *d, const char *item,
		    const char *indicator)
{
	size_t i;

	for (i = 0; i < d->told_n; i++)
		if (strcmp(d->told[i].indicator, indicator) == 0 &&
		    (!item || strcmp(d->told[i].item, item) == 0))
			return true;
	return false;
}

/* list: indicators of a canonical cell. */
static void add(struct diff_priorities *d, const char *item, const char *list,
		bool lent)
{
	char one[2 * INDICATOR_TEXT];

	while (kept_next(&list, " ", one, sizeof(one))) {
		if (is_told(d, item, one))
			continue;
		if (!is_told(d, NULL, one))
			buf_printf(&d->indicators, "%s%s",
				   d->indicators.len ? "," : "", one);
		d->told =
			xreallocarray(d->told, d->told_n + 1, sizeof(*d->told));
		d->told[d->told_n++] =
			(struct told){xstrdup(item), xstrdup(one), lent};
	}
}

/* What is linked to a priority tells of item. */
static void add_links(struct diff_priorities *d, const char *item,
		      const char *priority, bool lent)
{
	const struct kept *l = &d->negotiation.table[TABLE_LINKS];
	size_t i;

	for (i = 0; i < l->n; i++)
		if (strcmp(kept_cell(l, i, L_PRIORITY), priority) == 0)
			add(d, item, kept_cell(l, i, L_INDICATOR), lent);
}

static void read_links(struct diff_priorities *d)
{
	const struct kept *p = &d->negotiation.table[TABLE_PRIORITIES];
	const struct kept *m = &d->negotiation.table[TABLE_MEASURES];
	size_t i;

	for (i = 0; i < p->n; i++)
		add_links(d, kept_cell(p, i, P_ID), kept_cell(p, i, P_ID),
			  false);
	for (i = 0; i < m->n; i++) {
		const char *id = kept_cell(m, i, M_ID);
		const char *of = kept_cell(m, i, M_PRIORITIES);
		char one[ITEM_TEXT];

		add(d, id, kept_cell(m, i, M_INDICATORS), false);
		while (kept_next(&of, " ", one, sizeof(one)))
			add_links(d, id, one, true);
	}
}

int diff_priorities_new(struct diff_priorities **out, struct app *app,
			const char *id, struct err *e)
{
	struct diff_priorities *d = xcalloc(1, sizeof(*d));
	char *name = xasprintf("negotiations/%s", id);
	char *dir = app_config_path(app, name);
	int rc = -1;

	buf_init(&d->indicators, BUF_MAX);
	if (!id[0] || strchr(id, '/') || id[0] == '.' || !file_exists(dir)) {
		(void)err_set(e, ERR_USAGE,
			      "--negotiation '%s': see `tilannekuva "
			      "negotiation list`",
			      id);
		goto out;
	}
	if (negotiation_read(&d->negotiation, dir, e) < 0)
		goto out;
	read_links(d);
	if (d->told_n == 0)
		(void)err_set(e, ERR_CONFIG, "%s: no indicator tells of it",
			      dir);
	else
		rc = 0;
out:
	if (rc < 0)
		diff_priorities_free(d);
	else
		*out = d;
	free(dir);
	free(name);
	return rc;
}

const char *diff_priorities_id(const struct diff_priorities *d)
{
	return d->negotiation.id;
}

const char *diff_priorities_day(const struct diff_priorities *d)
{
	const struct kept *k = &d->negotiation.table[TABLE_NEGOTIATION];

	return k->n ? kept_cell(k, 0, N_DATE) : "";
}

const char *diff_priorities_indicators(const struct diff_priorities *d)
{
	return buf_str(&d->indicators);
}

void diff_priorities_keep(struct diff_priorities *d, const struct finding *f,
			  const char *line)
{
	if ((d->lines_n & (d->lines_n - 1)) == 0)
		d->lines =
			xreallocarray(d->lines, d->lines_n ? 2 * d->lines_n : 1,
				      sizeof(*d->lines));
	d->lines[d->lines_n++] =
		(struct line){xasprintf("%s:%s", f->source, f->indicator),
			      xstrdup(line), f->item ? xstrdup(f->item) : NULL};
}

static bool is_of(const struct line *l, const struct told *t)
{
	if (strcmp(l->indicator, t->indicator) != 0)
		return false;
	return l->item ? strcmp(l->item, t->item) == 0 : !t->lent;
}

void diff_priorities_print(const struct diff_priorities *d, FILE *out)
{
	size_t i, j;

	for (i = 0; i < d->told_n; i++) {
		const struct told *t = &d->told[i];

		for (j = 0; j < d->lines_n; j++)
			if (is_of(&d->lines[j], t))
				(void)fprintf(out, "%s\t%s", t->item,
					      d->lines[j].text);
	}
}

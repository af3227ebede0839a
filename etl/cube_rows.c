#include "etl/cube_rows.h"

#include "etl/cube_request.h"
#include "etl/turn.h"
#include "lib/csv.h"
#include "lib/http.h"

enum {
	C_ID,
	C_URL,
	C_METRIC,
	C_FIXED,
	C_COUNT
};

static const struct csv_column columns[C_COUNT] = {
	[C_ID] = {"id", true},
	[C_URL] = {"url", true},
	[C_METRIC] = {"metric", false},
	[C_FIXED] = {"fixed", false},
};

/* What taking rows needs. */
struct taking {
	const char *base; /* borrowed: of addresses that are not whole */
	struct cube_rows rows;
};

static const char *base_of(const struct app *app, const struct source *s)
{
	char name[80];

	(void)snprintf(name, sizeof(name), "%s.url", s->name);
	return conf_knows(app->conf, name) ? conf_text(app->conf, name) : "";
}

bool cube_source_is_on(const struct app *app, const struct source *s)
{
	return s->table && base_of(app, s)[0];
}

/* NULL where it is none that may be asked. */
static char *whole_address(const char *base, const char *cell)
{
	bool whole = strncmp(cell, "https://", 8) == 0 ||
		     strncmp(cell, "http://", 7) == 0;
	bool slash = base[0] && base[strlen(base) - 1] == '/';
	char *url = whole ? xstrdup(cell)
			  : xasprintf("%s%s%s", base, slash ? "" : "/", cell);

	if (cell[0] && !strpbrk(url, " #\t") && http_allowed(url, NULL) == 0)
		return url;
	free(url);
	return NULL;
}

static int take_row(void *ctx, const struct csv_row *row, struct err *e)
{
	struct taking *t = ctx;
	struct cube_rows *r = &t->rows;
	const char *id = row->cells[C_ID];
	char *url;
	size_t i;

	if (!cube_code_is_fit(id, strlen(id)))
		return csv_cell_error(row, C_ID,
				      "at most 63 of a-z, A-Z, 0-9, '.', '_' "
				      "and '-' are expected",
				      e);
	for (i = 0; i < r->n; i++)
		if (strcmp(r->list[i].id, id) == 0)
			return csv_cell_error(row, C_ID,
					      "an indicator is expected once, "
					      "this one stands above already",
					      e);
	url = whole_address(t->base, row->cells[C_URL]);
	if (!url)
		return csv_cell_error(row, C_URL,
				      "an address is expected: https, or "
				      "behind the source's own (setting url)",
				      e);
	r->list = xreallocarray(r->list, r->n + 1, sizeof(*r->list));
	r->list[r->n++] =
		(struct cube_row){.id = xstrdup(id),
				  .url = url,
				  .metric = xstrdup(row->cells[C_METRIC]),
				  .fixed = xstrdup(row->cells[C_FIXED])};
	return 0;
}

int cube_rows_read(struct app *app, const struct source *s,
		   struct cube_rows *out, struct err *e)
{
	char *path = app_config_path(app, s->table);
	const struct csv_spec spec = {path, columns, C_COUNT, true};
	struct taking t = {.base = base_of(app, s)};
	int rc = csv_read_file(path, &spec, take_row, &t, e);

	free(path);
	if (rc < 0) {
		if (e)
			e->code = ERR_CONFIG;
		cube_rows_release(&t.rows);
		return -1;
	}
	*out = t.rows;
	return 0;
}

/* Whether --indicator "127,pxweb:a.b" names the row. */
static bool is_named(const struct turn *t, const struct cube_row *row)
{
	char *want = xasprintf("%s:%s", t->source->name, row->id);
	const char *s;
	size_t len;
	bool found = false;

	for (s = t->o->indicators; !found; s += len + 1) {
		len = strcspn(s, ",");
		found = strlen(want) == len && memcmp(s, want, len) == 0;
		if (s[len] == '\0')
			break;
	}
	free(want);
	return found;
}

int cube_rows_due(const struct turn *t, struct cube_rows *out, struct err *e)
{
	const char *const *named = t->o->sources;
	struct cube_rows all;
	size_t i;

	if (!cube_source_is_on(t->app, t->source)) {
		for (; named && *named; named++)
			if (strcmp(*named, t->source->name) == 0)
				return err_set(e, ERR_USAGE,
					       "setting %s.url is empty: %s is "
					       "not asked",
					       t->source->name,
					       t->source->title);
		return 0;
	}
	if (cube_rows_read(t->app, t->source, &all, e) < 0)
		return -1;
	*out = (struct cube_rows){0};
	for (i = 0; i < all.n; i++) {
		if (t->o->indicators && !is_named(t, &all.list[i]))
			continue;
		out->list = xreallocarray(out->list, out->n + 1,
					  sizeof(*out->list));
		out->list[out->n++] = all.list[i];
		all.list[i] = (struct cube_row){0};
	}
	cube_rows_release(&all);
	return out->n > 0;
}

static int ask_row(struct turn *t, const struct cube_row *row, struct err *e)
{
	struct request r = {.kind = ANSWER_FIGURES, .url = row->url};
	struct answer a = {0};
	int rc;

	(void)snprintf(r.indicator, sizeof(r.indicator), "%s", row->id);
	memset(r.year, true, sizeof(r.year));
	memset(r.sex, true, sizeof(r.sex));
	rc = turn_ask(t, &r, NULL, "followed: each night", &a, e);
	if (rc == 0)
		answer_release(&a);
	return rc < 0 ? -1 : 0;
}

int cube_rows_visit(struct turn *t, struct err *e)
{
	struct cube_rows rows = {0};
	size_t i;
	int rc = cube_rows_due(t, &rows, e);

	if (rc <= 0)
		return rc;
	rc = turn_open(t, e);
	for (i = 0; rc == 0 && i < rows.n; i++) {
		if (turn_is_over(t, rows.n - i))
			break;
		rc = ask_row(t, &rows.list[i], e);
		log_progress(&t->app->log, "fetch", i + 1, rows.n);
	}
	cube_rows_release(&rows);
	return rc;
}

void cube_rows_release(struct cube_rows *r)
{
	size_t i;

	for (i = 0; i < r->n; i++) {
		free(r->list[i].id);
		free(r->list[i].url);
		free(r->list[i].metric);
		free(r->list[i].fixed);
	}
	free(r->list);
	*r = (struct cube_rows){0};
}

#include "etl/negotiation.h"

#include <sys/stat.h>

#include "etl/archive.h"
#include "lib/file.h"

/* --- a folder --------------------------------------------------------------
 */

static bool ends_in_csv(const char *name)
{
	size_t len = strlen(name);

	return len > 4 && strcasecmp(name + len - 4, ".csv") == 0;
}

/* A table whose name is not one of ours would be passed over in silence. */
static int known_file(void *ctx, const char *name, struct err *e)
{
	const char *dir = ctx;
	struct buf b;
	size_t i, len = strlen(name);

	if (!ends_in_csv(name) || name[0] == '.' || name[0] == '~')
		return 0;
	for (i = 0; i < NEGOTIATION_TABLES; i++)
		if (strlen(negotiation_specs[i].name) == len - 4 &&
		    strncmp(negotiation_specs[i].name, name, len - 4) == 0)
			return 0;
	buf_init(&b, 2000);
	for (i = 0; i < NEGOTIATION_TABLES; i++)
		buf_printf(&b, " %s.csv", negotiation_specs[i].name);
	(void)err_set(e, ERR_CONFIG,
		      "%s/%s: no table of a negotiation has that name: rename "
		      "it or take it away; these are known:%s",
		      dir, name, buf_str(&b));
	buf_release(&b);
	return -1;
}

/* config/negotiations/PH-2025 -> PH-2025, also with a slash behind it. */
static char *folder_name(const char *dir)
{
	size_t len = strlen(dir), from;

	while (len > 1 && dir[len - 1] == '/')
		len--;
	for (from = len; from > 0 && dir[from - 1] != '/'; from--)
		;
	return xstrndup(dir + from, len - from);
}

static int read_table(struct kept *out, const char *dir, size_t i,
		      struct err *e)
{
	char *path = xasprintf("%s/%s.csv", dir, negotiation_specs[i].name);
	bool needed = i == TABLE_NEGOTIATION || i == TABLE_PRIORITIES;
	int rc;

	if (needed && !file_exists(path))
		rc = err_set(e, ERR_CONFIG,
			     "%s: there is no such file, and a negotiation "
			     "needs it",
			     path);
	else
		rc = kept_read(out, &negotiation_specs[i], path, e);
	free(path);
	return rc;
}

static int list_folder(const char *dir, struct err *e)
{
	struct err own = {0};
	char *path = xstrdup(dir); /* a context is not const */
	int rc = file_list(dir, known_file, path, &own);

	free(path);
	return rc < 0 ? err_set(e, ERR_CONFIG, "%s", own.msg) : 0;
}

int negotiation_read(struct negotiation *out, const char *dir, struct err *e)
{
	size_t i;

	*out = (struct negotiation){.id = folder_name(dir),
				    .dir = xstrdup(dir)};
	if (list_folder(dir, e) < 0)
		return -1;
	for (i = 0; i < NEGOTIATION_TABLES; i++)
		if (read_table(&out->table[i], dir, i, e) < 0)
			return -1;
	return negotiation_check(out, e);
}

void negotiation_release(struct negotiation *n)
{
	size_t i;

	for (i = 0; i < NEGOTIATION_TABLES; i++)
		kept_release(&n->table[i]);
	free(n->id);
	free(n->dir);
	*n = (struct negotiation){0};
}

void negotiation_complain(const char *dir,
			  void (*bad)(void *ctx, const char *what), void *ctx)
{
	struct negotiation n = {.id = folder_name(dir), .dir = xstrdup(dir)};
	struct err e = {0};
	bool whole = true;
	size_t i;

	if (list_folder(dir, &e) < 0)
		bad(ctx, e.msg);
	for (i = 0; i < NEGOTIATION_TABLES; i++) {
		err_clear(&e);
		if (read_table(&n.table[i], dir, i, &e) == 0)
			continue;
		bad(ctx, e.msg);
		whole = false;
	}
	err_clear(&e);
	if (whole && negotiation_check(&n, &e) < 0)
		bad(ctx, e.msg);
	negotiation_release(&n);
}

bool negotiation_agreed(const struct negotiation *n)
{
	const struct kept *k = &n->table[TABLE_NEGOTIATION];

	return k->n && strcmp(kept_cell(k, 0, N_STATUS), "agreed") == 0;
}

/* --- all of them -----------------------------------------------------------
 */

struct names {
	const char *dir;
	char **list;
	size_t n;
};

static int take_name(void *ctx, const char *name, struct err *e)
{
	struct names *t = ctx;
	char *path = xasprintf("%s/%s", t->dir, name);
	struct stat st;

	(void)e;
	if (name[0] != '.' && stat(path, &st) == 0 && S_ISDIR(st.st_mode)) {
		t->list = xreallocarray(t->list, t->n + 1, sizeof(*t->list));
		t->list[t->n++] = xstrdup(name);
	}
	free(path);
	return 0;
}

int negotiations_list(struct app *app, char ***out, size_t *n, struct err *e)
{
	char *dir = app_config_path(app, "negotiations");
	struct names t = {.dir = dir};
	struct err own = {0};
	int rc = 0;

	if (file_exists(dir))
		rc = file_list(dir, take_name, &t, &own);
	free(dir);
	if (rc < 0)
		return err_set(e, ERR_CONFIG, "%s", own.msg);
	*out = t.list;
	*n = t.n;
	return 0;
}

/* Whether the folder says of itself that it is a draft; it may be wrong in
 * every other way. */
static bool is_draft(const struct negotiation *n)
{
	return n->table[TABLE_NEGOTIATION].n == 1 && !negotiation_agreed(n);
}

/* A draft's date is not filled in yet, so that its own table cannot be read as
 * it must be once it is agreed. */
bool negotiation_is_draft(const char *dir)
{
	struct kept_column columns[N_SOURCE + 1];
	struct kept_spec spec = negotiation_specs[TABLE_NEGOTIATION];
	char *path = xasprintf("%s/%s.csv", dir, spec.name);
	struct kept k = {0};
	struct err none = {0};
	bool draft = false;
	size_t i;

	for (i = 0; i < spec.n; i++) {
		columns[i] = spec.columns[i];
		columns[i].kind = KEPT_TEXT;
		columns[i].filled = false;
	}
	spec.columns = columns;
	if (kept_read(&k, &spec, path, &none) == 0) {
		draft = k.n == 1 &&
			strcmp(kept_cell(&k, 0, N_STATUS), "draft") == 0;
		kept_release(&k);
	}
	free(path);
	return draft;
}

static int read_one(struct negotiations *all, const char *dir, struct err *e)
{
	struct negotiation n = {0};
	struct err own = {0};
	int rc = negotiation_read(&n, dir, &own);

	if (rc < 0 && negotiation_is_draft(dir)) {
		negotiation_release(&n);
		return 0;
	}
	if (rc < 0 || is_draft(&n)) {
		negotiation_release(&n);
		return rc < 0 ? err_set(e, own.code, "%s", own.msg) : 0;
	}
	all->list = xreallocarray(all->list, all->n + 1, sizeof(*all->list));
	all->list[all->n++] = n;
	return 0;
}

static int check_calendar(const struct negotiations *n, struct err *e)
{
	const struct kept *k = &n->calendar;
	size_t i, j;

	for (i = 0; i < k->n; i++) {
		const char *of = kept_cell(k, i, C_NEGOTIATION);

		for (j = 0; j < n->n && strcmp(n->list[j].id, of) != 0; j++)
			;
		if (of[0] && j == n->n)
			return kept_error(k, i, C_NEGOTIATION, e,
					  "the name of an agreed folder of "
					  "config/negotiations is expected");
		if (strcmp(kept_cell(k, i, C_REPEATS), "once") == 0 &&
		    !kept_cell(k, i, C_DATE)[0])
			return kept_error(k, i, C_DATE, e,
					  "what happens once has a date");
	}
	return 0;
}

int negotiations_read(struct app *app, struct negotiations *out, struct err *e)
{
	char *calendar = app_config_path(app, "calendar.csv");
	struct negotiations all = {0};
	char **name = NULL;
	size_t n = 0, i;
	int rc = negotiations_list(app, &name, &n, e);

	for (i = 0; i < n; i++) {
		char *under = xasprintf("negotiations/%s", name[i]);
		char *dir = app_config_path(app, under);

		if (rc == 0)
			rc = read_one(&all, dir, e);
		free(under);
		free(dir);
		free(name[i]);
	}
	free(name);
	if (rc == 0)
		rc = kept_read(&all.calendar, &calendar_spec, calendar, e);
	if (rc == 0)
		rc = check_calendar(&all, e);
	free(calendar);
	if (rc < 0)
		negotiations_release(&all);
	else
		*out = all;
	return rc;
}

void negotiations_release(struct negotiations *n)
{
	size_t i;

	for (i = 0; i < n->n; i++)
		negotiation_release(&n->list[i]);
	free(n->list);
	kept_release(&n->calendar);
	*n = (struct negotiations){0};
}

int negotiations_load(struct app *app, struct archive *a, struct db *db,
		      const struct followed_list *followed, const char *until,
		      struct err *e)
{
	struct negotiations n = {0};
	int rc = -1;

	if (negotiations_read(app, &n, e) < 0)
		return -1;
	if (negotiations_resolve(&n, db, a, followed, e) == 0 &&
	    followup_check(&n, a, app->now, e) == 0)
		rc = negotiations_store(&n, db, until, e);
	negotiations_release(&n);
	return rc;
}

#include "etl/tables.h"

#include "lib/file.h"
#include "lib/hash.h"

int tables_read(struct tables *t, struct app *app, struct err *e)
{
	return followed_read(app, &t->followed, e) < 0 ||
			       background_read(app, &t->background, e) < 0
		       ? -1
		       : tables_read_areas(t, app, e);
}

int tables_read_areas(struct tables *t, struct app *app, struct err *e)
{
	return mergers_read(app, &t->mergers, e) < 0
		       ? -1
		       : own_areas_read(app, &t->own, e);
}

void tables_release(struct tables *t)
{
	own_areas_release(&t->own);
	mergers_release(&t->mergers);
	background_release(&t->background);
	followed_release(&t->followed);
}

static int digest(struct app *app, char dst[HASH_HEX], struct err *e)
{
	static const char *const files[] = {"mergers.csv", "areas.csv"};
	struct buf b;
	size_t i;
	int rc = 0;

	buf_init(&b, BUF_MAX);
	for (i = 0; rc == 0 && i < ARRAY_LEN(files); i++) {
		char *path = app_config_path(app, files[i]);

		buf_printf(&b, "%s\n", files[i]);
		if (file_exists(path))
			rc = file_read(path, &b, e);
		free(path);
	}
	if (rc == 0)
		(void)hash_hex(dst, buf_str(&b), b.len);
	buf_release(&b);
	return rc;
}

int tables_remember(struct app *app, struct db *db, struct err *e)
{
	char now[HASH_HEX];

	return digest(app, now, e) < 0 ? -1 : store_put(db, "register", now, e);
}

int tables_are_new(struct app *app, struct db *db, bool *out, struct err *e)
{
	char now[HASH_HEX], held[HASH_HEX];

	if (digest(app, now, e) < 0 ||
	    store_get(db, "register", held, sizeof(held), e) < 0)
		return -1;
	*out = strcmp(now, held) != 0;
	return 0;
}

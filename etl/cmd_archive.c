/*
 * `archive verify`, `archive backup FILE`: look after the sacred store.
 */
#include "etl/archive.h"
#include "etl/etl.h"

struct findings {
	struct app *app;
	size_t n;
};

static void found(void *ctx, const char *what)
{
	struct findings *f = ctx;

	log_error(&f->app->log, "archive: %s", what);
	f->n++;
}

static int verify(struct app *app, struct archive *a, struct err *e)
{
	struct findings f = {.app = app};
	int64_t bodies = 0;

	if (archive_verify(a, found, &f, &bodies, e) < 0)
		return -1;
	printf("%lld bodies, %zu damaged\n", (long long)bodies, f.n);
	if (f.n)
		return err_set(e, ERR_DATA, "%zu findings", f.n);
	return 0;
}

int etl_archive_copy(struct app *app, const char *path, struct err *e)
{
	struct archive *a = NULL;
	int rc = archive_open_read(&a, app, e);

	if (rc == 0)
		rc = archive_backup(a, path, e);
	archive_close(a);
	return rc;
}

static int archive_main(struct app *app, int argc, char **argv)
{
	struct archive *a = NULL;
	struct err e = {0};
	bool backup;
	int rc;

	rc = opt_parse(NULL, 0, &argc, argv, &e);
	backup = argc == 3 && strcmp(argv[1], "backup") == 0;
	if (rc == 0 && !backup &&
	    !(argc == 2 && strcmp(argv[1], "verify") == 0))
		rc = err_set(&e, ERR_USAGE,
			     "`verify` or `backup FILE` is expected");
	if (rc == 0)
		rc = archive_open_read(&a, app, &e);
	if (rc == 0)
		rc = backup ? archive_backup(a, argv[2], &e)
			    : verify(app, a, &e);
	archive_close(a);
	return rc < 0 ? cmd_fail(app, &cmd_archive, &e) : EXIT_OK;
}

const struct cmd cmd_archive = {
	.name = "archive",
	.synopsis = "verify | backup FILE",
	.summary = "look after the archive",
	.help = "  verify       read every body back and compare its hash\n"
		"  backup FILE  a consistent copy of the whole\n",
	.run = archive_main,
};

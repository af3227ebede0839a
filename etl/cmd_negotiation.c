/*
 * `negotiation`: what was agreed, in config/ (list, check, new) and as it was
 * loaded (show).
 */
#include "etl/archive.h"
#include "etl/etl.h"
#include "etl/followed.h"
#include "etl/negotiation.h"
#include "etl/negotiation_new.h"
#include "etl/negotiation_show.h"
#include "etl/tsv.h"
#include "lib/file.h"

enum {
	O_LANG,
	O_FROM,
	O_AREA,
	O_COUNT
};

static char *folder(struct app *app, const char *id)
{
	char *under = xasprintf("negotiations/%s", id);
	char *dir = app_config_path(app, under);

	free(under);
	return dir;
}

/* --- list ------------------------------------------------------------------
 */

/* "09" of "hyvinvointialue:09". */
static const char *bare_code(const char *area)
{
	const char *colon = strchr(area, ':');

	return colon ? colon + 1 : area;
}

static void list_row(const struct negotiation *n, bool whole)
{
	const struct kept *k = &n->table[TABLE_NEGOTIATION];
	struct buf b;

	buf_init(&b, BUF_MAX);
	tsv_cell(&b, n->id);
	buf_printf(&b, "\t%s\t%s\t%s\t%zu\t%zu\t%zu\t%s\t",
		   whole ? kept_cell(k, 0, N_STATUS) : "wrong",
		   whole ? bare_code(kept_cell(k, 0, N_COUNTY)) : "",
		   whole ? kept_cell(k, 0, N_DATE) : "",
		   n->table[TABLE_ROUNDS].n, n->table[TABLE_PRIORITIES].n,
		   n->table[TABLE_MEASURES].n,
		   whole ? kept_cell(k, 0, N_VOTES) : "");
	tsv_cell(&b, whole ? kept_cell(k, 0, N_TITLE) : "");
	puts(buf_str(&b));
	buf_release(&b);
}

static int list(struct app *app, bool *incomplete, struct err *e)
{
	char **name = NULL;
	size_t n = 0, i;

	if (negotiations_list(app, &name, &n, e) < 0)
		return -1;
	puts("negotiation\tstatus\tcounty\tdate\trounds\tpriorities\tmeasures\t"
	     "votes\ttitle");
	for (i = 0; i < n; i++) {
		char *dir = folder(app, name[i]);
		struct negotiation one = {0};
		struct err own = {0};
		int rc = negotiation_read(&one, dir, &own);

		list_row(&one, rc == 0);
		if (rc < 0)
			log_warn(&app->log, "%s", own.msg);
		*incomplete |= rc < 0;
		negotiation_release(&one);
		free(dir);
		free(name[i]);
	}
	free(name);
	return 0;
}

/* --- check -----------------------------------------------------------------
 */

struct checking {
	struct app *app;
	struct db *db;           /* NULL: no store yet */
	struct archive *archive; /* NULL: none yet */
	struct followed_list followed;
	size_t wrong;
	const char *draft; /* the id of one: what it lacks is no error; NULL */
};

static void say_wrong(void *ctx, const char *what)
{
	struct checking *c = ctx;

	if (c->draft) {
		printf("%s\tdraft\t\t%s\n", c->draft, what);
		return;
	}
	log_error(&c->app->log, "%s", what);
	c->wrong++;
}

static void note(const struct negotiation *n, enum negotiation_table t,
		 size_t row, const char *what)
{
	const struct kept *k = &n->table[t];

	printf("%s\tnote\t%s.csv row %zu\t%s: %s\n", n->id, k->spec->name,
	       k->rows[row].line, kept_cell(k, row, 0), what);
}

/* What is not wrong and yet worth a look before the next negotiation. */
static void print_notes(const struct negotiation *n)
{
	const struct kept *m = &n->table[TABLE_MEASURES];
	const struct kept *p = &n->table[TABLE_PRIORITIES];
	size_t i, j;

	for (i = 0; i < p->n; i++) {
		const char *id = kept_cell(p, i, P_ID);
		bool told = false;

		for (j = 0; j < n->table[TABLE_LINKS].n; j++)
			told |= strcmp(kept_cell(&n->table[TABLE_LINKS], j,
						 L_PRIORITY),
				       id) == 0;
		for (j = 0; j < n->table[TABLE_ITEMS].n; j++)
			told |= strcmp(kept_cell(&n->table[TABLE_ITEMS], j,
						 I_PRIORITY),
				       id) == 0;
		if (!told)
			note(n, TABLE_PRIORITIES, i,
			     "no indicator and no item tells of it");
	}
	for (i = 0; i < m->n; i++) {
		if (!kept_cell(m, i, M_RESPONSIBLE)[0])
			note(n, TABLE_MEASURES, i, "nobody is responsible");
		if (!kept_cell(m, i, M_DUE)[0])
			note(n, TABLE_MEASURES, i, "no day by which");
	}
}

static void print_summary(const struct negotiation *n)
{
	size_t t;

	printf("%s\tok\t%s\t", n->id,
	       kept_cell(&n->table[TABLE_NEGOTIATION], 0, N_STATUS));
	for (t = TABLE_ROUNDS; t < NEGOTIATION_TABLES; t++)
		printf("%s%s %zu", t > TABLE_ROUNDS ? ", " : "",
		       n->table[t].spec->name, n->table[t].n);
	putchar('\n');
}

/* The same checks as a load makes. */
static int check_known(struct checking *c, struct negotiation *n, struct err *e)
{
	struct negotiations all = {.list = n, .n = 1};

	if (negotiation_resolve(n, c->db, c->archive, &c->followed, e) < 0)
		return -1;
	return c->archive ? followup_check(&all, c->archive, c->app->now, e)
			  : 0;
}

static void check_folder(struct checking *c, const char *dir)
{
	struct negotiation n = {0};
	struct err e = {0};

	if (negotiation_read(&n, dir, &e) < 0) {
		negotiation_complain(dir, say_wrong, c);
	} else if (check_known(c, &n, &e) < 0) {
		say_wrong(c, e.msg);
	} else {
		print_summary(&n);
		print_notes(&n);
	}
	negotiation_release(&n);
}

static int check_all(struct checking *c, struct err *e)
{
	struct negotiations all = {0};
	char **name = NULL;
	size_t n = 0, i;

	if (negotiations_list(c->app, &name, &n, e) < 0)
		return -1;
	for (i = 0; i < n; i++) {
		char *dir = folder(c->app, name[i]);

		c->draft = negotiation_is_draft(dir) ? name[i] : NULL;
		check_folder(c, dir);
		free(dir);
		free(name[i]);
	}
	free(name);
	/* the calendar too, once the folders are right */
	if (c->wrong == 0) {
		if (negotiations_read(c->app, &all, e) < 0)
			return -1;
		if (negotiations_resolve(&all, c->db, c->archive, &c->followed,
					 e) < 0) {
			negotiations_release(&all);
			return -1;
		}
		negotiations_release(&all);
	}
	return 0;
}

static int check(struct app *app, const char *which, struct err *e)
{
	struct checking c = {.app = app};
	struct err none = {0};
	char *dir;
	int rc = followed_read(app, &c.followed, e);

	if (rc == 0 && app_store_open(app, DB_READ, &c.db, &none) < 0)
		log_info(&app->log,
			 "there is no store yet: codes of areas are checked "
			 "when there is one");
	err_clear(&none);
	if (rc == 0 && archive_open_read(&c.archive, app, &none) < 0)
		c.archive = NULL; /* nothing was loaded yet */
	if (rc == 0 && which) {
		dir = strchr(which, '/') ? xstrdup(which) : folder(app, which);
		check_folder(&c, dir);
		free(dir);
	} else if (rc == 0) {
		rc = check_all(&c, e);
	}
	archive_close(c.archive);
	db_close(c.db);
	followed_release(&c.followed);
	if (rc == 0 && c.wrong)
		rc = err_set(e, ERR_CONFIG,
			     "%zu to mend; until then a load leaves what is "
			     "shown as it is",
			     c.wrong);
	return rc;
}

/* --- show and new ----------------------------------------------------------
 */

/* area: of which municipality, or the county itself; NULL: the agreement. */
static int show(struct app *app, const char *id, const char *lang,
		const char *area, struct err *e)
{
	char today[WHEN_TEXT];
	struct showing s = {.paper = {stdout, LANG_FI},
			    .id = id,
			    .today = when_text(today, app->now)};
	int rc;

	if (app_lang_parse(lang, &s.paper.lang, e) < 0 ||
	    app_store_open(app, DB_READ, &s.db, e) < 0)
		return -1;
	rc = area ? negotiation_show_area(&s, area, e)
		  : negotiation_show(&s, e);
	db_close(s.db);
	return rc;
}

static int make(struct app *app, const char *id, const char *from,
		struct err *e)
{
	char *source, *target;
	int rc;

	if (!from)
		return err_set(e, ERR_USAGE,
			       "--from ID is expected: the negotiation that is "
			       "copied");
	source = folder(app, from);
	target = folder(app, id);
	rc = negotiation_new(source, target, id, stdout, e);
	free(source);
	free(target);
	return rc;
}

static int run(struct app *app, int argc, char **argv, const struct opt *opts,
	       bool *incomplete, struct err *e)
{
	const char *what = argc > 1 ? argv[1] : "";
	const char *id = argc > 2 ? argv[2] : NULL;
	bool is_show = strcmp(what, "show") == 0;
	bool is_new = strcmp(what, "new") == 0;

	if (argc > 3)
		return err_set(e, ERR_USAGE, "'%s' is not expected", argv[3]);
	if (((opts[O_LANG].given || opts[O_AREA].given) && !is_show) ||
	    (opts[O_FROM].given && !is_new))
		return err_set(e, ERR_USAGE,
			       "--lang and --area go with show, --from with "
			       "new");
	if ((is_show || is_new) && !id)
		return err_set(e, ERR_USAGE, "%s: which negotiation?", what);
	if (is_show)
		return show(app, id, opts[O_LANG].value, opts[O_AREA].value, e);
	if (is_new)
		return make(app, id, opts[O_FROM].value, e);
	if (strcmp(what, "check") == 0)
		return check(app, id, e);
	if (strcmp(what, "list") == 0 && !id)
		return list(app, incomplete, e);
	return err_set(e, ERR_USAGE,
		       "one of these is expected: list, show, check, new");
}

static int negotiation_main(struct app *app, int argc, char **argv)
{
	struct opt opts[O_COUNT] = {
		[O_LANG] = {.name = "lang", .takes_value = true},
		[O_FROM] = {.name = "from", .takes_value = true},
		[O_AREA] = {.name = "area", .takes_value = true}};
	struct err e = {0};
	bool incomplete = false;
	int rc = opt_parse(opts, O_COUNT, &argc, argv, &e);

	if (rc == 0)
		rc = run(app, argc, argv, opts, &incomplete, &e);
	if (rc < 0)
		return cmd_fail(app, &cmd_negotiation, &e);
	return incomplete ? EXIT_INCOMPLETE : EXIT_OK;
}

const struct cmd cmd_negotiation = {
	.name = "negotiation",
	.synopsis =
		"list | show ID [--area CODE] [--lang L] | check [ID|DIR] | "
		"new ID --from ID",
	.summary = "what was voted on and agreed, and how it stands",
	.help = "  list         the folders of config/negotiations/\n"
		"  show ID      one of them as it was loaded, in fi, sv or en\n"
		"  --area CODE  its priorities in a municipality, or in the "
		"county\n"
		"  check        the tables, as a load checks them\n"
		"  new ID       a draft with another's texts, without its "
		"days, "
		"votes and\n"
		"               states\n",
	.run = negotiation_main,
};

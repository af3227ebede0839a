#include "lib/app.h"

char *app_var_path(const struct app *app, const char *name)
{
	return xasprintf("%s/%s", app->var_dir, name);
}

char *app_config_path(const struct app *app, const char *name)
{
	return xasprintf("%s/%s", app->config_dir, name);
}

int app_store_open(struct app *app, enum db_mode mode, struct db **out,
		   struct err *e)
{
	char *path = app_var_path(app, "tilannekuva.db");
	int rc = store_open(out, path, mode, app->schemas, e);

	free(path);
	return rc;
}

int cmd_fail(struct app *app, const struct cmd *c, const struct err *e)
{
	log_error(&app->log, "%s: %s%s", c->name, e->msg,
		  e->code != ERR_DAMAGE               ? ""
		  : strstr(e->msg, "/tilannekuva.db") ? ": run `tilannekuva "
							"rebuild`"
		  : strstr(e->msg, "/archive.db") &&
				  strcmp(c->name, "archive") != 0
			  ? ": see `tilannekuva archive verify`"
			  : "");
	return e->code == ERR_USAGE || e->code == ERR_CONFIG ? EXIT_USAGE
							     : EXIT_INCOMPLETE;
}

static struct opt *opt_find(struct opt *opts, size_t n, const char *name,
			    size_t len)
{
	size_t i;

	for (i = 0; i < n; i++)
		if (strlen(opts[i].name) == len &&
		    strncmp(opts[i].name, name, len) == 0)
			return &opts[i];
	return NULL;
}

/* Takes argv[*i], and the word behind it where that is its value. */
static int opt_take(struct opt *opts, size_t n, int argc, char **argv, int *i,
		    struct err *e)
{
	const char *word = argv[*i] + 2, *eq = strchr(word, '=');
	size_t len = eq ? (size_t)(eq - word) : strlen(word);
	struct opt *o = opt_find(opts, n, word, len);

	if (!o)
		return err_set(e, ERR_USAGE, "unknown option '%s'", argv[*i]);
	if (!o->takes_value && eq)
		return err_set(e, ERR_USAGE, "option --%s takes no value",
			       o->name);
	if (o->takes_value && !eq && *i + 1 >= argc)
		return err_set(e, ERR_USAGE, "option --%s: a value is missing",
			       o->name);
	o->given = true;
	if (o->takes_value)
		o->value = eq ? eq + 1 : argv[++*i];
	return 0;
}

int opt_parse(struct opt *opts, size_t n, int *argc, char **argv, struct err *e)
{
	int i, kept = 1;

	for (i = 1; i < *argc; i++) {
		if (strcmp(argv[i], "--") == 0) {
			for (i++; i < *argc; i++)
				argv[kept++] = argv[i];
			break;
		}
		if (strncmp(argv[i], "--", 2) == 0) {
			if (opt_take(opts, n, *argc, argv, &i, e) < 0)
				return -1;
		} else if (argv[i][0] == '-' && argv[i][1]) {
			return err_set(e, ERR_USAGE, "unknown option '%s'",
				       argv[i]);
		} else {
			argv[kept++] = argv[i];
		}
	}
	*argc = kept;
	return 0;
}

/* "[PREFIX:]REST" into two texts; the default prefix where there is none. */
static bool split_name(const char *s, const char *fallback, char *prefix,
		       size_t prefix_n, char *rest, size_t rest_n)
{
	const char *colon = strchr(s, ':');
	size_t len = colon ? (size_t)(colon - s) : strlen(fallback);
	const char *tail = colon ? colon + 1 : s;

	if (len == 0 || len >= prefix_n || tail[0] == '\0' ||
	    strlen(tail) >= rest_n)
		return false;
	memcpy(prefix, colon ? s : fallback, len);
	prefix[len] = '\0';
	memcpy(rest, tail, strlen(tail) + 1);
	return true;
}

int app_lang_parse(const char *s, enum lang *out, struct err *e)
{
	struct buf known;

	if (!s || lang_parse(s, out))
		return 0;
	buf_init(&known, BUF_MAX);
	for (int i = 0; i < LANG_N; i++)
		buf_printf(&known, "%s%s",
			   i == 0           ? ""
			   : i < LANG_N - 1 ? ", "
					    : " or ",
			   lang_name((enum lang)i));
	(void)err_set(e, ERR_USAGE, "--lang '%s': %s is expected", s,
		      buf_str(&known));
	buf_release(&known);
	return -1;
}

bool app_area_parse(const char *s, char *kind, size_t kind_n, char *code,
		    size_t code_n)
{
	return split_name(s, "kunta", kind, kind_n, code, code_n);
}

bool app_indicator_parse(const char *s, char *source, size_t source_n, char *id,
			 size_t id_n)
{
	return split_name(s, "sotkanet", source, source_n, id, id_n);
}

int app_area_option(const char *s, char *kind, size_t kind_n, char *code,
		    size_t code_n, struct err *e)
{
	if (app_area_parse(s, kind, kind_n, code, code_n))
		return 0;
	return err_set(e, ERR_USAGE,
		       "--area '%s': [KIND:]CODE is expected; `areas` tells "
		       "the codes",
		       s);
}

int app_indicator_option(const char *s, char *source, size_t source_n, char *id,
			 size_t id_n, struct err *e)
{
	if (app_indicator_parse(s, source, source_n, id, id_n))
		return 0;
	return err_set(e, ERR_USAGE,
		       "--indicator '%s': [SOURCE:]ID is expected; "
		       "`indicators` tells the ids",
		       s);
}

/*
 * What a command is given, and what a command is. main.c makes one struct app
 * from the global options and hands it down; nothing of it is global.
 */
#ifndef LIB_APP_H
#define LIB_APP_H

#include "lib/conf.h"
#include "lib/log.h"
#include "lib/store.h"
#include "lib/text.h"

struct app {
	const char *var_dir;    /* --var */
	const char *config_dir; /* --config */
	struct conf *conf;
	struct log log;
	int64_t now;    /* --now, or the clock when the program started;
			   seconds since 1970 UTC */
	bool now_fixed; /* --now was given */
	bool offline;
	const struct store_schemas *schemas;
};

enum {
	EXIT_OK = 0,
	EXIT_INCOMPLETE = 1,
	EXIT_USAGE = 2
};

/* "VAR/NAME"; the caller's to free(). */
char *app_var_path(const struct app *app, const char *name);
char *app_config_path(const struct app *app, const char *name);
/* tilannekuva.db of the var folder. */
int app_store_open(struct app *app, enum db_mode mode, struct db **out,
		   struct err *e) MUST_USE;

/*
 * A command: one `const struct cmd` per cmd_NAME.c, listed in main.c.
 * argv[0] is the command's name. run returns an exit status; it prints its own
 * errors through app->log.
 */
struct cmd {
	const char *name;
	const char *synopsis; /* what stands behind "tilannekuva NAME", equals
				 the manual's */
	const char *summary;  /* one line for the list of commands */
	const char *help;     /* the options, a line each; "" where none */
	int (*run)(struct app *app, int argc, char **argv);
	bool writes; /* main.c takes VAR/lock around it */
};

/* Prints "tilannekuva NAME: MESSAGE" and returns EXIT_USAGE for ERR_USAGE and
 * ERR_CONFIG, else EXIT_INCOMPLETE. */
int cmd_fail(struct app *app, const struct cmd *c, const struct err *e);

/*
 * Options of a command, long only: {"out", true} takes a value. opts[i].value
 * and .given are filled (the last one wins); the rest of the words is moved to
 * the front of argv[0..*argc). "--" ends the options.
 */
struct opt {
	const char *name;
	bool takes_value;
	const char *value; /* borrowed from argv; NULL where not given */
	bool given;
};

int opt_parse(struct opt *opts, size_t n, int *argc, char **argv,
	      struct err *e) MUST_USE;

/* The language of the option --lang; NULL leaves *out as it is. ERR_USAGE:
 * there is no such language. */
int app_lang_parse(const char *s, enum lang *out, struct err *e) MUST_USE;
/* "[KIND:]CODE" of the option --area; ERR_USAGE: malformed. */
int app_area_option(const char *s, char *kind, size_t kind_n, char *code,
		    size_t code_n, struct err *e) MUST_USE;
/* "[SOURCE:]ID" of the option --indicator; ERR_USAGE: malformed. */
int app_indicator_option(const char *s, char *source, size_t source_n, char *id,
			 size_t id_n, struct err *e) MUST_USE;
/* "[KIND:]CODE" -> kind, code; kind `kunta` if left out. false: malformed. */
bool app_area_parse(const char *s, char *kind, size_t kind_n, char *code,
		    size_t code_n);
/* "[SOURCE:]ID" -> source, id; source `sotkanet` if left out. */
bool app_indicator_parse(const char *s, char *source, size_t source_n, char *id,
			 size_t id_n);

#endif

#include "tests/support/test.h"

#include "lib/app.h"
#include "lib/buf.h"

/* Parses the words (up to six) as a command with --out VALUE and --dry-run.
 * got: "OUT|DRY|WORD WORD ...". */
static int parse(const char *const words[6], struct buf *got, struct err *e)
{
	struct opt opts[] = {{.name = "out", .takes_value = true},
			     {.name = "dry-run"}};
	char *copies[7] = {xstrdup("cmd")}, *argv[8];
	int argc = 1, i, rc;

	while (argc < 7 && words[argc - 1]) {
		copies[argc] = xstrdup(words[argc - 1]);
		argc++;
	}
	memcpy(argv, copies, sizeof(copies));
	i = argc;
	rc = opt_parse(opts, ARRAY_LEN(opts), &argc, argv, e);
	buf_clear(got);
	if (rc == 0) {
		int k;

		buf_printf(got, "%s|%d|", opts[0].given ? opts[0].value : "-",
			   opts[1].given);
		assert_string_equal(argv[0], "cmd");
		for (k = 1; k < argc; k++)
			buf_printf(got, "%s ", argv[k]);
	}
	while (i > 0)
		free(copies[--i]);
	return rc;
}

static void test_options(void **state)
{
	const struct {
		const char *words[6], *want;
	} c[] = {
		{{NULL}, "-|0|"},
		{{"a", "b"}, "-|0|a b "},
		{{"--out", "x", "a"}, "x|0|a "},
		{{"--out=x", "a"}, "x|0|a "},
		{{"--out=", "a"}, "|0|a "},
		{{"--out=a=b"}, "a=b|0|"},
		{{"a", "--dry-run", "b"}, "-|1|a b "},
		{{"--out", "--dry-run"}, "--dry-run|0|"},
		{{"--out", "x", "--out", "y"}, "y|0|"},
		{{"a", "--", "--out", "-x"}, "-|0|a --out -x "},
		{{"-", ""}, "-|0|-  "},
		{{"--"}, "-|0|"},
	};
	const struct {
		const char *words[6], *want;
	} bad[] = {
		{{"--nothing"}, "unknown option '--nothing'"},
		{{"--ou", "x"}, "unknown option '--ou'"},
		{{"--outer=x"}, "unknown option '--outer=x'"},
		{{"-o", "x"}, "unknown option '-o'"},
		{{"--=x"}, "unknown option '--=x'"},
		{{"a", "--out"}, "option --out: a value is missing"},
		{{"--dry-run=yes"}, "option --dry-run takes no value"},
	};
	struct err e = {0};
	struct buf got;
	size_t i;

	(void)state;
	buf_init(&got, BUF_MAX);
	for (i = 0; i < ARRAY_LEN(c); i++) {
		assert_ok(parse(c[i].words, &got, &e));
		assert_string_equal(buf_str(&got), c[i].want);
	}
	for (i = 0; i < ARRAY_LEN(bad); i++)
		assert_error(parse(bad[i].words, &got, &e), ERR_USAGE,
			     bad[i].want);
	buf_release(&got);
}

static void test_names(void **state)
{
	const struct {
		const char *s, *kind, *code; /* NULL: refused */
	} c[] = {
		{"177", "kunta", "177"},   {"kunta:177", "kunta", "177"},
		{"maa:358", "maa", "358"}, {"nuts1:", NULL, NULL},
		{":177", NULL, NULL},      {"", NULL, NULL},
		{":", NULL, NULL},         {"abcdefgh:1", NULL, NULL},
		{"123456", NULL, NULL},    {"a:b:c", "a", "b:c"},
	};
	char kind[8], code[6], source[10], id[8];
	size_t i;

	(void)state;
	for (i = 0; i < ARRAY_LEN(c); i++) {
		bool ok = app_area_parse(c[i].s, kind, sizeof(kind), code,
					 sizeof(code));

		if (ok != (c[i].kind != NULL))
			fail_msg("'%s': %d", c[i].s, ok);
		if (!ok)
			continue;
		assert_string_equal(kind, c[i].kind);
		assert_string_equal(code, c[i].code);
	}
	assert_true(app_indicator_parse("3113", source, sizeof(source), id,
					sizeof(id)));
	assert_string_equal(source, "sotkanet");
	assert_string_equal(id, "3113");
	assert_true(app_indicator_parse("tk:x", source, sizeof(source), id,
					sizeof(id)));
	assert_string_equal(source, "tk");
}

static void test_named_options(void **state)
{
	char first[8], second[6];
	struct err e = {0};

	(void)state;
	assert_ok(app_area_option("maa:358", first, sizeof(first), second,
				  sizeof(second), &e));
	assert_string_equal(first, "maa");
	assert_string_equal(second, "358");
	assert_error(app_area_option("Päijät-Häme", first, sizeof(first),
				     second, sizeof(second), &e),
		     ERR_USAGE,
		     "--area 'Päijät-Häme': [KIND:]CODE is expected; `areas` "
		     "tells the codes");
	assert_ok(app_indicator_option("tk:x", first, sizeof(first), second,
				       sizeof(second), &e));
	assert_string_equal(first, "tk");
	assert_error(app_indicator_option("tk:", first, sizeof(first), second,
					  sizeof(second), &e),
		     ERR_USAGE,
		     "--indicator 'tk:': [SOURCE:]ID is expected; "
		     "`indicators` tells the ids");
}

static void test_langs(void **state)
{
	enum lang lang = LANG_EN;
	struct err e = {0};

	(void)state;
	assert_ok(app_lang_parse(NULL, &lang, &e));
	assert_int_equal(lang, LANG_EN);
	assert_ok(app_lang_parse("sv", &lang, &e));
	assert_int_equal(lang, LANG_SV);
	assert_error(app_lang_parse("de", &lang, &e), ERR_USAGE,
		     "--lang 'de': fi, sv or en is expected");
	assert_int_equal(lang, LANG_SV);
}

static void test_paths(void **state)
{
	const struct app app = {.var_dir = "v", .config_dir = "c/d"};
	char *var = app_var_path(&app, "a.db");
	char *config = app_config_path(&app, "x.csv");

	(void)state;
	assert_string_equal(var, "v/a.db");
	assert_string_equal(config, "c/d/x.csv");
	free(var);
	free(config);
}

static void test_fail(void **state)
{
	const struct {
		enum err_code code;
		int want;
	} c[] = {{ERR_USAGE, 2}, {ERR_CONFIG, 2}, {ERR_IO, 1}, {ERR_NET, 1},
		 {ERR_HTTP, 1},  {ERR_DATA, 1},   {ERR_DB, 1}};
	const struct cmd cmd = {.name = "load"};
	size_t i, n = 0;

	(void)state;
	for (i = 0; i < ARRAY_LEN(c); i++) {
		struct err e = {0};
		struct app app = {0};
		char *text = NULL;
		FILE *f = open_memstream(&text, &n);

		assert_non_null(f);
		log_init(&app.log, f, LOG_ERROR);
		(void)err_set(&e, c[i].code, "a.db: locked");
		assert_int_equal(cmd_fail(&app, &cmd, &e), c[i].want);
		assert_int_equal(fclose(f), 0);
		assert_non_null(strstr(text, "load: a.db: locked\n"));
		free(text);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_options),
		cmocka_unit_test(test_names),
		cmocka_unit_test(test_named_options),
		cmocka_unit_test(test_langs),
		cmocka_unit_test(test_paths),
		cmocka_unit_test(test_fail),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

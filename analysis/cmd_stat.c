/*
 * `stat METHOD`: a statistical method on CSV from standard input.
 */
#include "analysis/analysis.h"
#include "analysis/stat.h"
#include "lib/num.h"

enum {
	HORIZON_MAX = 30
};

static void list_columns(FILE *out, const struct method *m)
{
	(void)fprintf(out, "  %-8s %s\n           in: ", m->name, m->title);
	for (size_t i = 0; i < m->in_n; i++)
		(void)fprintf(out, "%s%s", i ? ", " : "", m->in[i].name);
	(void)fprintf(out, "%s\n           out: ",
		      m->more ? ", one more a variable" : "");
	for (size_t i = 0; i < m->out_n; i++)
		(void)fprintf(out, "%s%s", i ? ", " : "", m->out[i]);
	(void)fprintf(out, "\n");
}

static int read_input(struct buf *in, struct err *e)
{
	char chunk[1 << 16];
	size_t n;

	do {
		n = fread(chunk, 1, sizeof(chunk), stdin);
		buf_add(in, chunk, n);
	} while (n > 0 && !in->full);
	if (ferror(stdin))
		return err_set(e, ERR_IO, "standard input cannot be read");
	return buf_check(in, "standard input", e);
}

static int write_output(const struct buf *out, struct err *e)
{
	if (fwrite(buf_str(out), 1, out->len, stdout) != out->len ||
	    fflush(stdout) != 0)
		return err_errno(e, ERR_IO, "standard output");
	return 0;
}

/* The one method that is named; NULL with e set. */
static const struct method *method_named(int argc, char **argv, struct err *e)
{
	const struct method *m;

	if (argc != 2) {
		(void)err_set(e, ERR_USAGE, "one METHOD is wanted");
		return NULL;
	}
	m = stat_find(argv[1]);
	if (!m)
		(void)err_set(e, ERR_USAGE, "unknown method '%s'", argv[1]);
	return m;
}

static int take_horizon(const struct opt *o, int *out, struct err *e)
{
	int64_t years = 0;

	if (o->given &&
	    !num_int(o->value, strlen(o->value), 1, HORIZON_MAX, &years))
		return err_set(
			e, ERR_USAGE,
			"--horizon '%s': years from 1 to %d are expected",
			o->value, HORIZON_MAX);
	*out = (int)years;
	return 0;
}

static int cmd_stat_run(struct app *app, int argc, char **argv)
{
	struct opt opts[] = {{.name = "horizon", .takes_value = true}};
	struct err e = {0};
	const struct method *m = NULL;
	struct buf in, out;
	int rc, horizon = 0;

	buf_init(&in, BUF_MAX);
	buf_init(&out, BUF_MAX);
	if (opt_parse(opts, ARRAY_LEN(opts), &argc, argv, &e) < 0)
		goto out;
	m = method_named(argc, argv, &e);
	if (!m || take_horizon(&opts[0], &horizon, &e) < 0 ||
	    read_input(&in, &e) < 0 ||
	    stat_run(m, horizon, buf_str(&in), in.len, &out, &e) < 0)
		goto out;
	(void)write_output(&out, &e);
out:
	rc = e.code == ERR_NONE ? EXIT_OK : cmd_fail(app, &cmd_stat, &e);
	if (!m) {
		(void)fprintf(stderr, "methods:\n");
		for (size_t i = 0; stat_methods[i]; i++)
			list_columns(stderr, stat_methods[i]);
	}
	buf_release(&in);
	buf_release(&out);
	return rc;
}

const struct cmd cmd_stat = {
	.name = "stat",
	.synopsis = "METHOD [--horizon H]",
	.summary = "a statistical method on CSV from standard input",
	.help = "  --horizon H  years to look ahead (forecast)\n"
		"\n"
		"Without a METHOD the methods are listed with their columns.\n",
	.run = cmd_stat_run,
};

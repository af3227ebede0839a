/*
 * SQL scalars: the limits of the intervals in interval.h; see functions.h.
 */
#include <math.h>

#include "analysis/functions.h"
#include "analysis/interval.h"

#define LEVEL 0.95

/* What a function is made of: its user data. */
struct limit {
	const char *name;
	int args; /* without the level */
	bool high;
};

static const struct limit limits[] = {
	{"wilson_low", 2, false},
	{"wilson_high", 2, true},
	{"byar_low", 1, false},
	{"byar_high", 1, true},
};

static void fail(sqlite3_context *c, const struct limit *l,
		 const char *expected, sqlite3_value *got)
{
	const unsigned char *text = sqlite3_value_text(got);
	struct err e = {0}; /* cleans the text */

	(void)err_set(&e, ERR_DB, "%s: '%.40s': %s is expected", l->name,
		      text ? (const char *)text : "", expected);
	sqlite3_result_error(c, e.msg, -1);
}

/* false: the query fails. */
static bool take(sqlite3_context *c, const struct limit *l, sqlite3_value *v,
		 double *out)
{
	int type = sqlite3_value_numeric_type(v);

	*out = sqlite3_value_double(v);
	if ((type == SQLITE_INTEGER || type == SQLITE_FLOAT) && isfinite(*out))
		return true;
	fail(c, l, "a number", v);
	return false;
}

static bool take_level(sqlite3_context *c, const struct limit *l,
		       sqlite3_value *v, double *out)
{
	if (!take(c, l, v, out))
		return false;
	if (*out > 0.0 && *out < 1.0)
		return true;
	fail(c, l, "a level between 0 and 1, such as 0.95", v);
	return false;
}

static void limit(sqlite3_context *c, int n, sqlite3_value **v)
{
	const struct limit *l = sqlite3_user_data(c);
	double a[2] = {0.0, 0.0}, level = LEVEL, end;
	struct interval i;

	for (int k = 0; k < n; k++)
		if (sqlite3_value_type(v[k]) == SQLITE_NULL)
			return;
	for (int k = 0; k < l->args; k++)
		if (!take(c, l, v[k], &a[k]))
			return;
	if (n > l->args && !take_level(c, l, v[l->args], &level))
		return;
	i = l->args == 2 ? interval_proportion(a[0], a[1], level)
			 : interval_count(a[0], level);
	end = l->high ? i.high : i.low;
	if (isfinite(end))
		sqlite3_result_double(c, end);
}

static int register_one(struct db *db, const struct limit *l, int args,
			struct err *e)
{
	const int flags = SQLITE_UTF8 | SQLITE_DETERMINISTIC | SQLITE_INNOCUOUS;
	struct limit *own = xmalloc(sizeof(*own));

	*own = *l;
	if (sqlite3_create_function_v2(db_handle(db), l->name, args, flags, own,
				       limit, NULL, NULL, free) == SQLITE_OK)
		return 0;
	return err_set(e, ERR_DB, "%s: %s: %s", db_path(db), l->name,
		       sqlite3_errmsg(db_handle(db)));
}

int functions_register_limits(struct db *db, struct err *e)
{
	for (size_t i = 0; i < ARRAY_LEN(limits); i++)
		for (int level = 0; level < 2; level++)
			if (register_one(db, &limits[i], limits[i].args + level,
					 e) < 0)
				return -1;
	return 0;
}

/*
 * Findings read by SQL.
 */
#include "tests/support/test.h"

#include "analysis/finding_table.h"
#include "analysis/undefined.h"

static const char all[] =
	"SELECT group_concat(coalesce(indicator || ' ' || area || ' ' || sex"
	"    || ' ' || kind || ' ' || first_year || '-' || last_year || ' '"
	"    || n || ' ' || ifnull(s, '-') || ' ' || ifnull(p, '-') || ' '"
	"    || ifnull(p_adj, '-') || ' ' || ifnull(q, '-') || ' '"
	"    || ifnull(q_by, '-') || ' ' || ifnull(family, '-') || ' '"
	"    || ifnull(f, '-') || ' ' || ifnull(slope, '-') || ' '"
	"    || ifnull(slope_low, '-') || ' ' || ifnull(slope_high, '-')"
	"    || ' ' || verdict || ' ' || ifnull(direction, '-') || ' ['"
	"    || note || '] ' || suppressed || ' ' || missing, 'NULL'), '|')"
	"  FROM finding(?1)";

static struct db *open_memory(void)
{
	struct db *db = NULL;
	struct err e = {0};

	assert_ok(db_open(&db, ":memory:", DB_CREATE, &e));
	assert_ok(finding_table_register(db, &e));
	return db;
}

/* What all rows say. */
static void assert_rows(struct db *db, const void *list, const char *type,
			const char *rows)
{
	struct stmt *q = NULL;
	struct err e = {0};

	assert_ok(stmt_new(&q, db, all, &e));
	stmt_pointer(q, 1, list, type);
	assert_int_equal(stmt_step(q, &e), 1);
	assert_string_equal(stmt_col_text(q, 0), rows);
	stmt_free(q);
}

static struct finding tested(void)
{
	return (struct finding){
		.indicator = 7,
		.area = 20,
		.sex = 1,
		.kind = KIND_LONG,
		.polarity = POLARITY_LOWER,
		.q = 0.03125,
		.q_by = 0.0625,
		.family = 12,
		.trend = {.first_year = 2014,
			  .last_year = 2023,
			  .n = 10,
			  .suppressed = 1,
			  .missing = 2,
			  .tested = true,
			  .verdict = VERDICT_UP,
			  .stats = {.mk = {.s = 31, .p = 0.0078125},
				    .p_adj = 0.015625,
				    .persistence = {.f = 1.5},
				    .slope = 0.25,
				    .low = 0.125,
				    .high = 0.5},
			  .notes = NOTE_AFTER_BREAK | NOTE_SHOCK},
	};
}

static struct finding untested(void)
{
	return (struct finding){
		.indicator = 8,
		.area = 21,
		.kind = KIND_RECENT,
		.q = UNDEFINED,
		.q_by = UNDEFINED,
		.trend = {.first_year = 2020,
			  .last_year = 2023,
			  .n = 4,
			  .verdict = VERDICT_TOO_FEW_POINTS,
			  .stats = {.slope = UNDEFINED,
				    .low = UNDEFINED,
				    .high = UNDEFINED}},
	};
}

static void columns(void **state)
{
	struct db *db = open_memory();
	struct findings f = {0};
	struct finding one = tested();

	(void)state;
	findings_add(&f, &one);
	one = untested();
	findings_add(&f, &one);
	assert_rows(db, &f, FINDINGS_POINTER,
		    "7 20 1 long 2014-2023 10 31 0.0078125 0.015625 0.03125"
		    " 0.0625 12 1.5 0.25 0.125 0.5 up worsening"
		    " [years after a break; a temporary shock inside] 1 2|"
		    "8 21 0 recent 2020-2023 4 - - - - - - - - - -"
		    " too_few_points - [] 0 0");
	findings_release(&f);
	db_close(db);
}

/* A note that is the same as the one before is not written anew; all others
 * are, by their remark too. */
static void notes(void **state)
{
	static const struct {
		unsigned notes;
		const char *remark;
	} c[] = {{0, NULL},         {NOTE_OLD, NULL},     {NOTE_OLD, NULL},
		 {NOTE_OLD, "but"}, {NOTE_BEHIND, "but"}, {0, "but"},
		 {0, NULL}};
	struct db *db = open_memory();
	struct findings f = {0};
	struct stmt *q = NULL;
	struct err e = {0};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(c); i++) {
		struct finding one = untested();

		one.trend.notes = c[i].notes;
		one.remark = c[i].remark;
		findings_add(&f, &one);
	}
	assert_ok(stmt_new(
		&q, db, "SELECT group_concat(note, '|') FROM finding(?1)", &e));
	stmt_pointer(q, 1, &f, FINDINGS_POINTER);
	assert_int_equal(stmt_step(q, &e), 1);
	assert_string_equal(stmt_col_text(q, 0),
			    "|more than 5 years old|more than 5 years old|"
			    "more than 5 years old; but|"
			    "more than 3 years behind the indicator; but|but|");
	stmt_free(q);
	findings_release(&f);
	db_close(db);
}

static void nothing(void **state)
{
	struct db *db = open_memory();
	struct findings f = {0};
	struct finding one = tested();
	struct stmt *q = NULL;
	struct err e = {0};

	(void)state;
	assert_rows(db, &f, FINDINGS_POINTER, "");
	assert_rows(db, NULL, FINDINGS_POINTER, "");
	findings_add(&f, &one);
	assert_rows(db, &f, "something else", "");
	assert_error_like(stmt_new(&q, db, "SELECT * FROM finding", &e), ERR_DB,
			  "no query solution");
	findings_release(&f);
	db_close(db);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(columns),
		cmocka_unit_test(notes),
		cmocka_unit_test(nothing),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

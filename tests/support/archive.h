/*
 * A var folder and a config of its own, answers put into its archive, and
 * questions to a store.
 */
#ifndef TESTS_SUPPORT_ARCHIVE_H
#define TESTS_SUPPORT_ARCHIVE_H

#include "tests/support/test.h"

#include "etl/archive.h"
#include "etl/etl.h"

struct work {
	char *dir; /* holds var and config alike */
	struct app app;
	struct db *db; /* the store that is brought along */
};

extern const struct store_schemas work_schemas; /* etl's alone */
/* Asikkala (9), Lahti (177), Päijät-Häme (975), the whole country (658). */
extern const char work_regions[];

/* Follows indicators 1 and 2; says nothing on standard error. */
void work_set_up(struct work *p);
void work_tear_down(struct work *p);
/* Archives one answer; what its parser refuses is kept as refused. */
enum verdict work_put(struct work *p, const char *url, const char *when,
		      const char *text);
/* Figures of indicator `id`; years: ALL_YEARS or another "&years=..." */
void work_put_csv(struct work *p, const char *id, const char *years,
		  const char *when, const char *rows);
#define ALL_YEARS "&years=2020&years=2021&years=2022"

/* The whole archive until `until` (NULL: all of it) in a store of its own, the
 * caller's to close. */
struct db *work_made_anew(struct work *p, const char *until);
/* Brings p->db along and compares it with one made anew, table by table. */
void work_load(struct work *p);

/* One row a line, what a query gives; the caller's to free(). */
char *db_rows(struct db *db, const char *query);
void assert_answer(struct db *db, const char *query, const char *want);

#endif

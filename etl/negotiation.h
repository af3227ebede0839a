/*
 * A hyte negotiation: what a county, its municipalities and the NGOs voted on
 * and agreed. A folder of config/negotiations/ each, a table a file; no code
 * names a county. The tables stand beside each other as they are kept, cells in
 * one form (etl/kept.h); the enums below name their columns.
 */
#ifndef ETL_NEGOTIATION_H
#define ETL_NEGOTIATION_H

#include "etl/kept.h"
#include "lib/app.h"

enum negotiation_table {
	TABLE_NEGOTIATION, /* one row */
	TABLE_ROUNDS,
	TABLE_PRIORITIES,
	TABLE_RESOURCES, /* named for a priority; details and reasons of it */
	TABLE_LINKS,     /* priority -> indicator */
	TABLE_ITEMS,     /* what is followed of a priority without figures */
	TABLE_MEASURES,
	TABLE_FOLLOWUP,
	TABLE_PRACTICES,
	TABLE_FEEDBACK,
	TABLE_POINTS,
	TABLE_WORRIES, /* people add to it */
	TABLE_VOTES,   /* by party, where that is known */
	TABLE_TEXTS,   /* in further languages */
	NEGOTIATION_TABLES
};

enum {
	N_ID,
	N_STATUS,
	N_COUNTY,
	N_DATE,
	N_DATE_TO,
	N_TARGET_YEAR,
	N_TITLE,
	N_FORM,
	N_OPENING,
	N_INPUT,
	N_METHOD,
	N_PURPOSE,
	N_LEGAL_BASIS,
	N_FOLLOW_UP,
	N_REPORTED_TO,
	N_REPORTED,
	N_VOTES,
	N_SOURCE
};
enum {
	R_ID,
	R_DATE,
	R_TIME,
	R_PLACE,
	R_PARTIES,
	R_GROUPS,
	R_TEXT,
	R_NOTE
};
enum {
	P_ID,
	P_KIND,
	P_PARENT,
	P_TEXT,
	P_VOTES,
	P_RANK,
	P_FIRST_YEAR,
	P_LAST_YEAR
};
enum {
	S_ID,
	S_PRIORITY,
	S_KIND,
	S_APPLIES,
	S_TEXT
};
enum {
	L_PRIORITY,
	L_INDICATOR,
	L_ROLE,
	L_STRENGTH,
	L_WHY,
	L_BY
};
enum {
	I_ID,
	I_PRIORITY,
	I_TEXT,
	I_BY
};
enum {
	M_ID,
	M_TEXT,
	M_AGREED,
	M_RESPONSIBLE,
	M_CO_PARTIES,
	M_DUE,
	M_DUE_TEXT,
	M_EFFECT,
	M_LAG,
	M_FOLLOW_UP,
	M_PRIORITIES,
	M_INDICATORS,
	M_BY
};
enum {
	F_ITEM,
	F_DATE,
	F_STATE,
	F_VALUE,
	F_NOTE,
	F_BY,
	F_COLUMNS
};
enum {
	G_ID,
	G_AREA,
	G_TEXT
};
enum {
	B_ID,
	B_TEXT,
	B_MEAN,
	B_REPORTED,
	B_SCALE
};
enum {
	W_ID,
	W_DATE,
	W_AREA,
	W_BY,
	W_PRIORITY,
	W_TEXT
};
enum {
	V_PRIORITY,
	V_PARTY,
	V_VOTES
};
enum {
	T_ID,
	T_LANG,
	T_TEXT,
	T_BY
};
/* config/calendar.csv */
enum {
	C_ID,
	C_COUNTY,
	C_NEGOTIATION,
	C_KIND,
	C_DATE,
	C_REPEATS,
	C_TEXT,
	C_SOURCE
};

extern const struct kept_spec negotiation_specs[NEGOTIATION_TABLES];
extern const struct kept_spec calendar_spec;

struct negotiation {
	char *id;  /* the folder's name; owned */
	char *dir; /* owned */
	struct kept table[NEGOTIATION_TABLES];
};

struct negotiations {
	struct negotiation *list; /* in the order of the folders' names */
	size_t n;
	struct kept calendar;
};

/* A folder, its tables held against each other. ERR_CONFIG names file, row,
 * column and what to do. negotiation_release() after either. */
int negotiation_read(struct negotiation *out, const char *dir,
		     struct err *e) MUST_USE;
/* The first error of each table of a folder that cannot be read, or of how they
 * hold together: calls bad() for each. */
void negotiation_complain(const char *dir,
			  void (*bad)(void *ctx, const char *what), void *ctx);
void negotiation_release(struct negotiation *n);
/* Whether a folder says of itself that it is a draft, however wrong it is. */
bool negotiation_is_draft(const char *dir);
/* Whether it is agreed; else it is a draft, which nobody loads. */
bool negotiation_agreed(const struct negotiation *n);
/* How the tables hold together. See negotiation_check.c. */
int negotiation_check(const struct negotiation *n, struct err *e) MUST_USE;

/* Every folder of config/negotiations/ and config/calendar.csv; none where
 * there are none. A draft that is wrong is passed over: only `check` reads
 * it. */
int negotiations_read(struct app *app, struct negotiations *out,
		      struct err *e) MUST_USE;
void negotiations_release(struct negotiations *n);
/* The names of the folders, in order; the caller's to free each and the list.
 */
int negotiations_list(struct app *app, char ***out, size_t *n,
		      struct err *e) MUST_USE;

/* --- against what is known ------------------------------------------------ */

struct archive;
struct followed_list;

/* Areas and indicators held against a store's register of areas and lists of
 * indicators and against what is followed; names of areas become codes, where
 * the store knows areas of that kind at all. db, a NULL: there is none
 * yet; areas stay as they stand, indicators are held against what is followed.
 */
int negotiation_resolve(struct negotiation *n, struct db *db, struct archive *a,
			const struct followed_list *followed,
			struct err *e) MUST_USE;
/* All of them, and the calendar. */
int negotiations_resolve(struct negotiations *n, struct db *db,
			 struct archive *a,
			 const struct followed_list *followed,
			 struct err *e) MUST_USE;

/* --- the store ------------------------------------------------------------ */

/* Replaces the store's tables of negotiations. until: ISO time; what carries a
 * later day is left out. */
int negotiations_store(const struct negotiations *n, struct db *db,
		       const char *until, struct err *e) MUST_USE;

/* --- what was loaded before ------------------------------------------------
 */

/* A follow-up is written once: each row that was loaded is still there, as it
 * was. A row that was changed or taken away, or that is of a day after now, is
 * ERR_CONFIG. */
int followup_check(const struct negotiations *n, struct archive *a, int64_t now,
		   struct err *e) MUST_USE;
/* From now on the rows of the store's follow-up were loaded; nothing where a is
 * open for reading. */
int followup_remember(struct db *db, struct archive *a, int64_t now,
		      struct err *e) MUST_USE;

/* --- all of it, for a load -------------------------------------------------
 */

/* Reads, checks and stores. Nothing is stored where anything is wrong. */
int negotiations_load(struct app *app, struct archive *a, struct db *db,
		      const struct followed_list *followed, const char *until,
		      struct err *e) MUST_USE;

#endif

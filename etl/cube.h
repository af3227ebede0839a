/*
 * A statistical cube: variables and the values that each takes, as PxWeb's
 * tables and JSON-stat's data sets have them. Names of variables change from
 * year to year ("Alue 2017", "alue_23_20260101"), so a variable is known by its
 * role: where the source does not say it, by its values and how its name
 * begins.
 */
#ifndef ETL_CUBE_H
#define ETL_CUBE_H

#include "etl/source.h"

enum cube_role {
	ROLE_NONE,
	ROLE_TIME,
	ROLE_AREA,
	ROLE_SEX,
	ROLE_METRIC, /* which figure it is */
	ROLE_N
};

enum {
	CUBE_VARIABLES = 32,
	CUBE_CELLS = 2 * 1000 * 1000 /* far above what hosts give at once */
};

struct variable {
	char *code, *label;   /* owned; label may be "" */
	char **ids, **labels; /* of its values; owned, and each of them */
	size_t n;
	enum cube_role role;
	bool optional; /* left out of a query, it is summed over */
};

struct cube {
	struct variable *list; /* owned */
	size_t n;
};

/* What a source puts in the place of a figure. */
struct symbol {
	const char *text;
	bool zero;            /* a true zero */
	enum val_state state; /* else why there is none */
};

/* What the codes of a source mean. */
struct cube_terms {
	const struct symbol *symbols;
	size_t n_symbols;
	/* "KU020" -> "kunta", "020" (borrowed); false: no area that we know;
	 * kind NULL: figures of no area, which are passed over. NULL: its areas
	 * have names and no official codes. */
	bool (*area)(const char *id, const char **kind, const char **code);
	int digits;           /* of a code: zeros that it lost are put back */
	const char *kind;     /* of areas that we do not know; of areas that
				 have names alone: the kinds they may be of */
	const char *producer; /* where an answer names none */
	/* Of its CSV: the column of figures (NULL: the last) and the decimal
	 * mark as a local table's mapping has it (NULL: point). */
	const char *value, *decimal;
	int title; /* which of a meta's titles its texts are: 0 fi, 1 sv, 2 en
		    */
};

/* Appends a variable without values; ids and labels hold n. */
struct variable *cube_add(struct cube *c, const char *code, const char *label,
			  size_t n);
void variable_set(struct variable *v, size_t i, const char *id,
		  const char *label);
void cube_release(struct cube *c);

/* Gives roles where the source left them open. Each role at most once. */
void cube_find_roles(struct cube *c, const struct cube_terms *t);
/* NULL where no variable has it. */
const struct variable *cube_role(const struct cube *c, enum cube_role role);

/* The year that value i of a time variable is: 1 and *year; 0: a total over the
 * times, or a year before YEAR_MIN; -1: part of a year, or none. */
int variable_year(const struct variable *v, size_t i, int *year,
		  struct err *e) MUST_USE;
bool variable_sex(const struct variable *v, size_t i, enum sex *out);
/* Whether value i stands for all of them ("SSS"). */
bool variable_is_total(const struct variable *v, size_t i);
/* Whether the variable's code or label begins so, in whatever case. */
bool variable_is_named(const struct variable *v, const char *start);

/* ERR_DATA where no variable is of time or areas, or one that is neither these
 * nor sex has several values: nothing says which of them is meant. */
int cube_check(const struct cube *c, struct err *e) MUST_USE;
/*
 * The figures of a cube whose cells stand in row-major order (the last variable
 * runs fastest); a cell that is VAL_GONE is not there. Places are added to out.
 * ERR_DATA where cube_check() says so or where times are no years.
 */
int cube_figures(const struct cube *c, const struct cube_terms *t,
		 const struct val *cells, struct answer *out,
		 struct err *e) MUST_USE;
/* Decimals where the source does not say: none if all figures are whole. */
int cube_decimals(const struct figures *f);

/* NULL where the source has no such symbol. */
const struct symbol *symbol_find(const struct cube_terms *t, const char *text);

#endif

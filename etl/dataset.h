/*
 * The figures of one indicator in memory: what the store holds, what the
 * answers make of it, and the differences, which are the revisions.
 *
 * An answer speaks for the years and sexes that its request named. Inside that
 * scope a figure that it does not give has vanished; outside, nothing changes.
 */
#ifndef ETL_DATASET_H
#define ETL_DATASET_H

#include "etl/source.h"
#include "lib/db.h"

struct dataset;

/* What is written beside the figures of an answer. */
struct loaded_answer {
	int64_t id;
	const char *request, *fetched_at, *sha256;
};

struct dataset_writer;

/* Statements for any number of datasets over one store. */
int dataset_writer_new(struct dataset_writer **out, struct db *db,
		       struct err *e) MUST_USE;
void dataset_writer_free(struct dataset_writer *w);

/* Reads what the store holds of the indicator. The caller's to
 * dataset_free(). */
int dataset_open(struct dataset **out, struct dataset_writer *w,
		 int64_t indicator, struct err *e) MUST_USE;
void dataset_free(struct dataset *d);
/* Forgets all answers and their figures: they will be applied again. */
int dataset_restart(struct dataset *d, struct err *e) MUST_USE;
/* The figures as they are by now, those that vanished (VAL_GONE) among them;
 * borrowed. A value in them may be changed. */
struct figures *dataset_figures(struct dataset *d);
/* Whether nothing is outside an answer's scope: what it would make of them is
 * what it says. */
bool dataset_is_inside(const struct dataset *d, const struct request *scope);
/* What an answer would make of them, without those that vanish; the caller's to
 * figures_release(). */
void dataset_preview(const struct dataset *d, const struct request *scope,
		     const struct figures *f, struct figures *out);
/* One answer: figures resolved, sorted and unique, which are taken over. Older
 * answers first. */
int dataset_apply(struct dataset *d, const struct request *scope,
		  struct figures *f, const struct loaded_answer *a,
		  struct err *e) MUST_USE;
/* Of an answer that is held back, only that the source hides what is shown:
 * that is obeyed, whatever else is wrong with it. f as for dataset_apply(). */
int dataset_hide(struct dataset *d, const struct figures *f,
		 const struct loaded_answer *a, struct err *e) MUST_USE;
/* Hands over the figures, the vanished ones (VAL_GONE) among them, to the
 * caller, who releases them; all that is left to do is dataset_restart(). */
void dataset_take(struct dataset *d, struct figures *out);
/* Writes the differences and the indicator's counts and digest. Adds to
 * *changed the number of figures that are other than before. */
int dataset_write(struct dataset *d, size_t *changed, struct err *e) MUST_USE;

#endif

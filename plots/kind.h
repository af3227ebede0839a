/*
 * The kinds of chart: one `const struct chart_kind` per file NAME.c, its looks
 * in NAME.gp or canvas.gp, listed in kinds.def. A kind reads what a chart shows
 * from tilannekuva.db and makes a sketch of it by pure functions: everything
 * that is known before gnuplot draws.
 */
#ifndef PLOTS_KIND_H
#define PLOTS_KIND_H

#include "lib/db.h"
#include "lib/hash.h"
#include "lib/text.h"

/* What a chart is of; 0 where its kind has none. */
struct chart_key {
	int64_t indicator, area;
};

enum {
	CHART_DIGEST = 13
}; /* 12 hex digits and the NUL */

struct sketch {
	const struct chart_kind *kind; /* borrowed */
	enum lang lang;
	double width; /* of the picture in pixels; see picture.h */
	char *name;   /* of its files: "trend-kunta-398-sotkanet-228-fi" */
	char *title;  /* for lists */
	char id[CHART_DIGEST]; /* of the figures, printed in the picture */
	struct buf csv;        /* the twin: every figure in the picture */
	struct buf script;     /* what stands where, for the kind's template */
	struct buf heading;    /* title of the picture, areas included */
	struct buf alt;        /* the text alternative: two sentences */
};

void sketch_init(struct sketch *s, const struct chart_kind *kind,
		 enum lang lang);
void sketch_release(struct sketch *s);
/* KIND-PART-PART...-LANG. ERR_CONFIG where a part has other characters than A-Z
 * a-z 0-9 _ -. parts: NULL at the end. */
int sketch_name(struct sketch *s, const char *const *parts,
		struct err *e) MUST_USE;
/* What a chart of one area with many indicators or dates is made of, each from
 * `of`. */
struct caption;
struct sketch_parts {
	const char *kind, *code; /* of the area */
	void (*csv)(const void *of, struct buf *out);
	void (*caption)(const void *of, const char *id, struct caption *out);
	/* *width: what is asked for; more where so much is needed. */
	void (*script)(const void *of, const struct caption *caption,
		       double *width, struct buf *out);
	void (*alt)(const void *of, struct buf *out);
};
/* Fills all of the sketch. ERR_CONFIG as of sketch_name(). */
int sketch_make(struct sketch *s, const struct sketch_parts *parts,
		const void *of, struct err *e) MUST_USE;
/* Sets the id, once the CSV is there. */
void sketch_identify(struct sketch *s);
/* SHA-256 of all that the chart is drawn from, looks included. */
void sketch_digest(const struct sketch *s, char hex[HASH_HEX]);

/* Where the charts of one kind in one language are read from. */
struct chart_source {
	const struct chart_kind *kind; /* borrowed */
	struct stmts *q;               /* the kind's statements */
	enum lang lang;
	void *kept; /* the kind's own */
};

int chart_source_open(struct chart_source *s, const struct chart_kind *kind,
		      struct db *db, enum lang lang, struct err *e) MUST_USE;
/* Also after a failure to open. */
void chart_source_close(struct chart_source *s);

struct chart_kind {
	const char *name;  /* 'trend'; the first part of the files' names */
	const char *looks; /* text of the gnuplot template */
	/* The charts there should be: rows of indicator and area (0: none), in
	 * an order in which reading is quick. */
	const char *wanted;
	bool of_area, of_indicator; /* what one chart has to be told */
	const struct sql_set *sql;  /* what it asks; NULL: see prepare */
	/* What is kept from one chart to the next, as source->kept; NULL where
	 * there is nothing. */
	int (*prepare)(struct chart_source *source, struct db *db,
		       struct err *e);
	void (*forget)(void *kept);
	/* Fills name, title and the texts. ERR_DATA: there is nothing to draw,
	 * and why; ERR_CONFIG: it can have no file. */
	int (*sketch)(struct chart_source *source, const struct chart_key *key,
		      struct sketch *out, struct err *e);
};

/* Rows of shown counties, for charts of all their municipalities together. */
extern const char counties_wanted[];

#define KIND(name) extern const struct chart_kind chart_##name;
#include "plots/kinds.def"
#undef KIND

/* Every kind, in the order of the manual; NULL at the end. */
extern const struct chart_kind *const chart_kinds[];
const struct chart_kind *chart_kind_find(const char *name);

#endif

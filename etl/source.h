/*
 * A source: who is asked, what a request means, and what its answers say.
 * A `const struct source` each, listed in sources.def. To add one, see the
 * manual, ADDING.
 */
#ifndef ETL_SOURCE_H
#define ETL_SOURCE_H

#include "etl/figure.h"
#include "lib/buf.h"
#include "lib/conf.h"

enum answer_kind {
	ANSWER_AREAS,   /* the areas that the source knows */
	ANSWER_LIST,    /* the indicators that it offers */
	ANSWER_META,    /* one indicator's description */
	ANSWER_FIGURES, /* figures of one indicator */
	ANSWER_NOTE,    /* what a source says of itself: nothing is loaded */
};

enum {
	INDICATOR_TEXT = 64,
	TOPIC_TEXT = 80
};

/* What a request asks for: the scope of its answer. */
struct request {
	enum answer_kind kind;
	char indicator[INDICATOR_TEXT]; /* "" for AREAS and LIST; what a NOTE
					   is about */
	bool year[YEARS];               /* FIGURES: year[y - YEAR_MIN] */
	bool sex[SEX_N];
	bool csv;  /* the answer is CSV, not JSON */
	bool part; /* FIGURES: of some areas: speaks for those it gives */
	/* Where the source's base URL is not the whole address; both borrowed,
	 * NULL in a request that was read back. */
	const char *url;
	const char *body; /* sent by POST; NULL: GET */
};

/* "figures:127", "areas": what competes with what. Returns dst. */
char *request_topic(char dst[TOPIC_TEXT], const struct request *r);
/* "1990-2012,2015 total,male" appended to b; nothing for other kinds. */
void request_scope(struct buf *b, const struct request *r);
/* The reverse, for the archive's and exchange files' texts. */
bool request_scope_parse(const char *s, struct request *r);
bool request_covers(const struct request *r, enum sex sex, int year);

/* One area as an answer names it. */
struct place {
	int64_t id;        /* the number that figures and members use */
	char *kind, *code; /* owned; in figures' answers code may be NULL: an
			      area of that name, kind one of several words */
	char *name[3];     /* fi, sv, en; owned; NULL in figures' answers that
			      give codes */
	int64_t *members;  /* ids of the wholes that it is part of; owned */
	size_t n_members;
	char *where; /* that names it: "a.csv: line 7"; owned; NULL: not known
		      */
};

struct meta {
	char *code;          /* the source's own id; owned */
	char *title[3];      /* fi, sv, en, evened out; owned */
	char *definition[3]; /* what the figures are, the same way; NULL: the
				answer does not speak of it */
	char *unit;          /* owned */
	char *organisation;  /* owned */
	char *licence;       /* its producer's terms; owned; NULL: see
				source.licence_of */
	char *class; /* as config/indicators.csv has it; owned; NULL: the
			source does not say */
	int decimals;
	char updated[11]; /* "2025-04-29", "" where the source gives none */
	int first, last;  /* years that the source promises; 0: none */
	bool sex[SEX_N];  /* that it offers */
};

/* Which municipalities there were when the figures were made. */
struct division {
	bool then; /* those of the figures' time, else those of today */
	int lag;   /* a figure of year y is in the division of y + lag */
	bool sums; /* counts: merged municipalities may be added up */
	/* areas_today()'s own: figures whose area has none in today's. */
	size_t lost;
};

/* What the bytes of an answer say. */
struct answer {
	enum answer_kind kind;
	bool own_ids; /* place ids are the source's own numbers, else they
			 index `places` of this answer alone */
	struct place *places;
	size_t n_places;
	struct meta *metas;
	size_t n_metas;
	struct figures figures;
	struct division division;
	char *text; /* NOTE: the whole of it; owned */
	size_t odd; /* unexpected keys: worth a warning */
};

void answer_init(struct answer *a);
void answer_release(struct answer *a);
struct place *answer_add_place(struct answer *a); /* zeroed */
struct meta *answer_add_meta(struct answer *a);   /* zeroed */

struct turn;

struct source {
	const char *name;    /* on the command line, in tables and settings */
	const char *title;   /* for people */
	const char *licence; /* of its own metadata */
	bool here; /* it is on this machine: setting NAME.dir, not NAME.url; it
		      is read with --offline too */
	/* Its settings NAME.KEY: NAME.url and NAME.pause_ms where it is asked
	 * over HTTP by turn.h, and what else it wants. */
	const struct conf_default *settings;
	size_t n_settings;
	/* Terms of a producer's figures; borrowed. */
	const char *(*licence_of)(const char *organisation);
	/* The table of config/ that says what it is asked for: followed where
	 * NAME.url is set. NULL: config/indicators.csv does. */
	const char *table;
	/* What an address asks for; host and path before it may be left out. */
	int (*request_parse)(const char *url, struct request *out,
			     struct err *e);
	/* The address behind the base URL; of a request with a url the whole of
	 * what the archive keeps, for request_parse() to read back. */
	void (*request_write)(struct buf *b, const struct request *r);
	/* Asks for what is due: see turn.h. -1 where nothing more can be done
	 * for any source, or (ERR_CONFIG, ERR_USAGE) where this one could not
	 * begin. */
	int (*visit)(struct turn *t, struct err *e);
	/* Pure: bytes -> answer. No network, database or clock. */
	int (*parse)(const struct request *r, const char *bytes, size_t len,
		     struct answer *out, struct err *e);
};

/* Every source. */
#define SOURCE(name) extern const struct source source_##name;
#include "etl/sources.def"
#undef SOURCE

extern const struct source *const sources[]; /* NULL at the end */
const struct source *source_find(const char *name);

/* source->parse, or the exchange form where the bytes carry its mark; then
 * what holds for all: texts and codes that fit (answer_fit.h); figures stay
 * inside the request's scope, sorted, without contradictions; figures where the
 * request names some. */
int source_parse(const struct source *s, const struct request *r,
		 const char *bytes, size_t len, struct answer *out,
		 struct err *e) MUST_USE;

#endif

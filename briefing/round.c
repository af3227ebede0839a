/*
 * See round.h.
 */
#include "lib/base.h"

#include "briefing/phrase.h"
#include "briefing/round.h"

enum {
	Q_ROUNDS,
	Q_COUNT
};

static const char *const sql[Q_COUNT] = {
	/* a round of groups alone is none of municipalities */
	[Q_ROUNDS] = "SELECT r.round, r.date, NOT EXISTS (SELECT 1 FROM v_party"
		     "   AS p WHERE p.negotiation = r.negotiation"
		     "   AND p.round = r.round) AS whole"
		     " FROM v_round AS r WHERE r.negotiation = ?1"
		     "  AND (whole OR EXISTS (SELECT 1 FROM v_party AS p"
		     "   WHERE p.negotiation = r.negotiation"
		     "   AND p.round = r.round AND p.area_kind = 'kunta'))"
		     " ORDER BY r.position, r.round",
};
const struct sql_set briefing_round_sql = {"briefing/round", sql, Q_COUNT};

/* Not one of another kind of document in the same folder. */
static bool names_a_page(const char *stem)
{
	return phrase_is_plain(stem) && strncmp(stem, "hva-", 4) != 0 &&
	       strncmp(stem, "vertailu-", 9) != 0 &&
	       strncmp(stem, "kunta-", 6) != 0;
}

static void release(struct round *r)
{
	free(r->id);
	free(r->date);
	free(r->stem);
}

int round_list_read(struct round_list *out, struct stmts *set,
		    const char *negotiation, struct err *e)
{
	struct stmt *q = stmts_at(set, Q_ROUNDS);
	int rc;

	stmt_text(q, 1, negotiation);
	while ((rc = stmt_step(q, e)) > 0) {
		const char *id = stmt_col_text(q, 0);
		char *stem = xasprintf("%s-%s", negotiation, id);

		if (!names_a_page(stem)) {
			free(stem);
			continue;
		}
		out->list = xreallocarray(out->list, out->n + 1,
					  sizeof(*out->list));
		out->list[out->n++] = (struct round){
			.id = xstrdup(id),
			.date = xstrdup(stmt_col_text(q, 1)),
			.stem = stem,
			.whole = stmt_col_int(q, 2) != 0,
		};
	}
	return rc;
}

void round_list_release(struct round_list *r)
{
	for (size_t i = 0; i < r->n; i++)
		release(&r->list[i]);
	free(r->list);
	*r = (struct round_list){.n = 0};
}

static bool has_stem(const struct round_list *r, const char *stem)
{
	for (size_t i = 0; i < r->n; i++)
		if (strcmp(r->list[i].stem, stem) == 0)
			return true;
	return false;
}

void round_list_part(struct round_list *r, const struct round_list *earlier)
{
	size_t kept = 0;

	for (size_t i = 0; i < r->n; i++) {
		if (has_stem(earlier, r->list[i].stem))
			release(&r->list[i]);
		else
			r->list[kept++] = r->list[i];
	}
	r->n = kept;
}

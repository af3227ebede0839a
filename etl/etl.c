#include "etl/etl.h"

#include "etl/fetch.h"
#include "etl/load.h"
#include "lib/embedded.h"
#include "lib/num.h"

/* What of these tables names the picture: everything but the ledger. */
static const char *const content[] = {
	"SELECT * FROM v_area ORDER BY kind, code",
	"SELECT * FROM v_merger ORDER BY date, old_code, new_code, kind",
	"SELECT * FROM v_membership"
	"  ORDER BY kind, code, whole_kind, whole_code, valid_from, valid_to",
	"SELECT v.*, i.digest FROM v_indicator AS v"
	"  JOIN source AS s ON s.name = v.source"
	"  JOIN indicator AS i ON i.source = s.id AND i.code = v.indicator"
	"  ORDER BY v.source, v.indicator",
	"SELECT * FROM v_revision"
	"  ORDER BY source, indicator, area_kind, area_code, sex, year, "
	"seen_at",
	"SELECT * FROM v_provenance"
	"  ORDER BY source, indicator, fetched_at, sha256, sex, first_year",
	"SELECT * FROM gap ORDER BY source, code, reason",
	"SELECT * FROM left_out ORDER BY source, code, kind, area",
	"SELECT * FROM v_quality ORDER BY source, indicator, fetched_at,"
	"  severity, check_name, area_kind, area_code, year, sex, finding",
	"SELECT * FROM v_correction"
	"  ORDER BY source, indicator, area_kind, area_code, year, sex",
	"SELECT * FROM shown_county ORDER BY position",
	"SELECT * FROM negotiation ORDER BY negotiation",
	"SELECT * FROM negotiation_round ORDER BY negotiation, position",
	"SELECT * FROM negotiation_party"
	"  ORDER BY negotiation, round, position",
	"SELECT * FROM negotiation_priority ORDER BY negotiation, position",
	"SELECT * FROM negotiation_resource ORDER BY negotiation, position",
	"SELECT * FROM negotiation_link ORDER BY negotiation, position",
	"SELECT * FROM negotiation_item ORDER BY negotiation, position",
	"SELECT * FROM negotiation_measure ORDER BY negotiation, position",
	"SELECT * FROM negotiation_tie"
	"  ORDER BY negotiation, measure, position",
	"SELECT * FROM negotiation_followup ORDER BY negotiation, position",
	"SELECT * FROM negotiation_practice ORDER BY negotiation, position",
	"SELECT * FROM negotiation_feedback ORDER BY negotiation, position",
	"SELECT * FROM negotiation_point ORDER BY negotiation, position",
	"SELECT * FROM negotiation_worry ORDER BY negotiation, position",
	"SELECT * FROM negotiation_vote ORDER BY negotiation, position",
	"SELECT * FROM negotiation_text ORDER BY negotiation, position",
	"SELECT g.negotiation, g.source, g.code, a.kind, a.code, g.sex, g.year,"
	"  g.value, g.reason FROM agreed_figure AS g"
	"  JOIN area AS a ON a.id = g.area"
	"  ORDER BY g.negotiation, g.source, g.code, a.kind, a.code, g.sex",
	"SELECT * FROM calendar ORDER BY position",
	"SELECT * FROM release ORDER BY source, code, year",
	"SELECT * FROM rhythm ORDER BY source, code",
	NULL,
};

const struct schema etl_schema = {
	.room = "etl",
	.tables = text_etl_schema_sql,
	.views = text_etl_views_sql,
	.content = content,
};

void etl_settings(struct conf *c)
{
	size_t i;

	for (i = 0; sources[i]; i++)
		conf_add(c, sources[i]->settings, sources[i]->n_settings);
}

/* Without a network only what is on this machine; to show what would be asked
 * needs none. */
static bool is_chosen(const struct app *app, const struct fetch_options *o,
		      const struct source *s)
{
	size_t i;

	if (app->offline && !o->dry_run && !s->here)
		return false;
	if (!o->sources)
		return true;
	for (i = 0; o->sources[i]; i++)
		if (strcmp(o->sources[i], s->name) == 0)
			return true;
	return false;
}

/* Whether anything was asked or read, or failed but for these. */
static bool did_something(const struct fetch_summary *s, size_t missed)
{
	return s->requests || s->new || s->same || s->refused ||
	       s->failed > missed;
}

static void miss_source(struct app *app, const struct source *s,
			const struct err *why, struct fetch_summary *out)
{
	log_error(&app->log, "%s: %s", s->name, why->msg);
	out->failed++;
}

/* Each source in turn. One that cannot begin for want of a setting or a wrong
 * table of its own stops no other; where it was the only thing to do, that is
 * the answer. */
static int fetch_each(struct app *app, struct archive *a,
		      const struct fetch_options *o, struct fetch_summary *out,
		      struct err *e)
{
	const struct source *idle = NULL; /* the first that did not begin */
	struct err first = {0};
	size_t i, missed = 0; /* others that did not */

	for (i = 0; sources[i]; i++) {
		struct err why = {0};

		if (!is_chosen(app, o, sources[i]) ||
		    fetch_source(app, a, sources[i], o, out, &why) == 0)
			continue;
		if (why.code != ERR_CONFIG && why.code != ERR_USAGE)
			return err_set(e, why.code, "%s", why.msg);
		if (idle) {
			miss_source(app, sources[i], &why, out);
			missed++;
		} else {
			idle = sources[i];
			first = why;
		}
	}
	if (!idle)
		return 0;
	if (!did_something(out, missed))
		return err_set(e, first.code, "%s", first.msg);
	miss_source(app, idle, &first, out);
	return 0;
}

int etl_fetch(struct app *app, const struct fetch_options *o, int64_t run,
	      struct fetch_summary *out, struct err *e)
{
	struct archive *a = NULL;
	double began;
	size_t i;
	int rc;

	*out = (struct fetch_summary){0};
	for (i = 0; o->sources && o->sources[i]; i++)
		if (!source_find(o->sources[i]))
			return err_set(e, ERR_USAGE, "no source '%s'",
				       o->sources[i]);
	if (archive_open(&a, app, e) < 0)
		return -1;
	began = when_ticks();
	archive_run_use(a, run);
	rc = fetch_each(app, a, o, out, e);
	archive_close(a);
	if (run)
		etl_run_stage(app, run, "fetch", when_ticks() - began,
			      rc < 0 ? -1 : out->new);
	return rc;
}

int etl_load_all(struct app *app, struct db *db, const char *until,
		 struct load_summary *out, struct err *e)
{
	struct archive *a = NULL;
	int rc = archive_open(&a, app, e);

	if (rc == 0)
		rc = load_all(app, a, db, until, out, e);
	archive_close(a);
	return rc;
}

int etl_look_all(struct app *app, struct db *db, const char *until,
		 struct load_summary *out, struct err *e)
{
	struct archive *a = NULL;
	int rc = archive_open_read(&a, app, e);

	if (rc == 0)
		rc = load_all(app, a, db, until, out, e);
	archive_close(a);
	return rc;
}

int etl_load_new(struct app *app, struct db *db, struct load_summary *out,
		 struct err *e)
{
	struct archive *a = NULL;
	int rc = archive_open(&a, app, e);

	if (rc == 0)
		rc = load_new(app, a, db, out, e);
	archive_close(a);
	return rc;
}

int etl_load_way(struct app *app, struct db *db, enum load_way *out,
		 struct err *e)
{
	struct archive *a = NULL;
	int rc = archive_open(&a, app, e);

	if (rc == 0)
		rc = load_way(app, a, db, out, e);
	archive_close(a);
	return rc;
}

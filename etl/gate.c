#include "etl/gate.h"

#include <math.h>

#include "etl/corrections.h"
#include "etl/gate_store.h"

enum {
	PLACES_MIN = 5, /* of a kind that must not be lost */
	KINDS = 40
};

/* A figure that a row of config/corrections.csv speaks of. */
struct cell {
	const struct correction *row;
	struct figure source; /* the source's own figure */
	bool known;           /* the register has the area */
};

/* How many places of a kind the last accepted list of a source had. */
struct kind_count {
	const char *source; /* of the table of sources */
	char kind[40];
	size_t n, members;
};

struct gate {
	struct db *db;
	struct gate_store *store;
	struct corrections corrections;
	bool holds[QUALITY_N]; /* the setting quality.hold */
	struct quality_register reg;
	/* The indicator at hand. */
	const char *source, *code;
	int64_t indicator;
	struct cell *cells;
	size_t n_cells;
	struct flaws shown; /* of the last accepted state */
	bool judged;        /* there was an accepted one */
	/* The lists of areas. */
	struct kind_count *kinds;
	size_t n_kinds;
};

/* quality.hold, "vanished, sum": names of checks. */
static int read_holds(struct app *app, bool holds[QUALITY_N], struct err *e)
{
	const char *s = conf_text(app->conf, "quality.hold");
	enum quality_check c;

	while (*(s += strspn(s, ", "))) {
		size_t len = strcspn(s, ", ");

		if (!quality_parse(s, len, &c))
			return err_set(e, ERR_CONFIG,
				       "setting quality.hold: no check '%.*s'",
				       (int)len, s);
		holds[c] = true;
		s += len;
	}
	return 0;
}

int gate_new(struct gate **out, struct app *app, struct db *db,
	     const char *until, struct err *e)
{
	struct gate *g = xcalloc(1, sizeof(*g));

	g->db = db;
	if (read_holds(app, g->holds, e) < 0 ||
	    corrections_read(app, until, &g->corrections, e) < 0 ||
	    gate_store_new(&g->store, db, e) < 0) {
		gate_free(g);
		return -1;
	}
	*out = g;
	return 0;
}

void gate_free(struct gate *g)
{
	if (!g)
		return;
	gate_store_free(g->store);
	gate_register_release(&g->reg);
	corrections_release(&g->corrections);
	flaws_release(&g->shown);
	free(g->cells);
	free(g->kinds);
	free(g);
}

int gate_settings(struct app *app, char out[HASH_HEX], struct err *e)
{
	struct corrections c = {0};
	bool holds[QUALITY_N] = {false};
	struct hash *h;
	size_t i;

	if (read_holds(app, holds, e) < 0 ||
	    corrections_read(app, "9999", &c, e) < 0)
		return -1;
	h = hash_new();
	hash_add(h, holds, sizeof(holds));
	for (i = 0; i < c.n; i++) {
		const struct correction *one = &c.list[i];
		const char *text[] = {one->source, one->indicator, one->kind,
				      one->area,   one->answer,    one->reason,
				      one->date,   one->by};
		double v[3] = {one->expected, 0, one->year};
		size_t j;

		for (j = 0; j < ARRAY_LEN(text); j++)
			hash_text(h, text[j] ? text[j] : "");
		hash_text(h, val_get(one->corrected, &v[1]) ? "v" : "");
		hash_text(h, sex_name(one->sex));
		hash_add(h, v, sizeof(v));
	}
	(void)hash_end(h, out);
	corrections_release(&c);
	return 0;
}

/* --- corrections ---------------------------------------------------------- */

static int find_cells(struct gate *g, struct err *e)
{
	size_t i;

	g->n_cells = 0;
	for (i = 0; i < g->corrections.n; i++) {
		const struct correction *row = &g->corrections.list[i];
		struct cell *c;
		int64_t area;

		if (row->answer[0] || strcmp(row->source, g->source) != 0 ||
		    strcmp(row->indicator, g->code) != 0)
			continue;
		if (gate_area(g->store, row->kind, row->area, &area, e) < 0)
			return -1;
		g->cells = xreallocarray(g->cells, g->n_cells + 1,
					 sizeof(*g->cells));
		c = &g->cells[g->n_cells++];
		*c = (struct cell){.row = row, .known = area != 0};
		c->source.area = area;
		c->source.sex = row->sex;
		c->source.year = row->year;
		c->source.value = val_number(row->expected);
		c->source.numerator = val_absent(VAL_MISSING);
	}
	return 0;
}

/* Puts the corrected figures into the place of those that are as expected. */
static void correct(const struct gate *g, struct figures *f)
{
	size_t i;

	for (i = 0; i < g->n_cells; i++) {
		struct figure *one = figures_find(f, &g->cells[i].source);

		if (one && val_equal(one->value, g->cells[i].source.value))
			one->value = g->cells[i].row->corrected;
	}
}

int gate_begin(struct gate *g, const char *source, const char *code,
	       int64_t indicator, struct figures *now, struct err *e)
{
	size_t i;

	g->source = source;
	g->code = code;
	g->indicator = indicator;
	g->judged = false;
	g->shown.n = 0;
	if (find_cells(g, e) < 0)
		return -1;
	for (i = 0; i < g->n_cells; i++) {
		struct cell *c = &g->cells[i];
		struct figure *f = figures_find(now, &c->source);
		bool applied;

		if (!f)
			continue;
		if (gate_corrected(g->store, indicator, &c->source, &applied,
				   e) < 0)
			return -1;
		if (applied)
			*f = c->source;
	}
	return 0;
}

static int put_correction(struct gate *g, struct cell *c, struct figures *now,
			  struct err *e)
{
	const struct correction *row = c->row;
	struct figure *f = figures_find(now, &c->source);
	char text[NUM_TEXT];
	double v;

	if (correction_confirms(row))
		return 0; /* another figure there needs no confirmation */
	if (!c->known || !f || !val_equal(f->value, c->source.value)) {
		(void)num_text(text,
			       f && val_get(f->value, &v) ? v : (double)NAN);
		return err_set(e, ERR_CONFIG,
			       "%s: row %zu: the source says '%s' of %s %s:%s "
			       "%d %s by now, not '%s' any more: take the row "
			       "away",
			       g->corrections.file, row->row, text,
			       row->indicator, row->kind, row->area, row->year,
			       sex_name(row->sex),
			       num_text((char[NUM_TEXT]){0}, row->expected));
	}
	c->source = *f;
	f->value = row->corrected;
	return gate_put_correction(g->store, g->indicator, &c->source, row, e);
}

int gate_end(struct gate *g, struct figures *now, struct err *e)
{
	size_t i;

	if (gate_clear_corrections(g->store, g->indicator, e) < 0)
		return -1;
	/* Nothing was loaded yet: nothing can be wrong. */
	for (i = 0; now->n && i < g->n_cells; i++)
		if (put_correction(g, &g->cells[i], now, e) < 0)
			return -1;
	if (!g->judged)
		return 0;
	flaws_fold(&g->shown);
	return gate_put_flaws(g->store, g->indicator, 0, &g->shown, e);
}

/* --- figures -------------------------------------------------------------- */

/* What people looked at and confirmed is worth knowing, no more. */
static void excuse_confirmed(const struct gate *g, const struct figures *now,
			     struct flaws *found)
{
	size_t i, k;

	for (i = 0; i < g->n_cells; i++) {
		const struct figure *cell = &g->cells[i].source;
		const struct figure *f =
			now->n ? bsearch(cell, now->list, now->n, sizeof(*f),
					 figure_compare)
			       : NULL;

		if (!correction_confirms(g->cells[i].row) || !f ||
		    !val_equal(f->value, cell->value))
			continue;
		for (k = 0; k < found->n; k++)
			if (found->list[k].area == cell->area &&
			    found->list[k].year == cell->year &&
			    found->list[k].sex == (int)cell->sex)
				found->list[k].severity = SEVERITY_NOTE;
	}
}

/* The faults that hold an answer back: of the kinds that do, and not there
 * before it came. */
static void holding(const struct gate *g, const struct figures *was,
		    const struct flaws *found, struct flaws *out)
{
	struct flaws before = {0};
	bool looked = false;
	size_t i;

	for (i = 0; i < found->n; i++) {
		const struct flaw *f = &found->list[i];

		if (f->severity != SEVERITY_ERROR || !g->holds[f->check])
			continue;
		if (!looked) {
			quality_check_state(&g->reg, was, &before);
			excuse_confirmed(g, was, &before);
			flaws_sort(&before);
			looked = true;
		}
		if (!flaws_have(&before, f))
			flaws_add(out, f, "%s", f->text);
	}
	flaws_release(&before);
}

static bool has_numbers(const struct figures *f)
{
	double v;
	size_t i;

	for (i = 0; i < f->n; i++)
		if (val_get(f->list[i].value, &v))
			return true;
	return false;
}

/* What the state and the way to it say. */
static void find(struct gate *g, const struct gate_step *step,
		 struct flaws *found, struct flaws *held)
{
	const struct figures *was = step->was, *next = step->next;
	struct figures a = {0}, b = {0};

	if (g->n_cells) {
		figures_copy(&a, was);
		figures_copy(&b, next);
		correct(g, &a);
		correct(g, &b);
		was = &a;
		next = &b;
	}
	if (step->found && !g->n_cells) {
		*found = *step->found;
		*step->found = (struct flaws){0};
	} else {
		quality_check_state(&g->reg, next, found);
	}
	if (has_numbers(was))
		quality_check_change(&g->reg, was, next, found);
	excuse_confirmed(g, next, found);
	flaws_sort(found);
	holding(g, was, found, held);
	figures_release(&a);
	figures_release(&b);
}

int gate_judge(struct gate *g, const struct record *r,
	       const struct request *scope, const struct gate_step *step,
	       bool *held, char *why, struct err *e)
{
	struct flaws found = {0}, reasons = {0};
	int rc = gate_register_update(&g->reg, g->db, step->next, e);

	if (rc == 0) {
		find(g, step, &found, &reasons);
		*held = reasons.n > 0 &&
			!corrections_accept(&g->corrections, g->source, g->code,
					    r->body);
	}
	if (rc == 0 && *held) {
		(void)snprintf(why, FLAW_TEXT, "%s: %.*s",
			       quality_name(reasons.list[0].check),
			       FLAW_TEXT - 20, reasons.list[0].text);
		flaws_fold(&reasons);
		rc = gate_hold(g->store, g->indicator, r, &reasons, e);
	} else if (rc == 0) {
		flaws_release(&g->shown);
		g->shown = found;
		found = (struct flaws){0};
		g->judged = true;
		rc = gate_supersede(g->store, g->indicator, g->source, scope,
				    e);
	}
	flaws_release(&found);
	flaws_release(&reasons);
	return rc;
}

/* --- lists of areas ------------------------------------------------------- */

static struct kind_count *kind_of(struct kind_count *list, size_t *n,
				  const char *source, const char *kind)
{
	size_t i;

	for (i = 0; i < *n; i++)
		if (strcmp(list[i].source, source) == 0 &&
		    strcmp(list[i].kind, kind) == 0)
			return &list[i];
	if (*n == KINDS)
		return NULL;
	list[*n] = (struct kind_count){.source = source};
	(void)snprintf(list[*n].kind, sizeof(list[*n].kind), "%s", kind);
	return &list[(*n)++];
}

static size_t count_kinds(const char *source, const struct answer *list,
			  struct kind_count out[KINDS])
{
	size_t i, n = 0;

	for (i = 0; i < list->n_places; i++) {
		struct kind_count *k =
			kind_of(out, &n, source, list->places[i].kind);

		if (!k)
			continue;
		k->n++;
		k->members += list->places[i].n_members;
	}
	return n;
}

static const struct kind_count *find_kind(const struct kind_count *list,
					  size_t n, const struct kind_count *k)
{
	size_t i;

	for (i = 0; i < n; i++)
		if (strcmp(list[i].source, k->source) == 0 &&
		    strcmp(list[i].kind, k->kind) == 0)
			return &list[i];
	return NULL;
}

/* Divisions change; that a quarter of a kind goes at once they do not. */
static void lost_places(const struct gate *g, const char *source,
			const struct kind_count *now, size_t n,
			struct flaws *out)
{
	size_t i;

	for (i = 0; i < g->n_kinds; i++) {
		const struct kind_count *was = &g->kinds[i];
		const struct kind_count *is = find_kind(now, n, was);
		struct flaw f = {.check = QUALITY_AREAS,
				 .severity = SEVERITY_ERROR,
				 .sex = -1};
		size_t left = is ? is->n : 0, members = is ? is->members : 0;

		if (strcmp(was->source, source) != 0 || was->n < PLACES_MIN)
			continue;
		if (left * 4 < was->n * 3)
			flaws_add(out, &f,
				  "%zu areas of kind %s where %zu were known",
				  left, was->kind, was->n);
		else if (members * 2 < was->members)
			flaws_add(out, &f,
				  "%zu memberships of areas of kind %s where "
				  "%zu were known",
				  members, was->kind, was->members);
	}
}

static void keep_kinds(struct gate *g, const char *source,
		       const struct kind_count *now, size_t n)
{
	size_t i, kept = 0;

	for (i = 0; i < g->n_kinds; i++)
		if (strcmp(g->kinds[i].source, source) != 0)
			g->kinds[kept++] = g->kinds[i];
	g->kinds = xreallocarray(g->kinds, kept + n + 1, sizeof(*g->kinds));
	if (n)
		memcpy(g->kinds + kept, now, n * sizeof(*now));
	g->n_kinds = kept + n;
}

int gate_judge_areas(struct gate *g, const struct record *r,
		     const struct answer *list, bool *held, char *why,
		     struct err *e)
{
	const char *source = source_find(r->source)->name;
	struct kind_count now[KINDS];
	struct flaws found = {0};
	size_t n = count_kinds(source, list, now);
	int rc = 0;

	lost_places(g, source, now, n, &found);
	*held = found.n > 0 && g->holds[QUALITY_AREAS] &&
		!corrections_accept(&g->corrections, source, "areas", r->body);
	if (*held) {
		(void)snprintf(why, FLAW_TEXT, "areas: %.*s", FLAW_TEXT - 20,
			       found.list[0].text);
		rc = gate_hold(g->store, 0, r, &found, e);
	} else {
		keep_kinds(g, source, now, n);
		rc = gate_supersede(g->store, 0, source, NULL, e);
	}
	flaws_release(&found);
	return rc;
}

/* --- what follows -------------------------------------------------------- */

int gate_finish(struct gate *g, size_t *held, struct err *e)
{
	if (gate_describe(g->store, e) < 0)
		return -1;
	return gate_tell_held(g->store, held, e);
}

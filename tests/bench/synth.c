#include "tests/bench/synth_internal.h"

#include <math.h>

#include "etl/sotkanet_retired.h"

enum {
	ALL = 3700,
	SHORT = 40,
	SMALL = 200,
	NEWEST = 2024
};

const struct tier tiers[] = {
	{"ALUEHALLINTOVIRASTO", 7, 833, 1},
	{"ELY-KESKUS", 16, 921, 2},
	{"ERVA", 5, 901, 1},
	{"EURALUEET", 1, 1033, 1},
	{"EUROOPPA", 37, 1061, 3},
	{"HYVINVOINTIALUE", 23, 956, 2},
	{"KUNTA", 308, 2, 3},
	{"MAA", 1, 658, 3},
	{"MAAKUNTA", 19, 488, 2},
	{"NUTS1", 2, 727, 1},
	{"POHJOISMAAT", 7, 1041, 3},
	{"SAIRAANHOITOPIIRI", 21, 601, 2},
	{"SEUTUKUNTA", 70, 730, 3},
	{"SUURALUE", 5, 840, 1},
	{"YTA", 6, 845, 1},
};
const size_t tiers_n = ARRAY_LEN(tiers);

static const struct synth_unit units[] = {
	{"PROS", "Prosenttia", 100, 4, 15},
	{"PROS", "Prosenttia", 100, 10, 6},
	{"PER1000", "Tuhatta asukasta kohti", 1e3, 2, 60},
	{"PER100000", "Sataatuhatta asukasta kohti", 1e5, 10, 200},
	{"EUROA", "Euroa", 0, 50, 100},
	{"LKM", "Lukumäärä", 0, 100, 1000},
};

uint64_t synth_hash(uint64_t seed, uint64_t a, uint64_t b, uint64_t c)
{
	uint64_t z = seed + a * 0x9e3779b97f4a7c15u + b * 0xc2b2ae3d27d4eb4fu +
		     c * 0x165667b19e3779f9u;

	/* the finishing steps of splitmix64 */
	z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
	z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
	return z ^ (z >> 31);
}

double synth_share(uint64_t hash)
{
	return (double)(hash >> 11) / 9007199254740992.0;
}

static void add_areas(struct synth *s)
{
	size_t t;
	int i, id;

	for (t = 0; t < tiers_n; t++)
		s->n_areas += (size_t)tiers[t].n;
	s->areas = xcalloc(s->n_areas, sizeof(*s->areas));
	s->n_areas = 0;
	for (t = 0; t < tiers_n; t++) {
		id = tiers[t].first_id;
		for (i = 0; i < tiers[t].n; i++, id++) {
			double u = synth_share(
				synth_hash(s->seed, 1, t, (uint64_t)i));

			while (retired_region_find(id))
				id++;
			s->areas[s->n_areas++] = (struct synth_area){
				.id = id,
				.tier = &tiers[t],
				.index = i,
				.people = tiers[t].n == 308
						  ? 700 * exp(5 * u * u)
						  : 5.6e6 / tiers[t].n,
				.has_figures = tiers[t].first_id < 1000,
			};
		}
	}
}

static struct synth_indicator plan(uint64_t seed, int i)
{
	struct synth_indicator m = {.id = 1 + i * 3 / 2};
	uint64_t h = synth_hash(seed, 2, (uint64_t)i, 0);
	int years = 3 + (int)(h % 33), areas;

	m.by_sex = (h >> 8) % 1000 < 490;
	m.municipal = (h >> 20) % 10 < 8;
	/* Surveys are held now and then. */
	m.step = !m.municipal && (h >> 24) % 2 ? 2 : 1;
	m.last = (h >> 28) % 10 < 8 ? NEWEST : NEWEST - 1 - (int)(h >> 28) % 9;
	m.first = m.last - years + 1;
	m.decimals = (h >> 36) % 20 < 13 ? 1 : (h >> 36) % 20 < 15 ? 2 : 0;
	m.numerator = (h >> 44) % 20 < 17;
	m.whole_as_decimal = (h >> 50) % 2;
	m.shape = (enum shape)((h >> 52) % 3);
	m.unit = &units[(h >> 55) % ARRAY_LEN(units)];
	if (m.unit->per == 0)
		m.decimals = 0;
	areas = m.municipal ? 483 : 105;
	m.expected = (size_t)((m.by_sex ? 3 : 1) * areas *
			      ((years + m.step - 1) / m.step));
	return m;
}

static int larger_first(const void *x, const void *y)
{
	const struct synth_indicator *a = x, *b = y;

	if (a->expected != b->expected)
		return a->expected > b->expected ? -1 : 1;
	return (a->id > b->id) - (a->id < b->id);
}

static int by_id(const void *x, const void *y)
{
	const struct synth_indicator *a = x, *b = y;

	return (a->id > b->id) - (a->id < b->id);
}

struct synth *synth_new(enum synth_size size, uint64_t seed)
{
	struct synth *s = xcalloc(1, sizeof(*s));
	size_t i;

	s->seed = seed;
	add_areas(s);
	s->n = ALL;
	s->list = xcalloc(ALL, sizeof(*s->list));
	for (i = 0; i < ALL; i++)
		s->list[i] = plan(seed, (int)i);
	if (size == SYNTH_FULL)
		return s;
	qsort(s->list, ALL, sizeof(*s->list), larger_first);
	s->n = size == SYNTH_SMALL ? SMALL : SHORT;
	for (i = 0; size == SYNTH_SHORT && i < SHORT; i++)
		s->list[i] = s->list[(2 * i + 1) * ALL / (2 * SHORT)];
	qsort(s->list, s->n, sizeof(*s->list), by_id);
	return s;
}

void synth_free(struct synth *s)
{
	free(s->list);
	free(s->areas);
	free(s);
}

size_t synth_indicators(const struct synth *s)
{
	return s->n;
}

const struct synth_indicator *synth_find(const struct synth *s,
					 const char *code)
{
	struct synth_indicator key = {.id = (int)strtol(code, NULL, 10)};

	return bsearch(&key, s->list, s->n, sizeof(key), by_id);
}

bool synth_changes(const struct synth *s, const char *indicator,
		   unsigned per_mille)
{
	const struct synth_indicator *m = synth_find(s, indicator);
	size_t every = per_mille ? 1000 / per_mille : 0;

	return m && every &&
	       (size_t)(m - s->list) % every == (s->n - 1) % every / 2;
}

bool synth_answer(const struct synth *s, const struct request *r, int version,
		  struct buf *out)
{
	const struct synth_indicator *m = synth_find(s, r->indicator);

	switch (r->kind) {
	case ANSWER_AREAS:
		synth_regions(s, out);
		return true;
	case ANSWER_LIST:
		synth_list(s, out);
		return true;
	case ANSWER_META:
		if (m)
			synth_meta(s, m, version, out);
		return m;
	case ANSWER_FIGURES:
		if (m)
			synth_figures(s, m, r, version, out);
		return m;
	case ANSWER_NOTE:
		break;
	}
	return false;
}

void synth_request_meta(const struct synth *s, size_t i, struct request *out)
{
	*out = (struct request){.kind = ANSWER_META};
	(void)snprintf(out->indicator, sizeof(out->indicator), "%d",
		       s->list[i].id);
}

void synth_request_figures(const struct synth *s, size_t i, int version,
			   struct request *out)
{
	const struct synth_indicator *m = &s->list[i];
	int y;

	synth_request_meta(s, i, out);
	out->kind = ANSWER_FIGURES;
	for (y = m->first; y <= m->last + version; y++)
		out->year[y - YEAR_MIN] = true;
	out->sex[SEX_TOTAL] = true;
	out->sex[SEX_MALE] = out->sex[SEX_FEMALE] = m->by_sex;
}

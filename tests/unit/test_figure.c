/*
 * Figures in the order of their key, whatever the keys.
 */
#include "tests/support/test.h"

#include "etl/figure.h"

/* xorshift: the same figures each time */
static uint64_t next(uint64_t *x)
{
	*x ^= *x << 13;
	*x ^= *x >> 7;
	*x ^= *x << 17;
	return *x;
}

/* n figures, their numbers counting on, of areas below `areas`. */
static void fill(struct figures *f, size_t n, uint64_t areas, uint64_t seed)
{
	size_t i;

	figures_init(f);
	for (i = 0; i < n; i++)
		figures_add(f, &(struct figure){
				       .area = (int64_t)(next(&seed) % areas),
				       .year = YEAR_MIN +
					       (int)(next(&seed) % YEARS),
				       .sex = (enum sex)(next(&seed) % SEX_N),
				       .value = val_number((double)i)});
}

/* In order, those of one key as they were, and none lost. */
static void assert_sorted(const struct figures *f)
{
	double sum = 0, v = 0, last = 0;
	size_t i;

	for (i = 0; i < f->n; i++) {
		assert_true(val_get(f->list[i].value, &v));
		sum += v;
		if (i) {
			int c = figure_compare(&f->list[i - 1], &f->list[i]);

			assert_true(c < 0 || (c == 0 && last < v));
		}
		last = v;
	}
	assert_true(sum == (double)f->n * ((double)f->n - 1) / 2);
}

static void test_any_keys(void **state)
{
	/* the last ones do not fit the quick way's keys */
	static const struct {
		size_t n;
		uint64_t areas;
	} c[] = {{0, 1},           {1, 9},           {2, 2},
		 {3, 2},           {1000, 1},        {5000, 3},
		 {5000, 500},      {5000, 2000000},  {5000, UINT32_MAX},
		 {5000, 1u << 31}, {5000, INT64_MAX}};
	size_t i;

	(void)state;
	for (i = 0; i < ARRAY_LEN(c); i++) {
		struct figures f;

		fill(&f, c[i].n, c[i].areas, 1 + i);
		figures_sort(&f);
		assert_sorted(&f);
		figures_sort(&f);
		assert_sorted(&f);
		figures_release(&f);
	}
}

static void test_years_out_of_range(void **state)
{
	struct figures f;
	size_t i;

	(void)state;
	fill(&f, 3000, 50, 3);
	for (i = 0; i < f.n; i++)
		f.list[i].year = (int)(i * 7 % f.n) - 1000;
	figures_sort(&f);
	assert_sorted(&f);
	figures_release(&f);
}

/* Two ids of the past that contradict each other do not matter where today's
 * speaks too, in whatever order they come. */
static void test_ids_of_the_past(void **state)
{
	static const int orders[6][3] = {{0, 1, 2}, {0, 2, 1}, {1, 0, 2},
					 {1, 2, 0}, {2, 0, 1}, {2, 1, 0}};
	struct err e = {0};
	size_t i, k;
	double v = 0;

	(void)state;
	for (i = 0; i < ARRAY_LEN(orders); i++) {
		struct figures f;

		figures_init(&f);
		for (k = 0; k < 3; k++)
			figures_add(&f,
				    &(struct figure){
					    .area = 1,
					    .year = 2020,
					    .past = orders[i][k] > 0,
					    .value = val_number(orders[i][k])});
		assert_ok(figures_unique(&f, &e));
		assert_int_equal(f.n, 1);
		assert_true(val_get(f.list[0].value, &v));
		assert_near(v, 0.0, 0.0);
		figures_release(&f);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_ids_of_the_past),
		cmocka_unit_test(test_any_keys),
		cmocka_unit_test(test_years_out_of_range),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

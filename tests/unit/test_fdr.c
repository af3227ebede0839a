/*
 * False discovery control against R, its properties, and the families.
 */
#include "tests/support/draw.h"
#include "tests/support/test.h"

#include <math.h>

#include "analysis/fdr.h"
#include "analysis/finding.h"
#include "analysis/undefined.h"
#include "tests/tables/fdr_cases.h"

#define CLOSE 1e-9

static void sets_agree_with_r(void **state)
{
	const size_t all = ARRAY_LEN(fdr_cases);
	double p[ARRAY_LEN(fdr_cases)], bh[ARRAY_LEN(fdr_cases)],
		by[ARRAY_LEN(fdr_cases)];

	(void)state;
	for (size_t from = 0, end; from < all; from = end) {
		end = from;
		while (end < all &&
		       strcmp(fdr_cases[end].set, fdr_cases[from].set) == 0) {
			p[end] = fdr_cases[end].p;
			end++;
		}
		(void)fdr_adjust(p + from, end - from, bh + from, by + from);
	}
	for (size_t i = 0; i < all; i++) {
		assert_near(bh[i], fdr_cases[i].bh, CLOSE);
		assert_near(by[i], fdr_cases[i].by, CLOSE);
	}
}

/* R: p.adjust(c(0.01, NA, 0.02, NA), "BH") */
static void missing_p_is_not_counted(void **state)
{
	const double p[] = {0.01, UNDEFINED, 0.02, UNDEFINED};
	double bh[4], by[4];

	(void)state;
	assert_int_equal(fdr_adjust(p, 4, bh, by), 2);
	assert_near(bh[0], 0.02, CLOSE);
	assert_near(bh[2], 0.02, CLOSE);
	assert_near(by[0], 0.03, CLOSE);
	assert_true(isnan(bh[1]) && isnan(by[1]));
	assert_true(isnan(bh[3]) && isnan(by[3]));
	assert_int_equal(fdr_adjust(p, 0, bh, by), 0);
	assert_int_equal(fdr_adjust(p + 1, 1, bh, by), 0);
}

static void properties(void **state)
{
	uint64_t r = 11;

	(void)state;
	for (int round = 0; round < 500; round++) {
		double p[60], bh[60], by[60];
		size_t n = (size_t)round % 60 + 1, m;

		for (size_t i = 0; i < n; i++) {
			p[i] = (double)draw(&r, 1000) / 1000.0;
			p[i] *= round % 2 ? p[i] * p[i] : 1.0;
			if (draw(&r, 9) == 0)
				p[i] = UNDEFINED;
		}
		m = fdr_adjust(p, n, bh, by);
		for (size_t i = 0; i < n; i++) {
			assert_true(isnan(bh[i]) == isnan(p[i]));
			if (isnan(p[i]))
				continue;
			m--;
			assert_true(bh[i] >= p[i] && bh[i] <= 1.0);
			assert_true(by[i] >= bh[i] && by[i] <= 1.0);
			for (size_t j = 0; j < n; j++) {
				if (p[j] > p[i])
					assert_true(bh[j] >= bh[i]);
				if (p[j] == p[i])
					assert_true(bh[j] == bh[i]);
			}
		}
		assert_int_equal(m, 0);
	}
}

static void add(struct waiting_findings *f, int64_t indicator, int64_t area,
		int sex, double p_adj)
{
	struct finding one = {.indicator = indicator, .area = area, .sex = sex};

	one.trend.stats.p_adj = p_adj;
	waiting_findings_add(f, &one);
}

/* A family is one area and one sex, whatever the order. */
static void families(void **state)
{
	const struct {
		int64_t indicator, area;
		int sex;
		double p, q;
		size_t family;
	} c[] = {
		{1, 1, 0, 0.01, 0.03, 3}, {1, 1, 1, 0.04, 0.04, 1},
		{1, 2, 0, 0.02, 0.04, 2}, {2, 1, 0, 0.02, 0.03, 3},
		{2, 2, 0, 0.50, 0.50, 2}, {3, 1, 0, 0.90, 0.90, 3},
	};
	const size_t order[] = {4, 0, 5, 2, 1, 3};
	struct waiting_findings f = {0};

	(void)state;
	waiting_findings_adjust(&f);
	for (size_t i = 0; i < ARRAY_LEN(c); i++)
		add(&f, c[order[i]].indicator, c[order[i]].area,
		    c[order[i]].sex, c[order[i]].p);
	waiting_findings_adjust(&f);
	for (size_t i = 0; i < ARRAY_LEN(c); i++) {
		struct finding one;

		waiting_findings_get(&f, i, &one);
		assert_int_equal(one.indicator, c[i].indicator);
		assert_int_equal(one.area, c[i].area);
		assert_int_equal(one.sex, c[i].sex);
		assert_near(one.q, c[i].q, CLOSE);
		assert_int_equal(one.family, c[i].family);
		assert_true(one.q_by >= one.q);
	}
	waiting_findings_release(&f);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(sets_agree_with_r),
		cmocka_unit_test(missing_p_is_not_counted),
		cmocka_unit_test(properties),
		cmocka_unit_test(families),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

/*
 * From the cells of a cube to figures.
 */
#include <math.h>

#include "etl/cube.h"

/* Where the variables that matter stand, and what each of their values means.
 */
struct axes {
	size_t cells;
	size_t stride[CUBE_VARIABLES];
	const struct variable *time, *area, *sex;
	size_t at_time, at_area, at_sex;
	int *years;      /* 0: passed over */
	int64_t *places; /* -1: passed over */
};

int cube_check(const struct cube *c, struct err *e)
{
	size_t i;

	for (i = 0; i < c->n; i++) {
		const struct variable *v = &c->list[i];

		if ((v->role == ROLE_NONE || v->role == ROLE_METRIC) &&
		    v->n != 1)
			return err_set(e, ERR_DATA,
				       "dimension.%.60s: %zu values where an "
				       "indicator has one",
				       v->code, v->n);
	}
	if (!cube_role(c, ROLE_TIME))
		return err_set(e, ERR_DATA, "no variable is of time");
	if (!cube_role(c, ROLE_AREA))
		return err_set(e, ERR_DATA, "no variable is of areas");
	return 0;
}

static void find_axes(const struct cube *c, struct axes *x)
{
	size_t i, stride = 1;

	for (i = 0; i < c->n; i++)
		stride *= c->list[i].n;
	x->cells = stride;
	for (i = 0; i < c->n; i++) {
		const struct variable *v = &c->list[i];

		stride = v->n ? stride / v->n : 0;
		x->stride[i] = stride;
		if (v->role == ROLE_TIME) {
			x->time = v;
			x->at_time = i;
		} else if (v->role == ROLE_AREA) {
			x->area = v;
			x->at_area = i;
		} else if (v->role == ROLE_SEX) {
			x->sex = v;
			x->at_sex = i;
		}
	}
	if (!x->time || !x->area)
		die("a cube that was not checked");
}

/* By its code, or by its name: which area had it then the register knows. -1
 * where the value stands for no area. */
static int64_t add_place(const struct cube_terms *t, const struct variable *v,
			 size_t i, struct answer *out)
{
	const char *kind = t->kind, *code = v->ids[i];
	bool total = !t->area && variable_is_total(v, i);
	struct place *p;
	int zeros;

	if (t->area && t->area(code, &kind, &code) && !kind)
		return -1;
	zeros = t->digits - (int)strlen(code);
	p = answer_add_place(out);
	p->id = (int64_t)out->n_places - 1;
	p->kind = xstrdup(total ? "maa" : kind);
	if (t->area || total)
		p->code = total ? xstrdup("358")
				: xasprintf("%.*s%s", zeros > 0 ? zeros : 0,
					    "00", code);
	else
		p->name[0] = xstrdup(v->labels[i]);
	return p->id;
}

static int read_axes(const struct cube *c, const struct cube_terms *t,
		     struct axes *x, struct answer *out, struct err *e)
{
	enum sex sex;
	size_t i;

	if (cube_check(c, e) < 0)
		return -1;
	find_axes(c, x);
	x->years = xcalloc(x->time->n + 1, sizeof(*x->years));
	for (i = 0; i < x->time->n; i++) {
		int rc = variable_year(x->time, i, &x->years[i], e);

		if (rc < 0)
			return -1;
		if (rc == 0)
			x->years[i] = 0;
	}
	for (i = 0; x->sex && i < x->sex->n; i++)
		if (!variable_sex(x->sex, i, &sex))
			return err_set(e, ERR_DATA,
				       "dimension.%.60s: '%.60s' is no sex",
				       x->sex->code, x->sex->labels[i]);
	x->places = xcalloc(x->area->n + 1, sizeof(*x->places));
	for (i = 0; i < x->area->n; i++)
		x->places[i] = add_place(t, x->area, i, out);
	return 0;
}

static void take_cells(const struct axes *x, const struct val *cells,
		       struct answer *out)
{
	size_t i;

	if (!x->time->n || !x->area->n || (x->sex && !x->sex->n))
		return;
	for (i = 0; i < x->cells; i++) {
		struct figure f = {.value = cells[i],
				   .numerator = val_absent(VAL_MISSING)};

		f.year = x->years[i / x->stride[x->at_time] % x->time->n];
		f.area = x->places[i / x->stride[x->at_area] % x->area->n];
		if (!f.year || f.area < 0 || f.value.state == VAL_GONE)
			continue;
		if (x->sex)
			(void)variable_sex(x->sex,
					   i / x->stride[x->at_sex] % x->sex->n,
					   &f.sex);
		figures_add(&out->figures, &f);
	}
}

int cube_figures(const struct cube *c, const struct cube_terms *t,
		 const struct val *cells, struct answer *out, struct err *e)
{
	struct axes x = {0};
	int rc = read_axes(c, t, &x, out, e);

	if (rc == 0)
		take_cells(&x, cells, out);
	free(x.years);
	free(x.places);
	return rc;
}

int cube_decimals(const struct figures *f)
{
	double v;
	size_t i;

	for (i = 0; i < f->n; i++)
		if (val_get(f->list[i].value, &v) && v != floor(v))
			return 1;
	return 0;
}

/*
 * Names beside marks that lie anywhere: each where it hides least and touches
 * no other name. Pure.
 */
#ifndef PLOTS_NAMES_H
#define PLOTS_NAMES_H

#include "plots/canvas.h"

struct names;
/* The frame that they may use. */
struct names *names_new(double left, double top, double right, double bottom);
/* A mark in pixels; name NULL: a mark without one, which may be covered where
 * it must be. Borrows the name until names_free(). */
void names_add(struct names *n, const char *name, double x, double y);
/* Writes the names, those further off with a thin line to their mark. One for
 * which there is no room at all is left out: returns how many were. */
size_t names_write(struct names *n, struct picture *p, struct canvas *c,
		   double size, int role);
void names_free(struct names *n);

#endif

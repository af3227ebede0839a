/*
 * Votes on the priorities of a negotiation: whether they add up, and the ranks
 * that they give. Pure.
 */
#ifndef ETL_VOTES_H
#define ETL_VOTES_H

#include "etl/negotiation.h"

/* Ranks of n counts of votes, the most first: equal counts share the best rank,
 * the next one skips (1, 2, 2, 2, 5). A count below 0 is none: rank 0. */
void votes_rank(const int64_t *votes, size_t n, int *rank);
/* Whether another of them has the same count. */
bool votes_tied(const int64_t *votes, size_t n, size_t i);
/* Whether that is an area or a group of a round. */
bool votes_is_party(const struct negotiation *n, const char *party);
/* Who voted took part in a round. Once areas are resolved: see
 * negotiation_resolve(). */
int votes_check_parties(const struct negotiation *n, struct err *e) MUST_USE;
/* The votes add up to what is stated, by party and in all; ranks that are
 * written are those that the votes give. */
int votes_check(const struct negotiation *n, struct err *e) MUST_USE;

#endif

/*
 * What the tables of a negotiation are made of. Column names are the contract
 * with the people who keep them; the manual, NEGOTIATIONS, says what they mean.
 */
#include "etl/negotiation.h"

/* clang-format off */
static const struct kept_column negotiation[] = {
	[N_ID] = {"id", KEPT_ID, true, NULL},
	[N_STATUS] = {"status", KEPT_WORD, true, "draft agreed"},
	[N_COUNTY] = {"county", KEPT_AREA, true, "hyvinvointialue"},
	[N_DATE] = {"date", KEPT_DAY, true, NULL},
	[N_DATE_TO] = {"date_to", KEPT_DAY, false, NULL},
	[N_TARGET_YEAR] = {"target_year", KEPT_INT, false, NULL},
	[N_TITLE] = {"title", KEPT_TEXT, true, NULL},
	[N_FORM] = {"form", KEPT_TEXT, false, NULL},
	[N_OPENING] = {"opening", KEPT_TEXT, false, NULL},
	[N_INPUT] = {"input", KEPT_TEXT, false, NULL},
	[N_METHOD] = {"method", KEPT_TEXT, false, NULL},
	[N_PURPOSE] = {"purpose", KEPT_TEXT, false, NULL},
	[N_LEGAL_BASIS] = {"legal_basis", KEPT_TEXT, false, NULL},
	[N_FOLLOW_UP] = {"follow_up", KEPT_TEXT, false, NULL},
	[N_REPORTED_TO] = {"reported_to", KEPT_TEXT, false, NULL},
	[N_REPORTED] = {"reported", KEPT_DAY, false, NULL},
	[N_VOTES] = {"votes_total", KEPT_INT, false, NULL},
	[N_SOURCE] = {"source", KEPT_TEXT, false, NULL},
};

static const struct kept_column rounds[] = {
	[R_ID] = {"id", KEPT_ID, true, NULL},
	[R_DATE] = {"date", KEPT_DAY, false, NULL},
	[R_TIME] = {"time", KEPT_TEXT, false, NULL},
	[R_PLACE] = {"place", KEPT_TEXT, false, NULL},
	[R_PARTIES] = {"parties", KEPT_AREAS, false, NULL},
	[R_GROUPS] = {"groups", KEPT_LIST, false, NULL},
	[R_TEXT] = {"text", KEPT_TEXT, false, NULL},
	[R_NOTE] = {"note", KEPT_TEXT, false, NULL},
};

static const struct kept_column priorities[] = {
	[P_ID] = {"id", KEPT_ID, true, NULL},
	[P_KIND] = {"kind", KEPT_WORD, true, "challenge topic ngo spearhead"},
	[P_PARENT] = {"parent", KEPT_REF, false, NULL},
	[P_TEXT] = {"text", KEPT_TEXT, true, NULL},
	[P_VOTES] = {"votes", KEPT_INT, false, NULL},
	[P_RANK] = {"rank", KEPT_TEXT, false, NULL},
	[P_FIRST_YEAR] = {"first_year", KEPT_INT, false, NULL},
	[P_LAST_YEAR] = {"last_year", KEPT_INT, false, NULL},
};

static const struct kept_column resources[] = {
	[S_ID] = {"id", KEPT_ID, true, NULL},
	[S_PRIORITY] = {"priority", KEPT_REF, true, NULL},
	[S_KIND] = {"kind", KEPT_WORD, true, "resource detail reason"},
	[S_APPLIES] = {"applies_to", KEPT_WORD, true, "this all"},
	[S_TEXT] = {"text", KEPT_TEXT, true, NULL},
};

static const struct kept_column links[] = {
	[L_PRIORITY] = {"priority", KEPT_REF, true, NULL},
	[L_INDICATOR] = {"indicator", KEPT_INDICATORS, true, NULL},
	[L_ROLE] = {"role", KEPT_WORD, true, "outcome process context"},
	[L_STRENGTH] = {"strength", KEPT_WORD, true,
			"direct proxy weak context"},
	[L_WHY] = {"why", KEPT_TEXT, true, NULL},
	[L_BY] = {"decided_by", KEPT_TEXT, true, NULL},
};

static const struct kept_column items[] = {
	[I_ID] = {"id", KEPT_ID, true, NULL},
	[I_PRIORITY] = {"priority", KEPT_REF, true, NULL},
	[I_TEXT] = {"text", KEPT_TEXT, true, NULL},
	[I_BY] = {"decided_by", KEPT_TEXT, true, NULL},
};

static const struct kept_column measures[] = {
	[M_ID] = {"id", KEPT_ID, true, NULL},
	[M_TEXT] = {"text", KEPT_TEXT, true, NULL},
	[M_AGREED] = {"agreed", KEPT_WHEN, false, NULL},
	[M_RESPONSIBLE] = {"responsible", KEPT_TEXT, false, NULL},
	[M_CO_PARTIES] = {"co_parties", KEPT_TEXT, false, NULL},
	[M_DUE] = {"due", KEPT_WHEN, false, NULL},
	[M_DUE_TEXT] = {"due_text", KEPT_TEXT, false, NULL},
	[M_EFFECT] = {"effect", KEPT_TEXT, false, NULL},
	[M_LAG] = {"lag_years", KEPT_INT, false, NULL},
	[M_FOLLOW_UP] = {"follow_up", KEPT_TEXT, false, NULL},
	[M_PRIORITIES] = {"priorities", KEPT_REFS, false, NULL},
	[M_INDICATORS] = {"indicators", KEPT_INDICATORS, false, NULL},
	[M_BY] = {"decided_by", KEPT_TEXT, false, NULL},
};

static const struct kept_column followup[F_COLUMNS] = {
	[F_ITEM] = {"item", KEPT_REF, true, NULL},
	[F_DATE] = {"date", KEPT_DAY, true, NULL},
	[F_STATE] = {"state", KEPT_WORD, true,
		     "planned ongoing done not_done dropped"},
	[F_VALUE] = {"value", KEPT_TEXT, false, NULL},
	[F_NOTE] = {"note", KEPT_TEXT, false, NULL},
	[F_BY] = {"by", KEPT_TEXT, true, NULL},
};

static const struct kept_column practices[] = {
	[G_ID] = {"id", KEPT_ID, true, NULL},
	[G_AREA] = {"area", KEPT_AREA, false, NULL},
	[G_TEXT] = {"text", KEPT_TEXT, true, NULL},
};

static const struct kept_column feedback[] = {
	[B_ID] = {"id", KEPT_ID, true, NULL},
	[B_TEXT] = {"text", KEPT_TEXT, true, NULL},
	[B_MEAN] = {"mean", KEPT_NUMBER, false, NULL},
	[B_REPORTED] = {"n_reported", KEPT_INT, false, NULL},
	[B_SCALE] = {"scale", KEPT_TEXT, false, NULL},
};

static const struct kept_column points[] = {
	{"id", KEPT_ID, true, NULL},
	{"kind", KEPT_WORD, true,
	 "keynote finding point_raised ngo_strength development_wish"},
	{"text", KEPT_TEXT, true, NULL},
};

static const struct kept_column worries[] = {
	[W_ID] = {"id", KEPT_ID, true, NULL},
	[W_DATE] = {"date", KEPT_DAY, true, NULL},
	[W_AREA] = {"area", KEPT_AREA, false, NULL},
	[W_BY] = {"by", KEPT_TEXT, true, NULL},
	[W_PRIORITY] = {"priority", KEPT_REF, false, NULL},
	[W_TEXT] = {"text", KEPT_TEXT, true, NULL},
};

static const struct kept_column votes[] = {
	[V_PRIORITY] = {"priority", KEPT_REF, true, NULL},
	[V_PARTY] = {"party", KEPT_PARTY, true, NULL},
	[V_VOTES] = {"votes", KEPT_INT, true, NULL},
};

static const struct kept_column texts[] = {
	[T_ID] = {"id", KEPT_REF, true, NULL},
	[T_LANG] = {"lang", KEPT_WORD, true, "sv en"},
	[T_TEXT] = {"text", KEPT_TEXT, true, NULL},
	[T_BY] = {"decided_by", KEPT_TEXT, false, NULL},
};

static const struct kept_column calendar[] = {
	[C_ID] = {"id", KEPT_ID, true, NULL},
	[C_COUNTY] = {"county", KEPT_AREA, false, "hyvinvointialue"},
	[C_NEGOTIATION] = {"negotiation", KEPT_REF, false, NULL},
	[C_KIND] = {"kind", KEPT_WORD, true,
		    "law negotiation report meeting deadline"},
	[C_DATE] = {"date", KEPT_WHEN, false, NULL},
	[C_REPEATS] = {"repeats", KEPT_WORD, true, "once yearly"},
	[C_TEXT] = {"text", KEPT_TEXT, true, NULL},
	[C_SOURCE] = {"source", KEPT_TEXT, true, NULL},
};
/* clang-format on */

#define TABLE(name)                                                            \
	{                                                                      \
#name, name, ARRAY_LEN(name)                                   \
	}

const struct kept_spec negotiation_specs[NEGOTIATION_TABLES] = {
	[TABLE_NEGOTIATION] = TABLE(negotiation),
	[TABLE_ROUNDS] = TABLE(rounds),
	[TABLE_PRIORITIES] = TABLE(priorities),
	[TABLE_RESOURCES] = TABLE(resources),
	[TABLE_LINKS] = TABLE(links),
	[TABLE_ITEMS] = TABLE(items),
	[TABLE_MEASURES] = TABLE(measures),
	[TABLE_FOLLOWUP] = TABLE(followup),
	[TABLE_PRACTICES] = TABLE(practices),
	[TABLE_FEEDBACK] = TABLE(feedback),
	[TABLE_POINTS] = TABLE(points),
	[TABLE_WORRIES] = TABLE(worries),
	[TABLE_VOTES] = TABLE(votes),
	[TABLE_TEXTS] = TABLE(texts),
};
const struct kept_spec calendar_spec = TABLE(calendar);

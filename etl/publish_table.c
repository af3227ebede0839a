#include "etl/publish_table.h"

#define BY_INDICATOR(view)                                                     \
	"SELECT * FROM " view " WHERE source = ?1 AND indicator = ?2"

#define SERIES "source, indicator, area_kind, area_code, sex"

/* Keys are those that the tables below the views guarantee, whatever stands in
 * people's tables. */
static const struct publish_table tables[] = {
	{.name = "v_area", .key = "kind, code"},
	{.name = "v_merger"},
	{.name = "v_membership"},
	{.name = "v_indicator",
	 .key = "source, indicator",
	 .integers = "decimals first_year last_year span followed offered"},
	{.name = "v_observation",
	 .key = SERIES ", year",
	 .integers = "year span",
	 .reals = "value numerator denominator",
	 .parts = PARTS_FIGURES,
	 .rows = BY_INDICATOR("v_observation")},
	{.name = "v_latest",
	 .key = SERIES,
	 .integers = "year span",
	 .reals = "value numerator denominator country_value county_value",
	 .parts = PARTS_FIGURES,
	 .rows = BY_INDICATOR("v_latest")},
	{.name = "v_coverage",
	 .key = "source, indicator, area_kind, year, sex",
	 .integers = "year areas areas_today",
	 .parts = PARTS_FIGURES,
	 .rows = BY_INDICATOR("v_coverage")},
	{.name = "v_revision",
	 .integers = "year",
	 .reals = "old_value new_value",
	 .parts = PARTS_ROWS,
	 .rows = BY_INDICATOR("v_revision")},
	{.name = "v_provenance",
	 .integers = "first_year last_year",
	 .parts = PARTS_ROWS,
	 .rows = BY_INDICATOR("v_provenance")},
	{.name = "v_quality", .integers = "year held"},
	{.name = "v_correction",
	 .key = SERIES ", year",
	 .integers = "year",
	 .reals = "value source_value"},
	{.name = "v_trend",
	 .key = SERIES ", kind",
	 .integers = "first_year last_year n s family suppressed missing",
	 .reals = "p p_adj q slope slope_low slope_high q_by f",
	 .parts = PARTS_ROWS,
	 .rows = BY_INDICATOR("v_trend")},
	{.name = "v_position",
	 .key = SERIES,
	 .integers = "year rank ranked quintile slight unstable pooled_from "
		     "rank_uncertain by_shrunken",
	 .reals = "value low high benchmark low998 high998 difference percent "
		  "county_benchmark numerator denominator pooled_value "
		  "pooled_low pooled_high rank_low rank_high z shrunken excess "
		  "phi",
	 .parts = PARTS_ROWS,
	 .rows = BY_INDICATOR("v_position")},
	{.name = "v_matrix",
	 .key = "source, indicator, area_kind, area_code",
	 .integers = "year cell place",
	 .reals = "persons q"},
	{.name = "v_forecast",
	 .key = SERIES ", year",
	 .integers = "year from_year n",
	 .reals = "value low80 high80 low95 high95 coverage",
	 .parts = PARTS_ROWS,
	 .rows = BY_INDICATOR("v_forecast")},
	{.name = "v_forecast_method",
	 .key = "source, indicator, sex",
	 .integers = "series scores pool_series checked accepted",
	 .reals = "error_last error_mean3 error_median4 coverage80"},
	{.name = "v_background",
	 .key = "source, indicator",
	 .integers = "links year areas used",
	 .reals = "weight"},
	{.name = "v_peer",
	 .key = "area_kind, area_code, rank",
	 .integers = "rank close variables",
	 .reals = "distance"},
	{.name = "v_peer_position",
	 .key = "source, indicator, area_kind, area_code",
	 .integers = "year peers close",
	 .reals = "value median low high",
	 .parts = PARTS_ROWS,
	 .rows = BY_INDICATOR("v_peer_position")},
	{.name = "v_link",
	 .key = "kind, source_a, indicator_a, source_b, indicator_b",
	 .integers = "n partial_n family year_a year_b",
	 .reals = "rho p q rho_first rho_second partial partial_p"},
	{.name = "v_inequality",
	 .key = "source, indicator, sex, year",
	 .integers = "year n",
	 .reals = "mean sd cv p10 p90 ratio p10_people p90_people gini theil "
		  "theil_between theil_within county_part tau"},
	{.name = "v_inequality_trend",
	 .key = "source, indicator, sex",
	 .integers = "towns first_year last_year n s family",
	 .reals = "p p_adj q slope slope_low slope_high q_by f"},
	{.name = "v_gap"},
	{.name = "v_break",
	 .integers = "year areas",
	 .reals = "strength share before after"},
	{.name = "v_negotiation",
	 .key = "negotiation",
	 .integers = "target_year votes_total rounds municipalities priorities "
		     "measures"},
	{.name = "v_round",
	 .key = "negotiation, round",
	 .integers = "position municipalities"},
	{.name = "v_party",
	 .key = "negotiation, round, position",
	 .integers = "position"},
	{.name = "v_negotiation_priority",
	 .key = "negotiation, priority",
	 .integers =
		 "position votes rank_number first_year last_year indicators "
		 "items"},
	{.name = "v_resource",
	 .key = "negotiation, resource",
	 .integers = "position"},
	{.name = "v_priority_link",
	 .key = "negotiation, priority, source, indicator",
	 .integers = "position followed last_year"},
	{.name = "v_followup",
	 .key = "negotiation, position",
	 .integers = "position newest"},
	{.name = "v_item", .key = "negotiation, item", .integers = "position"},
	{.name = "v_measure",
	 .key = "negotiation, measure",
	 .integers = "position lag_years"},
	{.name = "v_tie"},
	{.name = "v_target",
	 .key = "negotiation, measure",
	 .integers = "target_year",
	 .reals = "target"},
	{.name = "v_practice",
	 .key = "negotiation, practice",
	 .integers = "position"},
	{.name = "v_feedback",
	 .key = "negotiation, item",
	 .integers = "position n_reported",
	 .reals = "mean"},
	{.name = "v_point",
	 .key = "negotiation, point",
	 .integers = "position"},
	{.name = "v_worry",
	 .key = "negotiation, worry",
	 .integers = "position"},
	{.name = "v_vote", .integers = "position votes"},
	{.name = "v_priority_vote",
	 .key = "negotiation, priority",
	 .integers =
		 "position votes parties parties_for first_of most rank_best "
		 "rank_worst rank_spread",
	 .reals = "share"},
	{.name = "v_calendar", .key = "id", .integers = "position"},
	{.name = "v_release",
	 .key = "source, indicator, year",
	 .integers = "year"},
	{.name = "v_rhythm",
	 .key = "source, indicator",
	 .integers = "releases last_year next_year"},
	{.name = "v_freshness",
	 .key = "source, indicator",
	 .integers = "last_year years_behind"},
	{.name = "v_agreement",
	 .integers = "agreed_year current_year lag family first_year decimals",
	 .reals = "agreed_value revised_value current_value low high change p "
		  "q"},
	{.name = "v_worry_check",
	 .key = "negotiation, worry",
	 .integers = "judged speak_for speak_against"},
	{.name = "v_data_need"},
	{.name = "v_foresight",
	 .integers = "current_year year from_year target_year within",
	 .reals = "current_value value low80 high80 target needed expected"},
	{.name = "v_priority",
	 .integers =
		 "cell votes year first_year last_year n years_behind forecast "
		 "decimals items items_with_state position link_position",
	 .reals = "value country_value benchmark low high persons slope "
		  "slope_low slope_high q"},
	{.name = "v_dimension",
	 .key = "area_kind, area_code, source, indicator",
	 .integers =
		 "year years_behind decimals first_year last_year n position",
	 .reals = "value country_value slope slope_low slope_high q"},
	{.name = "v_hyte",
	 .key = "area_kind, area_code, source, indicator",
	 .integers =
		 "year years_behind decimals first_year last_year n position",
	 .reals = "value country_value slope slope_low slope_high q"},
	{.name = "v_chart", .key = "name"},
	/* a night publishes before it ends: of itself it could only say that it
	 * has not */
	{.name = "v_run",
	 .key = "run",
	 .rows = "SELECT * FROM v_run WHERE state <> 'not ended'",
	 .integers = "run requests new same refused changed",
	 .longs = "bytes",
	 .reals = "seconds fetch_seconds load_seconds analyse_seconds "
		  "plot_seconds brief_seconds"},
	{.name = "meta_source",
	 .key = "organisation, licence",
	 .about = "The producers of the figures, their terms, and how many "
		  "indicators with figures each has.",
	 .integers = "indicators",
	 .rows = "SELECT organisation, licence, count(*) AS indicators"
		 "  FROM v_indicator"
		 "  WHERE organisation <> '' AND last_year IS NOT NULL"
		 "  GROUP BY organisation, licence"},
	{.name = "meta",
	 .key = "key",
	 .about = "What the copy is of: content_id names the picture, "
		  "data_date is the day of the newest figures, published_at "
		  "when it was looked at last.",
	 .dated = true,
	 .rows = "SELECT key, value FROM store_info"
		 "  WHERE key IN ('content_id', 'data_date', 'program')"
		 " UNION ALL VALUES ('published_at', ?1),"
		 "  ('title', 'Tilannekuva: welfare indicators by area'),"
		 "  ('licence', 'of each producer: table meta_source; of each"
		 " indicator: v_indicator')"},
};

const struct publish_table *publish_table_at(size_t i)
{
	return i < ARRAY_LEN(tables) ? &tables[i] : NULL;
}

const struct publish_table *publish_table_find(const char *name)
{
	for (size_t i = 0; i < ARRAY_LEN(tables); i++)
		if (strcmp(tables[i].name, name) == 0)
			return &tables[i];
	return NULL;
}

/* words: "span followed offered", NULL: none. */
static bool has(const char *words, const char *word)
{
	size_t n = strlen(word);

	while (words && *words) {
		size_t m = strcspn(words, " ");

		if (m == n && memcmp(words, word, n) == 0)
			return true;
		words += m + (words[m] == ' ');
	}
	return false;
}

enum column_type publish_table_type(const struct publish_table *t,
				    const char *column)
{
	if (has(t->integers, column))
		return COLUMN_INTEGER;
	if (has(t->longs, column))
		return COLUMN_LONG;
	return has(t->reals, column) ? COLUMN_REAL : COLUMN_TEXT;
}

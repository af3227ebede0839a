-- The analysts' contract over analysis' tables: views only grow.

-- Has it changed? One row per series and kind of trend. METHODS: docs in the
-- manual, section "trend".
CREATE VIEW v_trend AS
SELECT s.name AS source, i.code AS indicator,
  a.kind AS area_kind, a.code AS area_code, a.name_fi AS area_fi,
  x.name AS sex,
  t.kind,                         -- long: the last ten data years
  t.first_year, t.last_year,      -- the window that was tested
  t.n,                            -- points in it
  t.s,                            -- Mann-Kendall S
  t.p,                            -- exact two-sided p, ties included
  t.p_adj,                        -- after the adjustment for persistence
  t.q,                            -- after false discovery control within one
                                  -- area, sex and kind; NULL: not in the family
  t.slope,                        -- Theil-Sen, units a year
  t.slope_low, t.slope_high,      -- 95 % interval; NULL: none can be given
  t.verdict,                      -- up, down, up_small, no_clear_trend ...
  t.direction,                    -- improving, worsening, rising, falling
  t.note,
  t.q_by,                         -- the same by Benjamini-Yekutieli
  t.family,                       -- hypotheses tested together
  t.f                             -- variance factor of persistence
FROM trend AS t
JOIN indicator AS i ON i.id = t.indicator
JOIN source AS s ON s.id = i.source
JOIN area AS a ON a.id = t.area
JOIN sex AS x ON x.id = t.sex;

-- How unlike are the municipalities in an indicator? One row per sex and year;
-- followed indicators. The manual's section "inequality" tells how.
CREATE VIEW v_inequality AS
SELECT s.name AS source, i.code AS indicator, i.title_fi, x.name AS sex,
  q.year,
  q.n,                            -- municipalities with a figure
  q.mean, q.sd, q.cv,             -- weighted by inhabitants; cv = sd / mean
  q.p10, q.p90, q.ratio,          -- of municipalities; ratio = p90 / p10
  q.p10_people, q.p90_people,     -- of inhabitants
  q.gini,                         -- weighted, 0 to 1; 0: all equal
  q.theil,                        -- weighted Theil's T
  q.theil_between, q.theil_within,-- its parts between and within counties
  q.county_part,                  -- the counties' part of the variance, 0 to 1
  q.tau,                          -- the spread that chance leaves, in units
  q.note
FROM inequality AS q
JOIN indicator AS i ON i.id = q.indicator
JOIN source AS s ON s.id = i.source
JOIN sex AS x ON x.id = q.sex;

-- Do the municipalities grow more alike? One row per followed indicator and sex:
-- the trend of the cv (or sd) over the same municipalities in all years.
CREATE VIEW v_inequality_trend AS
SELECT s.name AS source, i.code AS indicator, i.title_fi, x.name AS sex,
  t.measure,                      -- cv; sd: of shares, or where there is no cv
  t.towns,                        -- municipalities, the same in all years
  t.first_year, t.last_year,      -- the window that was tested
  t.n,                            -- years in it
  t.s, t.p, t.p_adj, t.q,         -- as in v_trend; q within one sex
  t.slope,                        -- units of the measure a year
  t.slope_low, t.slope_high,      -- 95 % interval; NULL: none can be given
  t.verdict,                      -- the words of v_trend
  t.direction,                    -- widening, narrowing
  t.note,
  t.q_by, t.family, t.f
FROM inequality_trend AS t
JOIN indicator AS i ON i.id = t.indicator
JOIN source AS s ON s.id = i.source
JOIN sex AS x ON x.id = t.sex;

-- Where does it stand? The newest figure of each municipality and county, of
-- followed indicators, against the country and the county.
CREATE VIEW v_position AS
SELECT s.name AS source, i.code AS indicator,
  a.kind AS area_kind, a.code AS area_code, x.name AS sex,
  p.year,                         -- of its newest figure
  p.value,                        -- NULL: the newest one is suppressed
  p.low, p.high,                  -- 95 % interval; NULL: none can be given
  p.benchmark,                    -- the country's figure of that year; without
                                  -- the area where it is more than a tenth of it
  p.level_class,                  -- much_lower, lower, similar, higher or
                                  -- much_higher: judged by the interval (much:
                                  -- 99.8 %); below, same, above: placed, for
                                  -- surveys, money, indices; not_compared
  p.rank,                         -- 1: the highest figure, whatever is better
  p.ranked,                       -- how many report in that year
  p.quintile,                     -- 1: the lowest fifth
  p.note,                         -- words joined by '; ', '': none
  a.name_fi AS area_fi,
  p.method,                       -- Wilson, Exact (under 10 cases), Byars
  p.low998, p.high998,            -- 99.8 % interval
  p.slight,                       -- 1: differs, by less than a tenth
  p.standing,                     -- much_worse, worse, similar, better,
                                  -- much_better; NULL: no polarity, no judgement
  p.difference,                   -- value - benchmark, in its units
  p.percent,                      -- the same in percent of the benchmark
  p.county_benchmark,             -- today's county's figure of that year, or
                                  -- the rest of it
  p.county_class, p.county_standing, -- the same against it
  p.numerator,                    -- cases or persons, as the source gives them
  p.denominator,                  -- of how many; NULL: not known for sure
  p.denominator_from,             -- population, or own: of the value itself
  p.unstable,                     -- 1: fewer than 20 cases
  p.pooled_from,                  -- first of the years that are taken together
                                  -- where there are fewer than 20 cases
  p.pooled_value, p.pooled_low, p.pooled_high, p.pooled_class,
  p.by_shrunken,                  -- 1: rank and quintile are of `shrunken`
  p.z,                            -- distance from the median in robust
                                  -- standard deviations
  p.shrunken,                     -- empirical Bayes: for ranks and maps, never
                                  -- as the area's own figure
  p.excess,                       -- persons or cases more than at the
                                  -- benchmark's level, of the shrunken figure
  p.unusual,                      -- low, high: outside the 99.8 % funnel; usual
  p.phi,                          -- overdispersion of that funnel
  p.reason,                       -- why it was not compared
  i.data_updated                  -- the source's own date
FROM position AS p
JOIN indicator AS i ON i.id = p.indicator
JOIN source AS s ON s.id = i.source
JOIN area AS a ON a.id = p.area
JOIN sex AS x ON x.id = p.sex;

-- Each thing that was left out, and why.
CREATE VIEW v_gap AS
SELECT g.source, g.code AS indicator, NULL AS area_kind, NULL AS area_code,
  NULL AS sex, 'load' AS stage, g.reason
FROM gap AS g
UNION ALL
SELECT source, code, kind, area, NULL, 'areas', 'no such area'
FROM left_out
UNION ALL
SELECT source, indicator, area_kind, area_code, sex, 'trend', verdict
FROM v_trend
WHERE verdict IN ('too_few_points', 'out_of_date', 'not_assessable',
                  'break_in_series')
UNION ALL
SELECT source, indicator, area_kind, area_code, sex, 'level', reason
FROM v_position
WHERE reason IS NOT NULL;

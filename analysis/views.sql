-- The analysts' contract over analysis' tables: views only grow.

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
  p.rank_low, p.rank_high,        -- 90 % interval of the rank: of both sexes
                                  -- together, where one end is the better one
  p.rank_uncertain,               -- 1: that is more than two fifths of them
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

-- The cells of that matrix for the two views below; not part of the contract.
CREATE VIEW matrix_cell(trend, level, cell) AS VALUES
  ('worsening', 'worse', 1), ('worsening', 'similar', 2),
  ('worsening', 'better', 3), ('no_clear', 'worse', 4),
  ('improving', 'worse', 5), ('no_clear', 'similar', 6),
  ('no_clear', 'better', 7), ('improving', 'similar', 8),
  ('improving', 'better', 9);

-- What to talk about: the matrix of trend and level of an area (National Cancer
-- Institute, State Cancer Profiles), of followed indicators with a polarity,
-- both sexes together. The cells are an order of urgency, never a score.
CREATE VIEW v_matrix AS
WITH judged AS (
  SELECT f.source, f.code AS indicator,
    coalesce(nullif(i.title_fi, ''), f.title) AS title_fi, f.theme, f.polarity,
    a.kind AS area_kind, a.code AS area_code, a.name_fi AS area_fi,
    p.year, p.level_class, p.standing, p.reason, p.unstable,
    t.verdict AS trend_verdict, t.direction, t.q,
    CASE
      WHEN t.verdict IN ('up', 'down', 'up_small', 'down_small')
        THEN t.direction
      WHEN t.verdict IN ('no_clear_trend', 'up_indicative', 'down_indicative')
        THEN 'no_clear'
    END AS trend,
    replace(p.standing, 'much_', '') AS level,
    CASE f.polarity WHEN 'higher_better' THEN -p.excess ELSE p.excess
    END AS persons,
    CASE
      WHEN t.verdict LIKE '%_indicative' AND p.unstable
        THEN 'indicative_trend; unstable'
      WHEN t.verdict LIKE '%_indicative' THEN 'indicative_trend'
      WHEN p.unstable THEN 'unstable'
    END AS apart,
    CASE
      WHEN p.level_class IN ('below', 'same', 'above')
        THEN 'level_not_judged: no interval'
      WHEN p.standing IS NULL THEN 'level_not_judged: ' || p.reason
      WHEN t.verdict IS NULL THEN 'no_trend'
      WHEN t.verdict IN ('too_few_points', 'out_of_date', 'not_assessable',
                         'break_in_series') THEN 'trend_not_judged: ' || t.verdict
      ELSE ''
    END AS note
  FROM position AS p
  JOIN indicator AS i ON i.id = p.indicator
  JOIN source AS s ON s.id = i.source
  JOIN followed AS f ON f.source = s.name AND f.code = i.code
  JOIN area AS a ON a.id = p.area
  LEFT JOIN trend AS t ON t.indicator = p.indicator AND t.area = p.area
    AND t.sex = p.sex AND t.kind = 'long'
  WHERE p.sex = 0 AND f.polarity <> 'neutral')
SELECT j.source, j.indicator, j.title_fi, j.theme, j.polarity,
  j.area_kind, j.area_code, j.area_fi,
  j.year,                         -- of the level
  j.trend_verdict,                -- of the long trend; NULL: none
  j.direction,                    -- of it, indicative ones too: improving ...
  j.level_class,                  -- against the country
  j.standing,                     -- much_worse ... much_better
  c.cell,                         -- 1 worsening and worse, 2 worsening and
                                  -- similar, 3 worsening and better, 4 no clear
                                  -- trend and worse, 5 improving and worse,
                                  -- 6 no clear trend and similar, 7 no clear
                                  -- trend and better, 8 improving and similar,
                                  -- 9 improving and better; NULL: see note
  j.persons,                      -- persons or cases more than at the country's
                                  -- level, on the worse side (shrunken); an
                                  -- estimate for ordering, NULL: not known
  CASE WHEN c.cell IS NOT NULL THEN row_number() OVER (
    PARTITION BY j.area_kind, j.area_code, c.cell IS NULL, c.cell,
      j.apart IS NULL
    ORDER BY j.persons DESC NULLS LAST, j.q NULLS LAST, j.source, j.indicator)
  END AS place,                   -- within the area's cell, those apart by
                                  -- themselves
  j.apart,                        -- why it is listed apart: indicative_trend
                                  -- (in the cell of no clear trend), unstable
  j.note,                         -- why there is no cell
  j.q
FROM judged AS j
LEFT JOIN matrix_cell AS c ON c.trend = j.trend AND c.level = j.level;

-- The analysts' contract over analysis' tables: views only grow.

-- Has it changed? One row per series and kind of trend. METHODS: docs in the
-- manual, section "trend".
--
-- Kind gap is of followed indicators, against the country's series (maa, or
-- Mainland Finland where the national row is there): the difference of
-- proportions and indices, else the ratio, or the difference where the country
-- has a figure that is not above zero. What the whole country shares is gone from
-- it. There `direction` says how the area does beside the country: improving
-- where it gains on it on the better side or catches up. Whether the gap itself
-- has narrowed or widened is in `note`. Kind sexes is the same of men's figures
-- less women's, under the sex total; none of its directions is good.
--
-- Kind recent is of followed indicators whose figures can have intervals: the
-- weighted line through the five newest (Fingertips, OHID), where p is that of its
-- chi-squared, p_adj after f, which says how much more the municipalities vary
-- than their intervals tell; s is NULL. `note` has what the English profiles would
-- say of it.
CREATE VIEW v_trend AS
SELECT s.name AS source, i.code AS indicator,
  a.kind AS area_kind, a.code AS area_code, a.name_fi AS area_fi,
  x.name AS sex,
  t.kind,                         -- long: the last ten data years; recent: the
                                  -- five newest figures; gap: ten years of the
                                  -- gap to the country; sexes: of the men's
                                  -- to the women's figures
  t.first_year, t.last_year,      -- the window that was tested
  t.n,                            -- points in it
  t.s,                            -- Mann-Kendall S
  t.p,                            -- exact two-sided p, ties included
  t.p_adj,                        -- after the adjustment for persistence
  t.q,                            -- after false discovery control within one
                                  -- area, sex and kind; NULL: not in the family
  t.slope,                        -- Theil-Sen, units a year (gap: of the gap)
  t.slope_low, t.slope_high,      -- 95 % interval; NULL: none can be given
  t.verdict,                      -- up, down, up_small, no_clear_trend ...
  t.direction,                    -- improving, worsening, rising, falling
  t.note,
  t.q_by,                         -- the same by Benjamini-Yekutieli
  t.family,                       -- hypotheses tested together
  t.f,                            -- variance factor of persistence
  t.suppressed, t.missing         -- years of the window without a figure
FROM trend AS t
JOIN indicator AS i ON i.id = t.indicator
JOIN source AS s ON s.id = i.source
JOIN area AS a ON a.id = t.area
JOIN sex AS x ON x.id = t.sex;

-- Where does it go if it goes on as it did? One row per series and year ahead;
-- the interval belongs to the value. Only indicators whose intervals held in
-- the past are here, v_gap names the others.
CREATE VIEW v_forecast AS
SELECT s.name AS source, i.code AS indicator, a.code AS area_code,
  x.name AS sex,
  f.year, f.value,
  f.low80, f.high80,              -- four of five such intervals hold; NULL: the
                                  -- series never changed
  f.method,                       -- mean3, median4, mean2; last: no method
                                  -- beats the last value by 2 %
  a.kind AS area_kind, a.name_fi AS area_fi,
  f.from_year,                    -- the last year with a figure
  f.n,                            -- years that were used
  f.low95, f.high95,              -- nineteen of twenty
  c.coverage80 AS coverage,       -- what the 80 % interval of this indicator
                                  -- held of the newest figures
  f.note || CASE WHEN c.pool <> 'class' OR f.low80 IS NULL THEN ''
    ELSE iif(f.note = '', '', '; ')
      || 'interval from indicators of its class' END AS note
FROM forecast AS f
JOIN forecast_choice AS c ON c.indicator = f.indicator AND c.sex = f.sex
JOIN indicator AS i ON i.id = f.indicator
JOIN source AS s ON s.id = i.source
JOIN area AS a ON a.id = f.area
JOIN sex AS x ON x.id = f.sex;

-- How v_forecast is made, and whether it may be: one row per followed indicator
-- and sex. Errors are means over municipalities, in units of each series' mean
-- yearly change, from the newest three origins in the past.
CREATE VIEW v_forecast_method AS
SELECT s.name AS source, i.code AS indicator, x.name AS sex,
  c.series,                       -- municipalities forecast from their past
  c.scores,                       -- errors that were compared
  c.error_last, c.error_mean3, c.error_median4,
  c.chosen,                       -- a method must beat the last value by 2 %
  c.pool,                         -- whose errors make the intervals: its own
                                  -- municipalities', or its class's
  c.pool_series,                  -- how many series those are
  c.checked, c.coverage80,        -- newest figures, and the part of them that
                                  -- an 80 % interval made before had held
  c.accepted,                     -- 1: from 75 to 90 % of them
  c.reason                        -- why not: no_series, too_few_series,
                                  -- coverage
FROM forecast_choice AS c
JOIN indicator AS i ON i.id = c.indicator
JOIN source AS s ON s.id = i.source
JOIN sex AS x ON x.id = c.sex;

-- What says what kind of municipality one is, as far as it could be used.
CREATE VIEW v_background AS
SELECT b.source, b.code AS indicator,
  coalesce(n.title_fi, f.title, '') AS title_fi,
  CASE b.log WHEN 1 THEN 'log' ELSE 'none' END AS transform,
  b.weight,
  b.links,                        -- 1: links between indicators are given it
  b.why,
  v.year,                         -- of the figures; NULL: none
  coalesce(v.areas, 0) AS areas,  -- municipalities with a figure
  v.position IS NOT NULL AND v.note = '' AS used,
  coalesce(v.note, 'not analysed') AS note -- why it was not used
FROM background AS b
LEFT JOIN named AS n ON n.source = b.source AND n.indicator = b.code
LEFT JOIN followed AS f ON f.source = b.source AND f.code = b.code
LEFT JOIN peer_variable AS v ON v.position = b.position;

-- The municipalities that resemble each municipality: the seven nearest by its
-- background, never by an outcome.
CREATE VIEW v_peer AS
SELECT a.kind AS area_kind, a.code AS area_code, a.name_fi AS area_fi,
  p.rank,                         -- 1: the nearest
  b.code AS peer_code, b.name_fi AS peer_fi,
  p.distance,                     -- weighted, in robust z; no unit
  p.close,                        -- 0: even the nearest is farther than the
                                  -- nearest of nine municipalities in ten
  p.variables,                    -- that the two were compared by
  CASE WHEN p.close = 0 THEN 'no close peers' ELSE '' END
    || CASE WHEN p.close = 0 AND p.variables < u.n THEN '; ' ELSE '' END
    || CASE WHEN p.variables < u.n
      THEN 'compared by ' || p.variables || ' of ' || u.n || ' variables'
      ELSE '' END AS note
FROM peer AS p
JOIN (SELECT count(*) AS n FROM peer_variable WHERE note = '') AS u
JOIN area AS a ON a.id = p.area
JOIN area AS b ON b.id = p.peer;

-- Where a municipality stands among its peers. A place, not a judgement: chance
-- is not looked at.
CREATE VIEW v_peer_position AS
SELECT n.source, n.indicator, n.title_fi,
  a.kind AS area_kind, a.code AS area_code, a.name_fi AS area_fi,
  t.year,                         -- the municipality's newest
  'total' AS sex,
  t.value,
  t.median, t.low, t.high,        -- of its peers in that year; NULL: fewer than
                                  -- three of them have a figure
  t.peers,                        -- that have one
  t.position,                     -- above (all of them), below, within
  (SELECT close FROM peer WHERE area = t.area AND rank = 1) AS close,
  CASE WHEN t.median IS NULL THEN 'too few peers have a figure' ELSE '' END
    AS note
FROM peer_position AS t
JOIN named AS n ON n.id = t.indicator
JOIN area AS a ON a.id = t.area;

-- Which followed indicators go together over municipalities: their newest
-- figures (level), or how they have changed (trend). Where many people have the
-- one, they need not be those who have the other, and neither need bring about
-- the other. Pairs that speak of the same thing in part are left out.
CREATE VIEW v_link AS
SELECT l.kind,                    -- level, trend (Theil-Sen slopes)
  a.source AS source_a, a.indicator AS indicator_a, a.title_fi AS title_a,
  b.source AS source_b, b.indicator AS indicator_b, b.title_fi AS title_b,
  l.n,                            -- municipalities with both
  l.rho,                          -- Spearman, 0.3 or more in size
  l.p,
  l.q,                            -- 0.01 or less after false discovery control
  l.rho_first, l.rho_second,      -- in the counties that come first and last by
                                  -- code: of the same sign as rho
  l.partial,                      -- rank correlation among municipalities of
                                  -- the same county and alike in the background
                                  -- that has `links`; NULL: cannot be told
  l.partial_p, l.partial_n,
  l.family,                       -- pairs of the kind that were looked at
  u.year AS year_a, v.year AS year_b, -- of the levels; NULL: trend
  CASE WHEN l.partial IS NULL THEN 'cannot be told given the background'
    WHEN l.partial * l.rho <= 0 OR abs(l.partial) < 0.1
      THEN 'only as far as the background goes'
    ELSE '' END AS note
FROM link AS l
JOIN named AS a ON a.id = l.a
JOIN named AS b ON b.id = l.b
JOIN link_subject AS u ON u.indicator = l.a AND u.kind = l.kind
JOIN link_subject AS v ON v.indicator = l.b AND v.kind = l.kind;

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
WHERE kind = 'long' AND verdict IN ('too_few_points', 'out_of_date',
                                    'not_assessable', 'break_in_series')
UNION ALL
SELECT s.name, i.code, a.kind, a.code, x.name, 'forecast', r.reason
FROM forecast_refused AS r
JOIN indicator AS i ON i.id = r.indicator
JOIN source AS s ON s.id = i.source
JOIN area AS a ON a.id = r.area
JOIN sex AS x ON x.id = r.sex
UNION ALL
SELECT source, indicator, NULL, NULL, sex, 'forecast', reason
FROM v_forecast_method
WHERE NOT accepted AND reason <> 'no_series'
UNION ALL
SELECT source, indicator, NULL, NULL, NULL, 'peers', note
FROM v_background
WHERE note <> ''
UNION ALL
SELECT n.source, n.indicator, NULL, NULL, NULL, 'links',
  u.kind || ': ' || u.note
FROM link_subject AS u
JOIN named AS n ON n.id = u.indicator
WHERE u.note <> ''
UNION ALL
SELECT NULL, NULL, kind, code, NULL, 'peers', 'too little of its background'
FROM area AS a
WHERE kind = 'kunta' AND valid_to IS NULL
  AND EXISTS (SELECT 1 FROM peer)
  AND NOT EXISTS (SELECT 1 FROM peer WHERE area = a.id)
UNION ALL
SELECT source, indicator, area_kind, area_code, sex, 'level', reason
FROM v_position
WHERE reason IS NOT NULL;

-- Where figures are not of one kind over the years. A trend does not reach over
-- `config` and `common`; `shock` and `single` are remarked.
CREATE VIEW v_break AS
SELECT s.name AS source, i.code AS indicator,
  'config' AS kind,               -- config: as config/indicators.csv says;
                                  -- common: nearly all municipalities moved;
                                  -- shock: and moved back within two years;
                                  -- single: one step in one series
  NULL AS area_kind, NULL AS area_code, NULL AS area_fi, -- NULL: all areas
  NULL AS sex,                    -- NULL: both and the total
  b.year,                         -- the first after it
  NULL AS direction,              -- up, down
  NULL AS strength,               -- common, shock: z, at least 4; single: how far
                                  -- the BIC is below the next, at least 6
  NULL AS share,                  -- of the municipalities, that moved that way
  NULL AS areas,                  -- how many municipalities there were
  NULL AS before, NULL AS after,  -- means on both sides of a single step
  b.said_by                       -- who says so
FROM known_break AS b
JOIN source AS s ON s.name = b.source
JOIN indicator AS i ON i.source = s.id AND i.code = b.code
UNION ALL
SELECT s.name, i.code,
  CASE WHEN c.area <> 0 THEN 'single' WHEN c.shock THEN 'shock' ELSE 'common' END,
  a.kind, a.code, a.name_fi, x.name, c.year,
  CASE c.direction WHEN 1 THEN 'up' ELSE 'down' END, c.strength, c.share,
  c.areas, c.before, c.after,
  CASE c.area WHEN 0 THEN 'the figures of almost all municipalities'
    ELSE 'the series itself' END
FROM level_change AS c
JOIN indicator AS i ON i.id = c.indicator
JOIN source AS s ON s.id = i.source
JOIN sex AS x ON x.id = c.sex
LEFT JOIN area AS a ON a.id = c.area;

-- What became of what was agreed? One row per measure, indicator that it is tied
-- to, area (the county, its municipalities, the country) and sex; measures that
-- are tied to no indicator have one row, and figures of priorities that no
-- measure is tied to have one without a measure.
CREATE VIEW v_agreement AS
SELECT g.negotiation,
  nullif(g.measure, '') AS measure, -- NULL: the priority's, no measure's
  m.responsible, m.due, m.state,
  g.source, g.indicator, a.code AS area_code,
  CASE WHEN h.reason = 2 THEN NULL ELSE f.value END AS agreed_value,
                                  -- the newest figure that was known at the end
                                  -- of the negotiation's day; never changes, but
                                  -- is gone where its source hides it or leaves
                                  -- it out since
  g.revised AS revised_value,     -- the same year's as its source has it now
  g.current AS current_value,     -- the newest
  g.verdict,                      -- improved, worsened, risen, fallen (no side
                                  -- is the better one), no_detectable_change,
                                  -- too_early (no data yet of the years after
                                  -- the start and the lag), not_measurable, or
                                  -- value_only: the link is weak or context
  a.kind AS area_kind, a.name_fi AS area_fi,
  f.year AS agreed_year,          -- of agreed_value and revised_value
  g.current_year,
  coalesce(nullif(i.title_fi, ''), w.title) AS title_fi,
  m.lag_years AS lag,
  g.role, g.strength,             -- of the strongest link
  g.note || CASE WHEN a.kind = 'kunta' AND EXISTS (SELECT 1 FROM merger AS e
      JOIN negotiation AS n ON n.negotiation = g.negotiation
      WHERE e.today_code = a.code AND e.date > n.date
        AND e.kind IN ('merged', 'split', 'moved'))
    THEN CASE WHEN g.note = '' THEN '' ELSE '; ' END || 'area_changed'
    ELSE '' END AS note,          -- why, words joined by '; '; '': none.
                                  -- area_changed: the municipality was another
                                  -- one when it was agreed
  g.low, g.high,                  -- 95 % interval of the change between the two
                                  -- years, or of the trend since; NULL: none
  x.name AS sex,
  g.priority,                     -- of that link; NULL: the measure's own
  g.change,                       -- current_value - revised_value
  g.evidence,                     -- interval, trend; NULL: none can be had
  g.p,
  g.q,                            -- within one negotiation, area and sex
  g.family,                       -- hypotheses tested together
  g.first_year,                   -- of data that the measure is judged by
  coalesce(w.polarity, 'neutral') AS polarity,
  i.unit, i.decimals
FROM (SELECT negotiation, measure, source, code AS indicator, area, sex,
    priority, role, strength, revised, current, current_year, change, low, high,
    evidence, p, q, family, verdict, note, first_year FROM agreement
  UNION ALL SELECT n.negotiation, n.id, NULL, NULL, NULL, NULL, NULL, NULL,
    NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL,
    'not_measurable', 'no_indicator', NULL FROM negotiation_measure AS n
  WHERE NOT EXISTS (SELECT 1 FROM v_tie AS t WHERE t.negotiation =
    n.negotiation AND t.measure = n.id)) AS g
LEFT JOIN v_measure AS m ON m.negotiation = g.negotiation
  AND m.measure = g.measure
LEFT JOIN agreed_figure AS f ON f.negotiation = g.negotiation
  AND f.source = g.source AND f.code = g.indicator AND f.area = g.area
  AND f.sex = g.sex
LEFT JOIN source AS s ON s.name = g.source
LEFT JOIN indicator AS i ON i.source = s.id AND i.code = g.indicator
LEFT JOIN followed AS w ON w.source = g.source AND w.code = g.indicator
LEFT JOIN absence AS h ON h.indicator = i.id AND h.area = g.area
  AND h.sex = g.sex AND h.year = f.year
LEFT JOIN area AS a ON a.id = g.area
LEFT JOIN sex AS x ON x.id = g.sex;

-- What people said that worries them, beside the figures of the priority that it
-- was said of: of direct and proxy links that have a better side, in the area (the
-- county, where it was said of none). A worry is not weighed by this: it says
-- where to look.
CREATE VIEW v_worry_check AS
WITH seen AS (
  SELECT w.negotiation, w.worry, m.indicator,
    m.direction = 'worsening' AND m.trend_verdict NOT LIKE '%indicative'
        OR m.standing IN ('worse', 'much_worse')
      AS speaks_for,
    m.direction = 'improving' AND m.trend_verdict NOT LIKE '%indicative'
        OR m.standing IN ('better', 'much_better')
      AS speaks_against
  FROM v_worry AS w
  JOIN v_negotiation AS n ON n.negotiation = w.negotiation
  JOIN (SELECT DISTINCT negotiation, priority, source, indicator
      FROM v_priority_link WHERE strength IN ('direct', 'proxy')) AS l
    ON l.negotiation = w.negotiation AND l.priority = w.priority
  JOIN v_matrix AS m ON m.source = l.source AND m.indicator = l.indicator
    AND m.area_kind = coalesce(w.area_kind, 'hyvinvointialue')
    AND m.area_code = coalesce(w.area_code, n.county_code)
  WHERE m.standing IS NOT NULL OR m.trend_verdict NOT IN ('too_few_points',
    'out_of_date', 'not_assessable', 'break_in_series')),
counted AS (
  SELECT negotiation, worry, count(*) AS judged,
    sum(coalesce(speaks_for, 0)) AS speak_for,
    sum(coalesce(speaks_against, 0) AND NOT coalesce(speaks_for, 0))
      AS speak_against
  FROM seen GROUP BY negotiation, worry)
SELECT w.negotiation, w.worry, w.date, w.area_kind, w.area_code, w.area_fi,
  w.priority, w.text,
  coalesce(c.judged, 0) AS judged, -- indicators with a trend or a level
  coalesce(c.speak_for, 0) AS speak_for, -- clearly getting worse, or worse
                                  -- than the country
  coalesce(c.speak_against, 0) AS speak_against, -- getting or being better,
                                  -- and none of the former
  CASE WHEN coalesce(c.judged, 0) = 0 THEN 'no_data'
    WHEN c.speak_for > 0 THEN 'supported'
    WHEN c.speak_against = c.judged THEN 'contradicted'
    ELSE 'not_supported' END AS verdict -- supported: at least one speaks for it;
                                  -- contradicted: all speak against it;
                                  -- not_supported: neither; no_data
FROM v_worry AS w
LEFT JOIN counted AS c ON c.negotiation = w.negotiation AND c.worry = w.worry;

-- What figures would be needed and are not there: priorities, worries and
-- measures that no figure tells of, and linked figures that are missing or old.
CREATE VIEW v_data_need AS
WITH told AS (
  SELECT negotiation, priority, source, indicator, title_fi, last_year,
    (SELECT CAST(substr(max(started_at), 1, 4) AS INTEGER) FROM run) AS now
  FROM v_priority_link WHERE strength IN ('direct', 'proxy'))
SELECT p.negotiation,
  'priority' AS kind,             -- priority, indicator, measure, worry
  p.id AS item, p.text AS text_fi,
  NULL AS source, NULL AS indicator,
  CASE WHEN EXISTS (SELECT 1 FROM negotiation_link AS l
      WHERE l.negotiation = p.negotiation AND l.priority = p.id)
    THEN 'weak_links_only' ELSE 'no_indicator' END AS need -- no_indicator,
                                  -- weak_links_only, no_figures, old_figures
                                  -- (more than five years behind the run),
                                  -- no_data (no figure of the area is judged)
FROM negotiation_priority AS p
WHERE NOT EXISTS (SELECT 1 FROM told AS t WHERE t.negotiation = p.negotiation
  AND t.priority = p.id)
UNION ALL
SELECT negotiation, 'indicator', priority, title_fi, source, indicator,
  CASE WHEN last_year IS NULL THEN 'no_figures' ELSE 'old_figures' END
FROM told WHERE last_year IS NULL OR last_year < now - 5
UNION ALL
SELECT m.negotiation, 'measure', m.measure, m.text_fi, NULL, NULL,
  CASE WHEN EXISTS (SELECT 1 FROM v_tie AS t WHERE t.negotiation =
      m.negotiation AND t.measure = m.measure)
    THEN 'weak_links_only' ELSE 'no_indicator' END
FROM v_measure AS m
WHERE NOT EXISTS (SELECT 1 FROM v_tie AS t WHERE t.negotiation = m.negotiation
  AND t.measure = m.measure AND t.strength IN ('direct', 'proxy'))
UNION ALL
SELECT negotiation, 'worry', worry, text, NULL, NULL, verdict
FROM v_worry_check WHERE verdict = 'no_data';

-- Where the figures of the priorities go if they go on as they did, beside the
-- target that a measure states: one row per linked indicator, area of the
-- negotiation (its county, the municipalities, the country) and year ahead.
CREATE VIEW v_foresight AS
WITH targets AS (
  SELECT negotiation, measure, source, indicator, target, target_year,
    row_number() OVER (PARTITION BY negotiation, source, indicator
      ORDER BY target_year DESC, measure) AS place
  FROM v_target),
wanted AS (
  SELECT g.negotiation, g.source, g.indicator, g.area_kind, g.area_code,
    g.area_fi, g.current_value, g.current_year, min(g.priority) AS priority
  FROM v_agreement AS g WHERE g.sex = 'total' AND g.current_value IS NOT NULL
  GROUP BY g.negotiation, g.source, g.indicator, g.area_kind, g.area_code)
SELECT w.negotiation, w.priority, -- one of those that it is linked to; NULL: a
                                  -- measure's own
  w.source, w.indicator, w.area_kind, w.area_code, w.area_fi,
  w.current_value, w.current_year, -- the newest figure
  f.year,                         -- ahead; NULL: no forecast, see v_gap
  f.value, f.low80, f.high80,     -- if it goes on as it did
  f.method, f.from_year, f.note,
  t.measure,                      -- that states a target; NULL: none does
  t.target, t.target_year,
  CASE WHEN t.target_year > w.current_year THEN (t.target - w.current_value)
    / (t.target_year - w.current_year) END AS needed, -- yearly change from the
                                  -- newest figure on to reach it; NULL: none is
                                  -- stated, or its year is over
  (f.value - w.current_value) / (f.year - w.current_year) AS expected, -- the
                                  -- forecast's yearly change
  CASE WHEN t.target IS NULL OR f.year <> t.target_year OR f.low80 IS NULL
      THEN NULL
    ELSE t.target BETWEEN f.low80 AND f.high80 END AS within -- 1: in the target's
                                  -- year the 80 % interval holds it; NULL: of
                                  -- another year
FROM wanted AS w
LEFT JOIN v_forecast AS f ON f.source = w.source
  AND f.indicator = w.indicator AND f.area_kind = w.area_kind AND f.area_code = w.area_code
  AND f.sex = 'total'
LEFT JOIN targets AS t ON t.negotiation = w.negotiation
  AND t.source = w.source AND t.indicator = w.indicator AND t.place = 1;

-- How do the priorities of a negotiation stand? One row per priority, area (the
-- county and its municipalities of today) and linked indicator, both sexes
-- together; a priority that no indicator is linked to has one row per area, with
-- what is followed of it counted. Priorities stand beside each other: nothing is
-- added up to a score. Links that are weak or context have a figure and never a
-- verdict: level_class, trend_verdict, cell and what comes of them are NULL.
--
-- Joined by keys, areas first: asked by area_code it reads no table whole.
CREATE VIEW v_priority AS
WITH told AS (
  SELECT m.negotiation, m.priority, count(*) AS items,
    count(f.item) AS items_with_state
  FROM negotiation_item AS m
  LEFT JOIN (SELECT DISTINCT negotiation, item FROM negotiation_followup) AS f
    ON f.negotiation = m.negotiation AND f.item = m.id
  GROUP BY m.negotiation, m.priority),
-- its own columns where the link may be judged by
judged AS (
  SELECT p.negotiation, p.id AS priority, p.position, p.kind, p.text, p.votes,
    p.rank, a.kind AS area_kind, a.code AS area_code, a.name_fi AS area_fi,
    l.position AS link_position,
    substr(l.indicator, 1, instr(l.indicator, ':') - 1) AS source,
    substr(l.indicator, instr(l.indicator, ':') + 1) AS indicator,
    coalesce(nullif(i.title_fi, ''), f.title) AS title_fi,
    l.role, l.strength, l.why, l.decided_by,
    l.strength IN ('direct', 'proxy') AS tells,
    coalesce(f.polarity, 'neutral') AS polarity, f.code IS NOT NULL AS followed,
    i.unit, i.decimals, coalesce(f.class, nullif(i.class, '')) AS class, f.felt,
    i.last_year AS newest,
    k.last_year AS year, o.value,
    CASE WHEN k.last_year IS NOT NULL THEN t.name END AS status,
    coalesce(
      (SELECT value FROM observation AS c WHERE c.indicator = k.indicator
         AND c.area = (SELECT id FROM area WHERE kind = 'maa')
         AND c.sex = 0 AND c.year = k.last_year),
      (SELECT value FROM observation AS c WHERE c.indicator = k.indicator
         AND c.area = (SELECT id FROM area WHERE kind = 'nuts1' AND code = '1')
         AND c.sex = 0 AND c.year = k.last_year)) AS country_value,
    s.low, s.high, s.benchmark, s.level_class, s.standing, s.unstable, s.reason,
    s.year AS level_year,
    CASE f.polarity WHEN 'higher_better' THEN -s.excess
      WHEN 'lower_better' THEN s.excess END AS persons,
    r.verdict, r.direction, r.q, r.slope, r.slope_low, r.slope_high,
    r.first_year, r.last_year, r.n, r.note AS trend_note,
    CASE
      WHEN r.verdict IN ('up', 'down', 'up_small', 'down_small')
        THEN r.direction
      WHEN r.verdict IN ('no_clear_trend', 'up_indicative', 'down_indicative')
        THEN 'no_clear'
    END AS trend,
    EXISTS (SELECT 1 FROM forecast AS g WHERE g.indicator = k.indicator
      AND g.area = k.area AND g.sex = 0) AS forecast,
    (SELECT CAST(substr(max(started_at), 1, 4) AS INTEGER) FROM run)
      - k.last_year AS years_behind
  FROM negotiation AS n
  CROSS JOIN area AS c ON c.kind = substr(n.county, 1, instr(n.county, ':') - 1)
    AND c.code = substr(n.county, instr(n.county, ':') + 1)
  CROSS JOIN area AS a ON a.kind IN ('kunta', 'hyvinvointialue')
    AND (a.id = c.id OR a.kind = 'kunta' AND a.valid_to IS NULL
      AND EXISTS (SELECT 1 FROM area_member AS m
        WHERE m.area = a.id AND m.parent = c.id))
  CROSS JOIN negotiation_priority AS p ON p.negotiation = n.negotiation
  LEFT JOIN negotiation_link AS l ON l.negotiation = p.negotiation
    AND l.priority = p.id
  LEFT JOIN source AS u
    ON u.name = substr(l.indicator, 1, instr(l.indicator, ':') - 1)
  LEFT JOIN indicator AS i ON i.source = u.id
    AND i.code = substr(l.indicator, instr(l.indicator, ':') + 1)
  LEFT JOIN followed AS f
    ON f.source = substr(l.indicator, 1, instr(l.indicator, ':') - 1)
    AND f.code = substr(l.indicator, instr(l.indicator, ':') + 1)
  LEFT JOIN series AS k ON k.indicator = i.id AND k.area = a.id AND k.sex = 0
  LEFT JOIN observation AS o ON o.indicator = k.indicator AND o.area = k.area
    AND o.sex = 0 AND o.year = k.last_year
  LEFT JOIN absence AS b ON b.indicator = k.indicator AND b.area = k.area
    AND b.sex = 0 AND b.year = k.last_year
  LEFT JOIN status AS t ON t.id = coalesce(b.reason, 0)
  LEFT JOIN position AS s ON s.indicator = k.indicator AND s.area = k.area
    AND s.sex = 0
  LEFT JOIN trend AS r ON r.indicator = k.indicator AND r.area = k.area
    AND r.sex = 0 AND r.kind = 'long')
SELECT j.negotiation, j.priority,
  j.area_code,
  j.source, j.indicator,          -- NULL: no indicator is linked to it
  coalesce(j.role, 'process') AS role, -- outcome, process, context
  j.strength,                     -- direct, proxy, weak, context
  iif(j.tells, j.level_class, NULL)
    AS level_class,               -- as in v_position, against the country
  iif(j.tells, j.verdict, NULL)
    AS trend_verdict,             -- of the long trend, as in v_trend
  CASE WHEN j.tells AND j.polarity <> 'neutral' THEN (SELECT c.cell
      FROM matrix_cell AS c WHERE c.trend = j.trend
      AND c.level = replace(j.standing, 'much_', ''))
    END AS cell,                  -- as in v_matrix, 1: the most urgent; NULL:
                                  -- see note
  CASE
    WHEN j.indicator IS NULL AND g.items IS NULL
      THEN 'no indicator; nothing is followed'
    WHEN j.indicator IS NULL THEN 'no indicator; told by its items'
    ELSE CASE WHEN j.tells THEN ''
        ELSE j.strength || ' link: a figure, no verdict' END
      || CASE WHEN j.tells OR j.value IS NOT NULL THEN '' ELSE '; ' END
      || CASE
        WHEN j.newest IS NULL AND NOT j.followed THEN 'not followed'
        WHEN j.newest IS NULL THEN 'no figures'
        WHEN j.year IS NULL THEN 'no figure of this area'
        WHEN j.value IS NULL THEN 'newest figure: ' || j.status
        WHEN NOT j.tells THEN ''
        WHEN NOT j.followed THEN 'not followed: not judged'
        WHEN j.polarity = 'neutral' THEN 'no polarity'
        WHEN j.level_class IN ('below', 'same', 'above')
          THEN 'level_not_judged: no interval'
        WHEN j.standing IS NULL
          THEN 'level_not_judged: ' || coalesce(j.reason, 'not analysed')
        WHEN j.verdict IS NULL THEN 'no_trend'
        WHEN j.trend IS NULL THEN 'trend_not_judged: ' || j.verdict
        ELSE ''
      END
  END AS note,                    -- why there is no figure, no verdict or no
                                  -- cell; '': there are all three
  j.area_kind, j.area_fi,
  j.kind,                         -- challenge (voted on), topic, ngo, spearhead
  j.text AS text_fi,
  j.votes, j.rank,                -- NULL: not voted on; '2=': shared
  j.title_fi,
  iif(j.indicator IS NULL, NULL, 'total') AS sex,
  j.year,                         -- of the area's newest figure or absence
  j.value,                        -- NULL: none, `status` and note say why
  j.status,                       -- value, suppressed ...; NULL: no series
  j.unit,
  j.country_value,                -- of the same year; NULL: none
  iif(j.tells, j.benchmark, NULL)
    AS benchmark,                 -- what the level was judged against
  iif(j.tells, j.low, NULL) AS low, iif(j.tells, j.high, NULL)
    AS high,                      -- 95 % interval of the value
  iif(j.tells AND j.polarity <> 'neutral', j.standing, NULL)
    AS standing,                  -- much_worse ... much_better
  iif(j.tells, j.direction, NULL)
    AS direction,                 -- improving, worsening, rising, falling
  iif(j.tells, j.persons, NULL)
    AS persons,                   -- as in v_matrix: orders within a cell
  iif(j.tells, CASE
      WHEN j.verdict LIKE '%_indicative' AND j.unstable
        THEN 'indicative_trend; unstable'
      WHEN j.verdict LIKE '%_indicative' THEN 'indicative_trend'
      WHEN j.unstable THEN 'unstable'
    END, NULL) AS apart,          -- why it is to be listed apart from its cell
  iif(j.tells, j.first_year, NULL) AS first_year,
  iif(j.tells, j.last_year, NULL)
    AS last_year,                 -- the years that the trend was tested over
  iif(j.tells, j.n, NULL) AS n,   -- points in them
  iif(j.tells, j.slope, NULL) AS slope,
  iif(j.tells, j.slope_low, NULL) AS slope_low,
  iif(j.tells, j.slope_high, NULL)
    AS slope_high,                -- units a year, 95 % interval
  iif(j.tells, j.q, NULL) AS q,
  iif(j.tells, j.trend_note, NULL) AS trend_note,
  j.years_behind,                 -- the last run's year less `year`
  j.forecast,                     -- 1: v_forecast has this series
  j.polarity,
  j.class, j.felt, j.decimals,
  j.why, j.decided_by,            -- of the link; 'own reading': this project's
  coalesce(g.items, 0) AS items,  -- what is followed of the priority without
  coalesce(g.items_with_state, 0)
    AS items_with_state,          -- figures, and of how much a state is known
  j.position, j.link_position     -- the order of the negotiation's tables
FROM judged AS j
LEFT JOIN told AS g ON g.negotiation = j.negotiation AND g.priority = j.priority;

-- Having, loving, doing, being: what people feel beside what registers see. One
-- row per area and followed indicator that has a dimension (a reading of ours,
-- config/indicators.csv), both sexes together. Nothing is added up.
CREATE VIEW v_dimension AS
SELECT f.dimension,               -- having, loving, doing, being
  f.felt,                         -- survey: asked of people; register
  a.kind AS area_kind, a.code AS area_code, a.name_fi AS area_fi,
  f.source, f.code AS indicator,
  coalesce(nullif(i.title_fi, ''), f.title) AS title_fi,
  k.last_year AS year,            -- of the area's newest figure; NULL: none
  o.value,                        -- NULL: none, see note
  i.unit,
  s.level_class, s.standing,      -- as in v_position, against the country
  r.verdict AS trend_verdict, r.direction, -- of the long trend, as in v_trend
  (SELECT CAST(substr(max(started_at), 1, 4) AS INTEGER) FROM run)
    - k.last_year AS years_behind,
  CASE WHEN i.last_year IS NULL THEN 'no figures'
    WHEN k.last_year IS NULL THEN 'no figure of this area'
    WHEN o.value IS NULL THEN 'newest figure: ' || t.name
    ELSE '' END AS note,
  f.polarity, f.theme, f.class, i.decimals,
  coalesce(
    (SELECT value FROM observation AS c WHERE c.indicator = k.indicator
       AND c.area = (SELECT id FROM area WHERE kind = 'maa')
       AND c.sex = 0 AND c.year = k.last_year),
    (SELECT value FROM observation AS c WHERE c.indicator = k.indicator
       AND c.area = (SELECT id FROM area WHERE kind = 'nuts1' AND code = '1')
       AND c.sex = 0 AND c.year = k.last_year)) AS country_value,
  r.first_year, r.last_year, r.n, -- what the trend was tested over
  r.slope, r.slope_low, r.slope_high, r.q, r.note AS trend_note,
  f.position                      -- the order of config/indicators.csv
FROM area AS a
CROSS JOIN followed AS f
LEFT JOIN source AS u ON u.name = f.source
LEFT JOIN indicator AS i ON i.source = u.id AND i.code = f.code
LEFT JOIN series AS k ON k.indicator = i.id AND k.area = a.id AND k.sex = 0
LEFT JOIN observation AS o ON o.indicator = k.indicator AND o.area = k.area
  AND o.sex = 0 AND o.year = k.last_year
LEFT JOIN absence AS b ON b.indicator = k.indicator AND b.area = k.area
  AND b.sex = 0 AND b.year = k.last_year
LEFT JOIN status AS t ON t.id = coalesce(b.reason, 0)
LEFT JOIN position AS s ON s.indicator = k.indicator AND s.area = k.area
  AND s.sex = 0
LEFT JOIN trend AS r ON r.indicator = k.indicator AND r.area = k.area
  AND r.sex = 0 AND r.kind = 'long'
WHERE a.kind IN ('kunta', 'hyvinvointialue') AND a.valid_to IS NULL
  AND f.dimension <> '';

-- What is done for wellbeing, what it is paid for, and what money stands beside
-- which outcomes. One row per area and indicator, both sexes together. The
-- coefficient is the published one, where somebody has added its table (the
-- manual, HYTE COEFFICIENT); none is computed here. Rows of one theme stand beside
-- each other: neither money nor outcome is the other's cause.
CREATE VIEW v_hyte AS
WITH moneyed AS (
  SELECT DISTINCT theme FROM followed WHERE class = 'money'),
-- the published table, followed or not
wanted AS (
  SELECT source, code, theme, polarity, title, class, position,
    CASE WHEN code GLOB 'hyte-kerroin*' THEN 'coefficient'
      WHEN theme = 'hyte_johtaminen' THEN 'capacity'
      WHEN class = 'money' THEN 'money' ELSE 'outcome' END AS part
  FROM followed
  WHERE code GLOB 'hyte-kerroin*' OR theme = 'hyte_johtaminen'
    OR theme IN (SELECT theme FROM moneyed)
      AND (class = 'money' OR polarity <> 'neutral' OR dimension <> '')
  UNION ALL
  SELECT p.name, i.code, 'hyte_johtaminen', 'neutral', i.title_fi,
    nullif(i.class, ''), 0, 'coefficient'
  FROM indicator AS i JOIN source AS p ON p.id = i.source
  WHERE i.code GLOB 'hyte-kerroin*' AND NOT EXISTS (SELECT 1 FROM followed AS f
    WHERE f.source = p.name AND f.code = i.code))
SELECT w.part,                    -- capacity: what organisations report that
                                  -- they do; coefficient: as it was published;
                                  -- money; outcome
  w.theme,                        -- money and outcomes of one stand together
  a.kind AS area_kind, a.code AS area_code, a.name_fi AS area_fi,
  w.source, w.code AS indicator,
  coalesce(nullif(i.title_fi, ''), w.title) AS title_fi,
  k.last_year AS year,            -- of the area's newest figure; NULL: none
  o.value,                        -- NULL: none
  i.unit,
  coalesce(
    (SELECT value FROM observation AS c WHERE c.indicator = k.indicator
       AND c.area = (SELECT id FROM area WHERE kind = 'maa')
       AND c.sex = 0 AND c.year = k.last_year),
    (SELECT value FROM observation AS c WHERE c.indicator = k.indicator
       AND c.area = (SELECT id FROM area WHERE kind = 'nuts1' AND code = '1')
       AND c.sex = 0 AND c.year = k.last_year)) AS country_value,
  r.verdict AS trend_verdict, r.direction, -- of the long trend, as in v_trend
  (SELECT CAST(substr(max(started_at), 1, 4) AS INTEGER) FROM run)
    - k.last_year AS years_behind,
  CASE w.part
    WHEN 'coefficient' THEN 'as published; its components are unconfirmed'
    WHEN 'capacity' THEN 'whether the coefficient holds it is unconfirmed'
    WHEN 'money' THEN 'in the prices of each year'
    ELSE 'beside the money of its theme, not because of it'
  END AS note,
  w.polarity, w.class, i.decimals,
  r.first_year, r.last_year, r.n, -- what the trend was tested over
  r.slope, r.slope_low, r.slope_high, r.q, r.note AS trend_note,
  w.position                      -- the order of config/indicators.csv
FROM area AS a
CROSS JOIN wanted AS w
LEFT JOIN source AS u ON u.name = w.source
LEFT JOIN indicator AS i ON i.source = u.id AND i.code = w.code
LEFT JOIN series AS k ON k.indicator = i.id AND k.area = a.id AND k.sex = 0
LEFT JOIN observation AS o ON o.indicator = k.indicator AND o.area = k.area
  AND o.sex = 0 AND o.year = k.last_year
LEFT JOIN trend AS r ON r.indicator = k.indicator AND r.area = k.area
  AND r.sex = 0 AND r.kind = 'long'
WHERE a.kind IN ('kunta', 'hyvinvointialue') AND a.valid_to IS NULL;

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

-- Each thing that was left out, and why; of trends, those of kind long.
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
WHERE kind = 'long' AND verdict IN ('too_few_points', 'out_of_date', 'not_assessable',
                  'break_in_series');

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

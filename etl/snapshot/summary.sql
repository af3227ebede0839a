-- What `make demo` prints: ten lines on what the snapshot shows. No municipality
-- is named here; the county is whichever settings show.
WITH here AS (
  SELECT a.* FROM v_area AS a
  WHERE a.kind = 'kunta' AND a.valid_to IS NULL
    AND a.hva_code IN (SELECT code FROM shown_county)),
t AS (
  SELECT v_trend.*, title_fi, unit FROM v_trend
  JOIN v_indicator USING (source, indicator)
  JOIN here ON here.kind = area_kind AND here.code = area_code
  WHERE v_trend.kind = 'long' AND sex = 'total'),
clear AS (SELECT * FROM t WHERE verdict IN ('up', 'down')),
word (direction, place, said) AS (VALUES
  ('worsening', 1, 'worsened'), ('improving', 2, 'improved'),
  ('rising', 3, 'risen'), ('falling', 4, 'fallen')),
top AS (
  SELECT said, title_fi, group_concat(area_fi, ', ') AS names,
    row_number() OVER (ORDER BY place, count(*) DESC, title_fi) AS k
  FROM (SELECT * FROM clear ORDER BY area_fi) JOIN word USING (direction)
  GROUP BY said, title_fi)
SELECT line FROM (
SELECT 1 AS k, printf('%d figures of %d indicators in %d areas',
    (SELECT sum(figures) FROM indicator),
    (SELECT count(*) FROM indicator WHERE figures > 0),
    (SELECT count(DISTINCT area) FROM observation)) AS line
UNION ALL
SELECT 2, printf('%d municipalities shown, %d series, %d of them with enough recent years to judge',
    (SELECT count(*) FROM here), (SELECT count(*) FROM t),
    (SELECT count(*) FROM t WHERE verdict NOT IN ('too_few_points',
      'out_of_date', 'not_assessable', 'break_in_series')))
UNION ALL
SELECT 3, printf('clearly improved: %d series, clearly worsened: %d',
    (SELECT count(*) FROM clear WHERE direction = 'improving'),
    (SELECT count(*) FROM clear WHERE direction = 'worsening'))
UNION ALL
SELECT 4, printf('clearly risen or fallen, neither good nor bad: %d',
    (SELECT count(*) FROM clear WHERE direction IN ('rising', 'falling')))
UNION ALL
SELECT 5, printf('signs only, which may be chance: %d; no clear change: %d',
    (SELECT count(*) FROM t WHERE verdict LIKE '%_indicative'),
    (SELECT count(*) FROM t WHERE verdict = 'no_clear_trend'))
UNION ALL
SELECT 6, printf('not judged (too old, too short, broken): %d',
    (SELECT count(*) FROM t WHERE verdict IN ('too_few_points', 'out_of_date',
      'not_assessable', 'break_in_series')))
UNION ALL
SELECT 6 + k, printf('%s: %s (%s)', said, title_fi, names) FROM top)
ORDER BY k LIMIT 10

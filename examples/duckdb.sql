-- How the municipalities of a county stand among all: the quartiles of all
-- municipalities by year beside the county's lowest and highest municipality, from
-- the tables of `tilannekuva export csv DIR`.
--
--   cd DIR && duckdb < /usr/share/doc/tilannekuva/examples/duckdb.sql
--
-- Codes are text: read as numbers they would lose their leading zeros.
CREATE VIEW figures AS
SELECT * FROM read_csv('v_observation.csv', header = true, delim = ',', types =
  {'indicator': 'VARCHAR', 'area_code': 'VARCHAR', 'year': 'INTEGER',
   'value': 'DOUBLE'});

CREATE VIEW areas AS
SELECT * FROM read_csv('v_area.csv', header = true, delim = ',',
  all_varchar = true);

SELECT f.year, count(*) AS municipalities,
  round(quantile_cont(f.value, 0.25), 2) AS lower_quartile,
  round(median(f.value), 2) AS median,
  round(quantile_cont(f.value, 0.75), 2) AS upper_quartile,
  min(f.value) FILTER (a.hva_code = '08') AS lowest_of_08,
  arg_min(f.area_fi, f.value) FILTER (a.hva_code = '08') AS lowest_name,
  max(f.value) FILTER (a.hva_code = '08') AS highest_of_08,
  arg_max(f.area_fi, f.value) FILTER (a.hva_code = '08') AS highest_name
FROM figures AS f
JOIN areas AS a ON a.kind = f.area_kind AND a.code = f.area_code
WHERE f.source = 'sotkanet' AND f.indicator = '3126' AND f.area_kind = 'kunta'
  AND f.sex = 'total' AND f.value IS NOT NULL
GROUP BY f.year
ORDER BY f.year;

-- Charts and their text alternatives.
CREATE VIEW v_chart AS
SELECT c.name,                    -- var/charts/NAME.svg, .png, .csv
  c.kind, c.lang,
  a.kind AS area_kind, a.code AS area_code, -- NULL: of no single area
  s.name AS source, i.code AS indicator, -- NULL: of no single indicator
  c.title, c.alt, c.digest
FROM chart AS c
LEFT JOIN area AS a ON a.id = c.area
LEFT JOIN indicator AS i ON i.id = c.indicator
LEFT JOIN source AS s ON s.id = i.source;

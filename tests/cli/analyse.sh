# shellcheck shell=sh
# `analyse`: the stage by itself, on a store that was filled by hand.
. "$SRC/tests/cli/lib.inc"

cp -r "$SRC/config" config

exits 'there is no store yet' 1 analyse
check 'it is named' err_has 'analyse: var/tilannekuva.db'

run rebuild
unsum var/tilannekuva.db
sqlite3 var/tilannekuva.db <<'EOF'
INSERT OR IGNORE INTO source VALUES (1, 'sotkanet', 'Sotkanet', '');
INSERT INTO area VALUES (901, 'kunta', 'X11', 'A', 'A', 'A', '', NULL);
INSERT INTO indicator (id, source, code, title_fi, title_sv, title_en, unit,
    decimals, organisation, licence, digest)
  VALUES (901, (SELECT id FROM source WHERE name = 'sotkanet'), '90001', 'T',
    '', '', 'PROS', 1, '', '', 'd');
INSERT INTO followed
  VALUES ('sotkanet', '90001', '', 'proportion', 'higher_better', '', '', 1, '',
    'register', 1000);
WITH RECURSIVE y(y) AS (VALUES (2011) UNION ALL SELECT y + 1 FROM y
    WHERE y < 2024)
  INSERT INTO observation SELECT 901, 901, 0, y, y - 2000 + y % 2 / 4.0, NULL
  FROM y;
EOF

run -v --now 2025-03-01 analyse
check 'it says what it did' [ "$(cat "$err")" = 'analyse: 1 trends, 1 clear' ]
check 'exit status' [ "$status" -eq 0 ]
check 'nothing on standard output' out_empty
check 'the finding' [ "$(sql "SELECT first_year, last_year, n, s, family,
	verdict, direction, note FROM v_trend WHERE indicator = '90001'")" = \
	'2015|2024|10|45|1|up|improving|' ]

run -v --now 2025-12-31 analyse
check 'nothing to do in the same year' err_has 'nothing has changed'
run --now 2031-01-01 analyse
check 'another year: out of date' [ "$(sql 'SELECT verdict FROM v_trend')" = \
	out_of_date ]

exits 'no words' 2 analyse now
exits 'no options' 2 analyse --all

done_testing

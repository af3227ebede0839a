# "At a glance" of every municipality of the shipped snapshot, in three
# languages: each generated sentence before a judge of its own, who must find
# what is planted.
# shellcheck shell=sh
# shellcheck source=tests/cli/lib.inc
. "$SRC/tests/cli/lib.inc"

LC_ALL=C.UTF-8
export LC_ALL
nbsp=$(printf '\302\240')

# sentences FILE...: one a line, title and all, as they are read.
sentences() {
	sed -n 's/^<li[^>]* data-fact="lause [0-9]*">\(.*\)<\/li>$/\1/p' "$@" |
		sed 's/<[^>]*>//g; s/&amp;/\&/g'
}
# own FILE...: the same without the titles, which are the sources' words.
own() {
	sed -n 's/^<li[^>]* data-fact="lause [0-9]*">\(.*\)<\/li>$/\1/p' "$@" |
		sed 's/^<a [^>]*>[^<]*<\/a>//'
}

fi='pysyn|ennallaan|vakaa|ei muuto|ei muuttu|aiheut|johtu|vaikut|selitt|ansiosta|takia|paras|parhai|huonoi|merkitsev'
sv='oförändra|stabil|ingen förändring|inte förändrat|orsak|beror|påverka|förklara|tack vare|på grund|bäst|sämst|signifika'
en='unchanged|stable|no change|not changed|remained|caus|because|due to|affect|explain|thanks to|best|worst|significan'

# judge WORDS FILE...: what is wrong with any of their sentences.
judge() {
	_words=$1
	shift
	own "$@" | grep -iE "(^|[^[:alpha:]])($_words|-?nan([^[:alpha:]]|\$)|-?inf([^[:alpha:]]|\$)|\(null\))"
	sentences "$@" | grep -vE '[^.]\.$'
	sentences "$@" | grep -vE '[0-9]'
	sentences "$@" | grep -E "[ $nbsp][ $nbsp]|[ $nbsp][.,;:]|[{}]"
	sentences "$@" | sed "s/$nbsp/ /g" | awk '{
		n = 0
		for (i = 1; i <= NF; i++)
			n += $i ~ /[0-9A-Za-z]/ || $i ~ /[^ -~–…−]/
		if (n > 25)
			print n ": " $0
	}'
}

run import "$SRC"/etl/snapshot/*.exchange
run --config "$SRC/config" load
run --config "$SRC/config" --now 2026-03-02T03:00:00Z analyse
now() { exits "$1" "$2" --config "$SRC/config" --now 2026-03-02T03:00:00Z brief ${3:+"$3"}; }
now 'pages are made' 0
now 'and read back' 0 --check

site=var/site
check 'six sentences for each municipality' \
	[ "$(sentences $site/kunta/*.html | wc -l)" -eq 198 ]
for l in sv en; do
	check "and as many in $l" [ "$(sentences $site/$l/kunta/*.html |
		wc -l)" -eq 198 ]
done
check 'Finnish: nothing is wrong with them' \
	[ -z "$(judge "$fi" $site/kunta/*.html)" ]
check 'Swedish: nothing is wrong with them' \
	[ -z "$(judge "$sv" $site/sv/kunta/*.html)" ]
check 'English: nothing is wrong with them' \
	[ -z "$(judge "$en" $site/en/kunta/*.html)" ]

# Verdict words stand where the analysis has a verdict, and nowhere else.
# told WORDS: in how many Finnish sentences they stand.
told() { own $site/kunta/*.html | grep -cE "$1"; }
trends() {
	sql "SELECT count(*) FROM v_trend AS t JOIN v_area AS a
	  ON a.kind = t.area_kind AND a.code = t.area_code
	  JOIN v_indicator AS i USING (source, indicator)
	  JOIN v_latest AS l ON l.source = t.source AND l.indicator = t.indicator
	    AND l.area_kind = t.area_kind AND l.area_code = t.area_code
	    AND l.sex = t.sex AND l.year > 2020
	WHERE t.area_kind = 'kunta' AND a.hva_code IN ('08', '09')
	  AND t.kind = 'long' AND t.sex = 'total' AND t.q <= 0.05 AND i.followed
	  AND t.verdict IN ('up', 'down', 'up_small', 'down_small')
	  AND t.direction IN ($1)"
}
for pair in "heikentynyt:'worsening'" "parantunut:'improving'" \
	"noussut|laskenut:'rising', 'falling'"; do
	check "as many sentences with '${pair%%:*}' as such trends" \
		[ "$(told "${pair%%:*}")" -eq "$(trends "${pair#*:}")" ]
done
check 'there are such' [ "$(told heikentynyt)" -ge 5 ]
# shellcheck disable=SC2016
levels=$(sql "SELECT count(*) FROM v_position AS p JOIN v_area AS a
	ON a.kind = p.area_kind AND a.code = p.area_code
	WHERE p.area_kind = 'kunta' AND a.hva_code IN ('08', '09')
	  AND p.sex = 'total' AND p.year > 2020 AND p.numerator >= 20
	  AND p.level_class IN ('lower', 'higher', 'much_lower', 'much_higher')")
check 'as many sentences higher or lower than the country as such levels' \
	[ "$(told '(korkeampi|matalampi) kuin koko maassa')" -eq "$levels" ]
check 'there are such' [ "$levels" -ge 15 ]
check 'without a country row the median is named' \
	[ "$(told 'kuntien mediaani')" -ge 5 ]
check 'all languages tell of the same: as many verdicts' \
	[ "$(told heikentynyt) $(told parantunut)" = "$(own $site/sv/kunta/*.html |
		grep -c försämrats) $(own $site/sv/kunta/*.html |
		grep -c förbättrats)" ]

# --- planted

page=$site/kunta/702.html
cp "$page" whole.html
# plants NAME LANGUAGE'S WORDS SED: the judge finds it.
plants() {
	sed "$3" whole.html >planted.html
	check "$1: planted" [ "$(cmp -s planted.html whole.html || echo other)" = other ]
	check "$1: found" [ -n "$(judge "$2" planted.html)" ]
}
sentence='data-fact="lause 2"'
plants 'a forbidden word' "$fi" "/$sentence/s/tilanne on/vakaa tilanne on/"
plants 'a cause' "$fi" "/$sentence/s/tilanne on/johtuen on/"
plants 'a Swedish one' "$sv" "/$sentence/s/tilanne on/på grund av/"
plants 'an English one' "$en" "/$sentence/s/tilanne on/because of/"
plants 'a word too many' "$fi" \
	"/$sentence/s/tilanne on/a b c d e f g h i j k l m n o tilanne on/"
plants 'no figure' "$fi" "/$sentence/s/[0-9]//g; s/data-fact=\"lause \"/data-fact=\"lause 2\"/"
plants 'a double blank' "$fi" "/$sentence/s/tilanne on/tilanne  on/"
plants 'no full stop' "$fi" "/$sentence/s/\\.<\\/li>/<\\/li>/"
plants 'nan' "$fi" "/$sentence/s/21,5/nan/"

# spoils NAME SED TEXT: `brief --check` finds it and says so.
spoils() {
	sed "$2" whole.html >"$page"
	now "$1: read back" 1 --check
	check "$1: named" err_has "$3"
	cp whole.html "$page"
}
spoils 'another figure' "/$sentence/s/21,5/21,6/" 'lause 2: text is'
spoils 'a verdict turned round' "/$sentence/s/heikentynyt/parantunut/" \
	'a verdict that the figures do not give'
spoils 'a forbidden word' "/$sentence/s/tilanne on/vakaa tilanne on/" ': vakaa'
spoils 'a box turned round' 's/huoli sotkanet-228/vahvuus sotkanet-228/' \
	'huoli sotkanet-228: no text'
spoils 'a count of the agreed' 's/\("sovittu 4">\)[0-9]*/\199/' 'sovittu 4: text'

spoils 'another day' '/neuvottelu.PI-2024/s/12\.8\.2024/13.8.2024/' \
	'sovittu otsikko: text'

done_testing

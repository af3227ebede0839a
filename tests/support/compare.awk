# What we print beside what other programs print of the same: the beginning of the
# programs that `compare` of tests/cli/lib.inc runs. The first file is ours. Its row
# that goes with a row of a later one has the same text in the first `by` columns,
# or, where by is 0, the same number.

BEGIN { by = 1 }

function size(v) { return v < 0 ? -v : v }

function key(    i, text) {
	if (!by)
		return FNR
	text = $1
	for (i = 2; i <= by; i++)
		text = text " " $i
	return text
}

function has(name) { return (file, name) in at }

# A column of theirs that is not there would never differ.
function column(f, name) {
	if (!((f, name) in at)) {
		printf "# file %d has no column %s\n", f, name
		bad++
		exit
	}
	return at[f, name]
}

function our(name) { return ours[key(), column(1, name)] }
function their(name) { return $(column(file, name)) }

# Whether got is want, to the larger of both limits. What the other program leaves
# empty is not compared.
function differ(what, got, want, relative, absolute) {
	if (want == "")
		return
	seen++
	if (got == "" || size(got - want) > absolute + relative * size(want)) {
		printf "# %s: %s, expected %s\n", what, got, want
		bad++
	}
	if (relative > 0 && want != 0 && size((got - want) / want) > most)
		most = size((got - want) / want)
}

function same(what, got, want) {
	seen++
	if (got != want) {
		printf "# %s: %s, expected %s\n", what, got, want
		bad++
	}
}

FNR == 1 {
	file++
	for (i = 1; i <= NF; i++)
		at[file, $i] = i
	next
}
file == 1 {
	for (i = 1; i <= NF; i++)
		ours[key(), i] = $i
	next
}

END {
	printf "# %d figures compared", seen
	printf (most > 0 ? ", largest relative difference %.1e\n" : "\n"), most
	exit bad > 0 || seen == 0
}

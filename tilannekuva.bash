# Completion for bash: the words come from the program's own help.
_tilannekuva()
{
	local cur=${COMP_WORDS[COMP_CWORD]} command='' help i words
	for ((i = 1; i < COMP_CWORD; i++)); do
		case ${COMP_WORDS[i]} in
		--var | --config | --set | --now) ((i++)) ;;
		-*) ;;
		*)
			command=${COMP_WORDS[i]}
			break
			;;
		esac
	done
	# shellcheck disable=SC2086 # no command, no word
	help=$("${COMP_WORDS[0]}" $command --help 2>/dev/null)
	if [[ $cur == -* ]]; then
		words=$(grep -oE -e '--[a-z][a-z-]*' <<<"$help")
	elif [ -z "$command" ]; then
		words=$(sed -n 's/^  \([a-z]\{2,\}\) .*/\1/p' <<<"$help")
	elif ((i + 1 == COMP_CWORD)); then
		words=$(sed -n "1s/^usage: tilannekuva $command //p" <<<"$help" |
			tr '|' '\n' | sed -n 's/^ *\([a-z][a-z-]*[a-z]\).*/\1/p')
	fi
	mapfile -t COMPREPLY < <(compgen -W "$words" -- "$cur")
	[ ${#COMPREPLY[@]} -gt 0 ] || mapfile -t COMPREPLY < <(compgen -f -- "$cur")
}
complete -o filenames -F _tilannekuva tilannekuva

#!/bin/sh
# The nightly job: in the checkout, bounded in time, quiet unless a person is
# needed, so that cron mails nothing else. The words before `run` are the
# program's global options. Exits as the program does: 0 when all went well, 1
# when something failed or is incomplete, 2 when nothing was done, such as on a
# wrong setting.
cd "$(dirname "$0")/.." || exit 2
said=$(timeout --kill-after=60 6h ./tilannekuva "$@" run 2>&1)
status=$?
case $status in
0) ;;
1 | 124 | 137) # 124, 137: it took too long and was ended
	# What one bad night lacks the next one mends.
	alarm=$(./tilannekuva "$@" status --alarm 2>&1) ||
		printf '%s\n\n%s\n' "$alarm" "$said"
	;;
*) printf '%s\n' "$said" ;;
esac
exit $status

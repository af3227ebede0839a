#!/bin/sh
# The nightly job: in the checkout, bounded in time. The program itself keeps a
# second one out, reports on standard error (which cron mails) and exits 0 when
# all went well, 1 when something failed or is incomplete, 2 on a wrong setting.
cd "$(dirname "$0")/.." || exit 2
exec timeout --kill-after=60 6h ./tilannekuva "$@" run

#!/bin/sh
# The package once more from a copy of the tree: in another folder, time zone and
# locale, under another umask, one file after the other. It must be the same to the
# byte, so that anybody can see what a package was made of.
#
#	tests/reproducible.sh build/deb

set -eu

first=$(realpath "$1")
again=$(mktemp -d)
trap 'rm -rf "$again"' EXIT
trap 'exit 130' INT TERM
mkdir -p "$again/elsewhere/deeper"
tar -c --exclude=./build --exclude=./var --exclude=./.git --exclude='./tilannekuva' \
	--exclude='./tilannekuva-*' --exclude=node_modules . |
	tar -x -C "$again/elsewhere/deeper"
cd "$again/elsewhere/deeper"
umask 027
env -u MAKEFLAGS -u MAKEOVERRIDES -u MFLAGS TZ=Pacific/Kiritimati LC_ALL=C \
	make JOBS=1 deb >"$again/log" 2>&1 || {
	tail -n 40 "$again/log"
	exit 1
}
passed=0 failed=0
for deb in "$first"/*.deb; do
	if cmp "$deb" "build/deb/${deb##*/}"; then
		echo "ok $((passed += 1)) - ${deb##*/} built again is the same"
	else
		echo "not ok - ${deb##*/} built again is another"
		failed=$((failed + 1))
	fi
done
echo "reproducible: $passed passed, $failed failed"
[ $failed = 0 ] && [ $passed -gt 0 ]

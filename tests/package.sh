#!/bin/sh
# The package on a clean Debian in a folder of its own: installed, run on the shipped
# snapshot, upgraded over an older one whose settings somebody has changed, removed,
# purged. Needs root and Debian's mirror (the one this machine uses).
#
#	tests/package.sh build/deb/tilannekuva_VERSION_ARCH.deb [PROGRAM]
#
# PROGRAM looks at the archive that is left.

set -eu

deb=$(realpath "$1")
this=$(realpath "${2:-tilannekuva}")
if [ "$(id -u)" != 0 ]; then
	echo "package: skipped: only root may change the root folder"
	exit 0
fi
root=$(mktemp -d)
chmod 755 "$root"
trap 'rm -rf "$root"' EXIT
trap 'exit 130' INT TERM
cases=0

# holds NAME COMMAND...: the command must succeed, or everything ends.
holds() {
	name=$1
	shift
	"$@" >"$root.out" 2>&1 || {
		echo "not ok - $name"
		sed 's/^/# /' "$root.out" | tail -n 40
		exit 1
	}
	rm -f "$root.out"
	cases=$((cases + 1))
	echo "ok $cases - $name"
}

inside() {
	timeout 1200 env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin LANG=C.UTF-8 \
		DEBIAN_FRONTEND=noninteractive chroot "$root" "$@"
}

# as the package's own user, who may write nowhere else
nightly() {
	inside setpriv --reuid tilannekuva --regid tilannekuva --clear-groups \
		env HOME=/tmp tilannekuva --now 2026-03-02T03:00:00Z --offline \
		--set plot.kinds=rank --set site.langs=fi "$@"
}

install_it() {
	cp "$1" "$root/tmp/this.deb" &&
		inside apt-get install -y -q --no-install-recommends \
			--allow-downgrades -o Dpkg::Options::=--force-confold \
			/tmp/this.deb
}

# the same package as an older version that shipped other settings
older() {
	dpkg-deb -R "$deb" "$root/tmp/old" &&
		sed -i 's/^Version: .*/Version: 0.0.1/' "$root/tmp/old/DEBIAN/control" &&
		echo '# of an older version' >>"$root/tmp/old/etc/tilannekuva/tilannekuva.conf" &&
		dpkg-deb --root-owner-group -b "$root/tmp/old" "$root/tmp/old.deb" &&
		rm -r "$root/tmp/old"
}

# shellcheck disable=SC1091 # every Debian has one
codename=$(. /etc/os-release && echo "$VERSION_CODENAME")
# shellcheck disable=SC2016 # apt's own placeholder
mirror=$(apt-get indextargets --format '$(SITE)' "Suite: $codename" |
	head -n 1)
holds "a clean Debian" debootstrap --variant=minbase "$codename" "$root" "$mirror"
cp /etc/apt/apt.conf.d/*prox* "$root/etc/apt/apt.conf.d/" 2>/dev/null || :
inside apt-get update -qq

holds "an older version" older
holds "installs" install_it "$root/tmp/old.deb"
holds "the user is there" inside getent passwd tilannekuva
holds "the manual is there" [ -s "$root/usr/share/man/man1/tilannekuva.1.gz" ]
holds "and the examples, as they are run" \
	[ -s "$root/usr/share/doc/tilannekuva/examples/queries.sql" ]
holds "the program finds its settings" inside tilannekuva sources
# shellcheck disable=SC2046 # names without blanks
holds "the snapshot is taken in" nightly import \
	$(cd "$root" && find usr/share/tilannekuva/snapshot -name '*.exchange' \
		-printf '/%p\n' | sort)
holds "a night runs on it" nightly run
holds "and leaves pages" [ -s "$root/var/lib/tilannekuva/site/index.html" ]
holds "anybody may query" inside setpriv --reuid nobody --clear-groups \
	tilannekuva sql "SELECT count(*) FROM v_trend WHERE verdict <> ''"

settings=$root/etc/tilannekuva
echo '# mine' >>"$settings/corrections.csv"
printf '[site]\ncounties = 09\n' >"$settings/tilannekuva.conf"
mkdir "$settings/negotiations/MINE-2026"
echo mine >"$settings/negotiations/MINE-2026/note.txt"
cp -a "$settings" "$root/tmp/mine"
holds "upgrades" install_it "$deb"
holds "people's tables are as they were" sh -c \
	"diff -r -x '*.dpkg-dist' -x '*.dpkg-new' '$root/tmp/mine' '$settings'"
holds "the new settings lie beside a changed file" \
	[ -s "$settings/tilannekuva.conf.dpkg-dist" ]
rm -r "$settings/negotiations/MINE-2026"
holds "the figures are still there" nightly status

holds "is removed" inside apt-get remove -y -q tilannekuva
holds "people's tables stay" grep -q mine "$settings/corrections.csv"
holds "is purged" inside apt-get purge -y -q tilannekuva
# SQLite's log beside it is part of the archive: answers may be in it alone.
left=$(cd "$root" && find etc/tilannekuva var/lib/tilannekuva var/cache/tilannekuva \
	usr/share/tilannekuva -type f ! -name 'archive.db-wal' \
	! -name 'archive.db-shm' 2>/dev/null | sort) || :
echo "# left: $left"
holds "leaves the archive and nothing else" \
	[ "$left" = var/lib/tilannekuva/archive.db ]
holds "which is whole" "$this" --var "$root/var/lib/tilannekuva" archive verify
echo "package: $cases passed, 0 failed"

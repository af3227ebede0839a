# A month of nights against a bank of figures that changes by the day: what each
# leaves is compared with what is known of the bank. NIGHTS: how many; SEED.
# shellcheck shell=sh
exec python3 "$SRC/tests/support/nights.py" "$TILANNEKUVA" "$SRC/config" \
	--nights "${NIGHTS:-0}" --seed "${SEED:-1}"

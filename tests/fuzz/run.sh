#!/bin/sh
# Fuzzes every target for some seconds, as many at once as there are processors; ends with "N passed, N failed".
# usage: run.sh BUILD-DIRECTORY SECONDS
set -eu
programs=$1/tests/fuzz
seconds=$2
sources=$(cd "$(dirname "$0")" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# What is found stays in the build directory, to be looked at.
cat >"$work/one" <<'TEXT'
target=$1; programs=$2; seconds=$3; sources=$4; work=$5
mkdir -p "$work/$target" "$programs/findings"
dictionary=
if [ -e "$sources/dictionaries/$target.dict" ]; then dictionary=-dict=$sources/dictionaries/$target.dict; fi
if "$programs/hookstorm_fuzz_$target" -max_total_time="$seconds" -timeout=10 -max_len=8192 -rss_limit_mb=2048 -print_final_stats=1 \
  -artifact_prefix="$programs/findings/$target-" $dictionary "$work/$target" "$sources/corpora/$target" >"$work/$target.log" 2>&1
then
  echo "ok      $target: $(sed -n 's/^stat::number_of_executed_units: *//p' "$work/$target.log") inputs in $seconds s"
else
  tail -n 40 "$work/$target.log"
  echo "FAILED  $target: the input is in $programs/findings"
fi
TEXT

ls "$sources/corpora" | xargs -P "$(nproc)" -I TARGET sh "$work/one" TARGET "$programs" "$seconds" "$sources" "$work" | tee "$work/report"
failed=$(grep -c '^FAILED' "$work/report" || true)
echo "$(grep -c '^ok' "$work/report" || true) passed, $failed failed"
[ "$failed" = 0 ]

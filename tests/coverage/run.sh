#!/bin/sh
# Runs the core's own tests (the units', and the specification's cases of JSON-e) and reports the lines of core/ that they reach, folder by folder; fewer than 95 % fail.
# usage: run.sh BUILD-DIRECTORY
set -eu
build=$(cd "$1" && pwd)
percent_min=95
root=$(cd "$(dirname "$0")/../.." && pwd)

find "$build" -name '*.gcda' -delete
"$build/tests/core/hookstorm_core_tests" --no-colors | tail -n 3
HOOKSTORM_JSON_E=$build/tests/json_e/hookstorm_json_e_evaluate \
  node --test "$root/tests/json_e/specification.test.mjs" | grep -E '^(not ok|. (pass|fail) )'
gcovr --root "$root" --filter "$root/core/" --object-directory "$build" --exclude-throw-branches --csv "$build/coverage.csv" \
  --gcov-ignore-parse-errors "$build" >/dev/null

# filename,line_total,line_covered,…
awk -F, -v percent_min="$percent_min" '
  NR > 1 {
    split($1, parts, "/"); folder = parts[2]
    total[folder] += $2; covered[folder] += $3; all += $2; reached += $3
    if ($3 < $2 * percent_min / 100) { poor[++poor_count] = sprintf("  %5.1f %%  %s (%d lines not reached)", 100 * $3 / $2, $1, $2 - $3) }
  }
  END {
    for (folder in total) printf "%5.1f %%  core/%s\n", 100 * covered[folder] / total[folder], folder | "sort -k3"
    close("sort -k3")
    if (poor_count) print "files below " percent_min " %:"
    for (i = 1; i <= poor_count; ++i) print poor[i]
    printf "%5.1f %% of the lines of core/ (%d of %d)\n", 100 * reached / all, reached, all
    good = all > 0 && reached >= all * percent_min / 100
    print (good ? "1 passed, 0 failed" : "0 passed, 1 failed")
    exit !good
  }' "$build/coverage.csv"

#!/usr/bin/env bash
# Runs noticelint for the action, with the findings as annotations and an audit in the summary of the job.
# Reads PATHS, ARGS, CHANGED_SINCE, DIFF, SUMMARY and GITHUB_STEP_SUMMARY. Ends with the worst status of all runs.
set -uo pipefail

lines() { # the lines of $2, as an array called $1
  local -n into=$1
  into=()
  while IFS= read -r line; do [ -n "$line" ] && into+=("$line"); done <<< "$2"
}

lines paths "$PATHS"
lines more "$ARGS"
[ -n "$CHANGED_SINCE" ] && more+=("--changed-since=$CHANGED_SINCE")

status=0
worst() { [ "$1" -gt "$status" ] && status=$1; return 0; }

summary=$(mktemp)
trap 'rm -f "$summary"' EXIT
noticelint check --format github --output "markdown=$summary" ${more[@]+"${more[@]}"} -- "${paths[@]}"
worst $?
[ "$SUMMARY" = true ] && cat "$summary" >> "$GITHUB_STEP_SUMMARY"

if [ -n "$DIFF" ]; then
  noticelint diff "--rev=$DIFF" --format markdown -- "${paths[@]}" >> "$GITHUB_STEP_SUMMARY"
  worst $?
fi
exit "$status"

/**
 * What a CronJob does in a cluster, as loops for `sh` of Debian (dash) and of Alpine (busybox). Both hold a lock of the
 * folder while they work, so that no copy is removed that is being written. A failure leaves a file for the health check.
 */

/**
 * Runs COMMAND at every minute of a schedule, by UTC. Variables: MINUTES, HOURS, DAYS, MONTHS, WEEKDAYS (numbers, or `*`
 * for all), FOLDER, COMMAND.
 */
export const everyDue = `set -u
# Whether a field takes a number; date writes it with a zero before it.
takes() {
  number="\${2#0}"
  case "$1" in '*') return 0 ;; esac
  case " $1 " in *" \${number:-0} "*) return 0 ;; esac
  return 1
}
# As in cron: where both the day of the month and that of the week are restricted, one of them is enough.
is_day() {
  if [ "$DAYS" = '*' ] || [ "$WEEKDAYS" = '*' ]; then
    takes "$DAYS" "$1" && takes "$WEEKDAYS" "$2"
  else
    takes "$DAYS" "$1" || takes "$WEEKDAYS" "$2"
  fi
}
is_due() {
  takes "$MINUTES" "$1" && takes "$HOURS" "$2" && is_day "$3" "$5" && takes "$MONTHS" "$4"
}
last=
while :; do
  now="$(date -u '+%M %H %d %m %w')"
  # shellcheck disable=SC2086
  if [ "$now" != "$last" ] && is_due $now; then
    if flock "$FOLDER/.lock" sh -c "$COMMAND"; then rm -f "$FOLDER/.failed"; else touch "$FOLDER/.failed"; fi
  fi
  last="$now"
  sleep 15
done
`;

/** Runs COMMAND whenever there is a copy in FOLDER that is newer than the last one it ran for. Variables: FOLDER, COMMAND. */
export const everyCopy = `set -u
last=
while :; do
  newest="$(cd "$FOLDER" && ls | grep '\\.sha256$' | sort | tail -n 1)"
  if [ -n "$newest" ] && [ "$newest" != "$last" ]; then
    if flock "$FOLDER/.lock" sh -c "$COMMAND"; then
      last="$newest"
      rm -f "$FOLDER/.upload-failed"
    else
      touch "$FOLDER/.upload-failed"
    fi
  fi
  sleep 60
done
`;

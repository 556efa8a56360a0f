/**
 * The shell of the copies, for `sh` of Debian (dash) and of Alpine (busybox). A copy is a file `<time>.archive.gz`,
 * named for the second in which it began (UTC, so names sort by time), with its checksum beside it. The checksum is
 * written last: what has none is no copy.
 */

const copies = '[0-9]*T[0-9]*Z.archive.gz';

/** Finds the newest copy of the working folder; empty where there is none. */
const newestHere = `newest=
for each in ${copies}.sha256; do
  if [ -e "$each" ]; then newest="\${each%.sha256}"; fi
done`;

/** Names before this one are older than KEEP_DAYS days. */
const oldestKept = `oldest="$(date -u -d "@$(($(date +%s) - KEEP_DAYS * 86400))" +%Y%m%dT%H%M%SZ).archive.gz"`;

/**
 * Copies the whole database into FOLDER, consistent at one point in time: what is written meanwhile is in its oplog.
 * Variables: FOLDER, and those of choose-member.js.
 */
const dump = `set -eu
umask 077
cd "$FOLDER"
rm -f ./*.partial
name="$(date -u +%Y%m%dT%H%M%SZ).archive.gz"
mongosh --nodb --norc --quiet "$SCRIPTS/choose-member.js"
mongodump --config="$CONFIG_FILE" --oplog --gzip --archive="$name.partial"
gzip -t "$name.partial"
sync "$name.partial"
mv "$name.partial" "$name"
sha256sum "$name" > "$name.sha256.partial"
sync "$name.sha256.partial"
mv "$name.sha256.partial" "$name.sha256"
echo "$name is complete: $(wc -c < "$name") bytes"
`;

/**
 * Removes copies from FOLDER that are older than KEEP_DAYS days, after the newest one has been read and is whole; it
 * stays, however old. Variables: FOLDER, KEEP_DAYS.
 */
const prune = `set -eu
cd "$FOLDER"
${newestHere}
if [ -z "$newest" ]; then
  echo "there is no copy; nothing is removed" >&2
  exit 1
fi
sha256sum -c "$newest.sha256"
${oldestKept}
for each in ${copies}; do
  if [ -e "$each" ] && [ "$each" != "$newest" ] && expr "$each" '<' "$oldest" > /dev/null; then
    rm -f "$each.sha256" "$each"
    echo "$each was older than $KEEP_DAYS days and has been removed"
  fi
done
`;

/**
 * Brings the newest copy of FOLDER to REMOTE, compares what arrived with it, and then removes older ones there as
 * prune.sh does. Variables: FOLDER, REMOTE (\`<rclone remote>:<bucket>/<folder>\`), KEEP_DAYS.
 */
const upload = `set -eu
cd "$FOLDER"
${newestHere}
if [ -z "$newest" ]; then
  echo "there is no copy; nothing is uploaded" >&2
  exit 1
fi
sha256sum -c "$newest.sha256"
rclone copyto "$newest" "$REMOTE/$newest"
rclone check --one-way --include "/$newest" . "$REMOTE"
rclone copyto "$newest.sha256" "$REMOTE/$newest.sha256"
echo "$newest is in $REMOTE"
${oldestKept}
there="$(rclone lsf --files-only --include "/${copies}" "$REMOTE")"
for each in $there; do
  if [ "$each" != "$newest" ] && expr "$each" '<' "$oldest" > /dev/null; then
    rclone delete --include "/$each.sha256" "$REMOTE"
    rclone deletefile "$REMOTE/$each"
    echo "$each was older than $KEEP_DAYS days and has been removed"
  fi
done
`;

/** Brings the copy BACKUP, a name or \`latest\`, from REMOTE to FOLDER. Variables: BACKUP, REMOTE, FOLDER. */
const fetch = `set -eu
there="$(rclone lsf --files-only --include "/${copies}.sha256" "$REMOTE")"
there="$(echo "$there" | sed 's/[.]sha256$//' | sort)"
name="$BACKUP"
if [ "$name" = latest ]; then name="$(echo "$there" | tail -n 1)"; fi
if [ -z "$name" ]; then
  echo "BACKUP is \\"$BACKUP\\"; expected latest or one of:" >&2
  echo "$there" >&2
  exit 1
fi
rclone copyto "$REMOTE/$name.sha256" "$FOLDER/$name.sha256"
rclone copyto "$REMOTE/$name" "$FOLDER/$name"
`;

/**
 * Writes the copy BACKUP of FOLDER, a name or \`latest\`, into the database INTO. Where that is DATABASE itself,
 * everything is restored in place, to the second in which the copy ended; otherwise its collections go to another
 * database beside it, for a look or a drill. Variables: BACKUP, INTO, DATABASE, FOLDER, and those of whole-server.js.
 */
const restore = `set -eu
umask 077
cd "$FOLDER"
case "$INTO" in
  '' | admin | config | local | *[!A-Za-z0-9_-]*)
    echo "INTO is \\"$INTO\\"; expected the name of a database: $DATABASE to restore in place, another one beside it" >&2
    exit 1
    ;;
esac
name="$BACKUP"
if [ "$name" = latest ]; then
  ${newestHere.replaceAll('\n', '\n  ')}
  name="$newest"
fi
if [ -z "$name" ] || [ ! -e "$name.sha256" ]; then
  echo "BACKUP is \\"$BACKUP\\"; expected latest or one of:" >&2
  ls >&2
  exit 1
fi
sha256sum -c "$name.sha256"
mongosh --nodb --norc --quiet "$SCRIPTS/whole-server.js"
if [ "$INTO" = "$DATABASE" ]; then
  mongorestore --config="$CONFIG_FILE" --gzip --archive="$name" --drop --stopOnError --oplogReplay
else
  mongorestore --config="$CONFIG_FILE" --gzip --archive="$name" --drop --stopOnError \\
    --nsInclude="$DATABASE.*" --nsFrom="$DATABASE.*" --nsTo="$INTO.*"
fi
echo "$name has been restored into $INTO"
`;

/** The scripts by the names of their files. */
export const backupScripts = {
  'dump.sh': dump,
  'prune.sh': prune,
  'upload.sh': upload,
  'fetch.sh': fetch,
  'restore.sh': restore,
} as const;

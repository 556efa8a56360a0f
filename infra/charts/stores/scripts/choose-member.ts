import { databaseUri } from './database-uri.ts';

/**
 * A program for mongosh (`--nodb`) that chooses the member to read a copy from, and writes the connection to it into a
 * configuration file of mongodump: one secondary, directly. With a read preference instead each query of mongodump
 * could go to another secondary; one that lags behind the point where the oplog is taken from would tear the copy.
 * Where there is no secondary (a single member), it is the primary.
 *
 * Variables: URI_FILE, CONFIG_FILE (written, mode 0600).
 */
export const chooseMember = String.raw`'use strict';
const { readFileSync, writeFileSync } = require('fs');
${databaseUri}
/** The same URI for one member only. A URI with +srv means TLS, and names its hosts by DNS: here both are said. */
function directTo(host) {
  const direct = new URLSearchParams(options);
  for (const name of ['replicaSet', 'readPreference', 'readPreferenceTags', 'maxStalenessSeconds']) direct.delete(name);
  if (scheme === 'mongodb+srv' && !direct.has('tls') && !direct.has('ssl')) direct.set('tls', 'true');
  if (needsAuthSource && sourceInPath === '') direct.set('authSource', 'admin');
  direct.set('directConnection', 'true');
  return 'mongodb://' + login + host + '/?' + direct;
}

const helloAt = (connection) => new Mongo(connection).getDB('admin').runCommand({ hello: 1 });

function isSecondary(host) {
  try {
    return helloAt(directTo(host)).secondary === true;
  } catch (error) {
    print(host + ' does not answer: ' + error.message);
    return false;
  }
}

/** Hidden members are not among the hosts; who has one for copies gives a URI that names only it. */
function choose() {
  const { hosts: members = [], passives = [], primary } = helloAt(uri);
  if (members.length === 0) throw new Error('the database is no replica set; a copy at one point in time needs the oplog of one');
  for (const host of [...passives, ...members.toReversed()]) if (host !== primary && isSecondary(host)) return host;
  if (primary === undefined) throw new Error('no member of the replica set answers as a secondary, and there is no primary');
  return primary;
}

const chosen = choose();
writeFileSync(process.env.CONFIG_FILE, 'uri: ' + JSON.stringify(directTo(chosen)) + '\n', { mode: 0o600 });
print('the copy is read from ' + chosen);
`;

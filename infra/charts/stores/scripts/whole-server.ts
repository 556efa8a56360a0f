import { databaseUri } from './database-uri.ts';

/**
 * A program for mongosh (`--nodb`) that writes the connection of a restoration into a configuration file of mongorestore:
 * to all members, and to the whole server.
 *
 * Variables: URI_FILE, CONFIG_FILE (written, mode 0600).
 */
export const wholeServer = String.raw`'use strict';
const { readFileSync, writeFileSync } = require('fs');
${databaseUri}
const wanted = options.toString();
const whole = scheme + '://' + login + hosts + '/' + (wanted === '' ? '' : '?' + wanted);
writeFileSync(process.env.CONFIG_FILE, 'uri: ' + JSON.stringify(whole) + '\n', { mode: 0o600 });
`;

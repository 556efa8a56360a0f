/**
 * For programs for mongosh: reads the URI of the database and takes it apart into `scheme`, `login` (with its `@`),
 * `hosts` and `options`. The database in its path is left out. mongodump and mongorestore would take it for the only one
 * that is meant, and refuse the oplog then; to the driver it only says where the user is known, and that is said by
 * `authSource` as well. With +srv the record of the DNS says it, and goes before the path (Atlas: always admin). Users of
 * other mechanisms than SCRAM are not known in a database.
 *
 * Variables: URI_FILE.
 */
export const databaseUri = String.raw`
const uri = readFileSync(process.env.URI_FILE, 'utf8').trim();
const [, scheme, login = '', hosts, path = '', query = ''] =
  /^(mongodb(?:\+srv)?):\/\/([^/?]*@)?([^/?]*)(?:\/([^?]*))?(?:\?(.*))?$/.exec(uri) ?? [];
if (scheme === undefined) throw new Error('the URI of the database is none: it begins with neither mongodb:// nor mongodb+srv://');

const options = new URLSearchParams(query);
/** The names of options are read without regard to capitals. */
const optionOf = (name) => [...options].find(([key]) => key.toLowerCase() === name.toLowerCase())?.[1];
const needsAuthSource =
  login !== '' && optionOf('authSource') === undefined && (optionOf('authMechanism') ?? 'SCRAM').startsWith('SCRAM');
const sourceInPath = scheme === 'mongodb' ? decodeURIComponent(path) : '';
if (needsAuthSource && sourceInPath !== '') options.set('authSource', sourceInPath);
`;

/**
 * How a secret is known, by its name or by what it looks like: the same for the model and for the policies. The patterns
 * are texts in what JavaScript and RE2 have in common (no flags, no look-around), for the policies write them into CEL.
 */

/** Words that a name ends with: PGPASSWORD, dbPassword, github_token. */
const endings = ['password', 'passwd', 'passphrase', 'secret', 'token', 'credentials?', 'apikey'];
/** Of these only a word of its own counts: MONKEY is none, and PWD by itself is a folder. */
const words = ['(^|[^A-Z])KEY', '(^|[^A-Za-z])key', 'Key', '[^A-Z]PWD', '[^A-Za-z]pwd', '.Pwd'];

/** The name of a variable that has a secret, whichever way it is spelt, with a number behind it or not. */
export const secretName = `(${[...endings.flatMap(spellings), ...words].join('|')})[0-9_]*$`;

/** What is said of a secret, and is none: REQUIRE_PASSWORD=true. */
export const noSecrets: readonly string[] = ['', 'true', 'false'];

/** Stands in every private key in PEM. */
export const privateKeyMark = 'PRIVATE KEY-----';

/** `scheme://user:` before a password; the user may be missing. */
const beforePassword = '://[^/:@\\s]*:';

/** `scheme://user:password@host` */
export const uriWithPassword = `${beforePassword}[^/@\\s]+@`;

/** The same in a variable of a container, where a password that is `$(NAME)` and no more refers to another variable. */
export const uriWithLiteralPassword = `${beforePassword}(${[
  '[^$/@\\s][^/@\\s]*',
  '[$]([^(/@\\s][^/@\\s]*)?',
  '[$][(][^)/@\\s]*([)][^/@\\s]+)?',
].join('|')})@`;

/** `password` as password, Password and PASSWORD. */
function spellings(word: string): readonly string[] {
  const first = word.slice(0, 1);
  return [`[${first.toUpperCase()}${first}]${word.slice(1)}`, word.toUpperCase()];
}

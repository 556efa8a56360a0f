import { showValue } from '../../infra/model/check.ts';
import { BerthError } from '../kit/errors/berth-error.ts';

/** Length of a whole path, in bytes of UTF-8. */
const maxPathBytes = 512;
/** Length of one part of it: the limit of ext4, XFS and (in UTF-16 units, so at most as strict) NTFS. */
const maxPartBytes = 255;

/** Names that Windows gives to devices, with any extension (Microsoft, "Naming Files, Paths, and Namespaces"). */
const deviceName = /^(con|prn|aux|nul|conin\$|conout\$|(com|lpt)[0-9¹²³])$/i;
/** C0, DEL and C1: they hide in listings, and file systems disagree on them. */
const controlCharacter = /[\u0000-\u001f\u007f-\u009f]/;
const windowsReserved = /[<>:"|?*]/;

/** One rule: what is wrong where the test holds, and what to do about it. */
interface Rule<T> {
  readonly broken: (value: T) => boolean;
  readonly what: string;
  readonly remedy: string;
}

const pathRules: readonly Rule<string>[] = [
  { broken: (path) => path === '', what: 'is empty', remedy: 'Name a file, e.g. "results/run-1.csv".' },
  {
    broken: (path) => !path.isWellFormed(),
    what: 'is no valid Unicode text',
    remedy: 'Send the path as UTF-8, percent-encoded in a URL.',
  },
  {
    broken: (path) => controlCharacter.test(path),
    what: 'has a control character',
    remedy: 'Use printable characters only.',
  },
  { broken: (path) => path.includes('\\'), what: 'has a backslash', remedy: 'Write "/" between the parts.' },
  {
    broken: (path) => /^[a-z]:/i.test(path),
    what: 'begins with a drive letter',
    remedy: 'Use a path relative to the project.',
  },
  { broken: (path) => path.startsWith('/'), what: 'begins with "/"', remedy: 'Leave the first "/" out.' },
  {
    broken: (path) => Buffer.byteLength(path) > maxPathBytes,
    what: `is longer than ${maxPathBytes} bytes`,
    remedy: 'Use shorter names or fewer folders.',
  },
];

const partRules: readonly Rule<string>[] = [
  {
    broken: (part) => part === '',
    what: 'has an empty part',
    remedy: 'Write one "/" between two parts, none at the end.',
  },
  {
    broken: (part) => part === '.' || part === '..',
    what: 'has a part "." or ".."',
    remedy: 'Write the path without them.',
  },
  {
    broken: (part) => windowsReserved.test(part),
    what: 'has one of the characters < > : " | ? *, which Windows does not allow',
    remedy: 'Replace it, e.g. by "-" or "_": a worker on Windows gets the same files.',
  },
  {
    broken: (part) => /[. ]$/.test(part),
    what: 'has a part that ends with a dot or a space, which Windows cuts off',
    remedy: 'Remove the dot or the space.',
  },
  {
    broken: (part) => deviceName.test(stem(part)),
    what: 'has a part that Windows takes for a device',
    remedy: 'Choose another name than con, prn, aux, nul, com0 to com9 and lpt0 to lpt9, with or without an extension.',
  },
  {
    broken: (part) => Buffer.byteLength(part) > maxPartBytes,
    what: `has a part longer than ${maxPartBytes} bytes`,
    remedy: 'Use shorter names.',
  },
];

/**
 * The path of a file inside a project, as it is stored: NFC, since macOS sends NFD. What it accepts can be a file on
 * Linux, Windows and macOS alike, and lies inside the folder that it is put in.
 * @throws {BerthError} `PROJECT_PATH_INVALID`
 */
export function parseProjectPath(text: string): string {
  const path = text.normalize('NFC');
  const rule = brokenRule(path);
  if (rule === undefined) return path;
  throw new BerthError('PROJECT_PATH_INVALID', {
    detail: `The path ${showValue(text)} ${rule.what}.`,
    remedy: rule.remedy,
    facts: { path: text.slice(0, maxPathBytes) },
  });
}

function brokenRule(path: string): Rule<string> | undefined {
  const ofPath = pathRules.find(({ broken }) => broken(path));
  if (ofPath !== undefined) return ofPath;
  const parts = path.split('/');
  return partRules.find(({ broken }) => parts.some(broken));
}

/** Windows looks for a device in what comes before the first dot, without the spaces at its end. */
function stem(part: string): string {
  return part.replace(/\..*$/s, '').trimEnd();
}

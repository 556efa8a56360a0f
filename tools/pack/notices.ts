import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** The licences of bundled packages: they ask to be passed on with the code. */
export async function thirdPartyNotices(root: string, packages: readonly string[]): Promise<string> {
  const notices = await Promise.all(packages.map((folder) => noticeOf(join(root, folder))));
  return `This package contains code of the packages below, each under its own licence.\n\n${[...new Set(notices)].sort().join('\n')}`;
}

async function noticeOf(folder: string): Promise<string> {
  const { name, version, license } = JSON.parse(await readFile(join(folder, 'package.json'), 'utf8')) as {
    readonly name: string;
    readonly version: string;
    readonly license?: string;
  };
  const file = (await readdir(folder)).find((each) => /^(licen[cs]e|copying)([.-].*)?$/i.test(each));
  const text = file === undefined ? '' : `\n${(await readFile(join(folder, file), 'utf8')).trim()}\n`;
  return `── ${name} ${version} (${license ?? 'see its text'}) ──\n${text}`;
}

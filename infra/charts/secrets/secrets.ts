import type { Target } from '../../model/target.ts';
import { at, type Part } from '../part.ts';
import { expectedSecrets } from './expected-secrets.ts';
import { externalSecrets } from './external-secrets.ts';

/** The references by which External Secrets bring the Secrets; where it is not installed, `berth secrets init` makes them. */
export function secrets(target: Target): Part {
  return { objects: at('configuration', externalSecrets(target, expectedSecrets(target))), edges: [], access: [] };
}

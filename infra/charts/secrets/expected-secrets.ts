import type { Target } from '../../model/target.ts';
import { logSecrets } from '../observability/log-collectors.ts';
import { applicationSecrets } from './application-secrets.ts';
import { storeSecrets } from '../stores/secrets.ts';
import type { ExpectedSecret } from './expected-secret.ts';
import { systemSecrets } from './system-secrets.ts';

/** Every Secret that the pods of an environment name. None of them is ever in a manifest. */
export function expectedSecrets(target: Target): readonly ExpectedSecret[] {
  return [...systemSecrets(target), ...storeSecrets(target), ...applicationSecrets(target), ...logSecrets(target)];
}

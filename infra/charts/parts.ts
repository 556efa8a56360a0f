import type { Target } from '../model/target.ts';
import { exposure } from './exposure/exposure.ts';
import { foundation } from './foundation/foundation.ts';
import { gpus } from './nodes/gpus.ts';
import { nodePools } from './nodes/node-pools.ts';
import { windowsNodes } from './nodes/windows-nodes.ts';
import { observability } from './observability/observability.ts';
import type { Part } from './part.ts';
import { roles } from './roles/roles.ts';
import { secrets } from './secrets/secrets.ts';
import { applicationServices } from './services/services.ts';
import { backup } from './stores/backup.ts';
import { cache } from './stores/cache.ts';
import { mongoDb } from './stores/mongodb.ts';
import { rabbitMq } from './stores/rabbitmq.ts';

/** Everything that an environment consists of, but for what follows from it: rights and network policies. */
export function partsOf(target: Target): readonly Part[] {
  return [
    foundation,
    secrets,
    nodePools,
    gpus,
    windowsNodes,
    mongoDb,
    rabbitMq,
    cache,
    backup,
    roles,
    applicationServices,
    exposure,
    observability,
  ].map((part) => part(target));
}

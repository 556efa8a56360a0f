import type { Job } from './job.ts';
import type { Platform } from './platform.ts';
import type { Service } from './service.ts';
import type { Worker } from './worker.ts';

/** Something that is started, and where it stands in the model. */
export type Program =
  | { readonly kind: 'worker'; readonly name: string; readonly path: string; readonly value: Worker }
  | { readonly kind: 'service'; readonly name: string; readonly path: string; readonly value: Service }
  | { readonly kind: 'job'; readonly name: string; readonly path: string; readonly value: Job };

/** Everything that a model starts: workers, services, jobs. */
export function programsOf({ sessionTypes, services, jobs }: Platform): readonly Program[] {
  return [
    ...Object.entries(sessionTypes ?? {}).flatMap(([type, { workers }]) =>
      Object.entries(workers).map(([name, value]): Program => ({
        kind: 'worker',
        name,
        path: `/sessionTypes/${type}/workers/${name}`,
        value,
      })),
    ),
    ...Object.entries(services ?? {}).map(([name, value]): Program => ({
      kind: 'service',
      name,
      path: `/services/${name}`,
      value,
    })),
    ...Object.entries(jobs ?? {}).map(([name, value]): Program => ({
      kind: 'job',
      name,
      path: `/jobs/${name}`,
      value,
    })),
  ];
}

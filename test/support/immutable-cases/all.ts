import { configurationCases } from './configuration.ts';
import type { ImmutableCase } from './immutable-case.ts';
import { networkCases } from './network.ts';
import { rightsAndClassesCases } from './rights-and-classes.ts';
import { storageCases } from './storage.ts';
import { workloadCases } from './workloads.ts';

/** One for each rule of `infra/constructs/strict/immutable-rules.ts`, and changes beside them that are allowed. */
export const immutableCases: readonly ImmutableCase[] = [
  ...workloadCases,
  ...networkCases,
  ...storageCases,
  ...configurationCases,
  ...rightsAndClassesCases,
];

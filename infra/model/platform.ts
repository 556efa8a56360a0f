import Type, { type Static } from 'typebox';
import { compileCheck, type Issue } from './check.ts';
import { Environment } from './environment.ts';
import { Job } from './job.ts';
import { byName, Name } from './names.ts';
import { Exposure } from './network.ts';
import { NodePool } from './node-pool.ts';
import { PolicySettings } from './policy-settings.ts';
import { Service } from './service.ts';
import { SessionType } from './session-type.ts';
import { semanticIssues } from './semantics.ts';
import { Stores } from './stores.ts';

/** What `berth up` puts into a project of the demo user at the first start, so that there is something to open. */
export const Demo = Type.Object(
  {
    project: Name,
    files: Type.Array(Type.String({ minLength: 1 }), { description: 'Files or folders beside berth.config.ts.' }),
  },
  { additionalProperties: false },
);

/** The one description of an application; every target is a pure function of it. */
export const Platform = Type.Object(
  {
    name: Name,
    services: Type.Optional(byName(Service)),
    sessionTypes: Type.Optional(byName(SessionType)),
    jobs: Type.Optional(byName(Job)),
    nodePools: Type.Optional(byName(NodePool)),
    stores: Type.Optional(Stores),
    exposure: Type.Optional(Exposure),
    policies: Type.Optional(PolicySettings),
    environments: Type.Optional(byName(Environment)),
    demo: Type.Optional(Demo),
  },
  { additionalProperties: false },
);
/** A platform as its author writes it in `berth.config.ts`. */
export type Platform = Static<typeof Platform>;

const checkSchema = compileCheck(Platform);

/** A model that does not hold; lists every wrong place at once. */
export class ModelError extends Error {
  override readonly name = 'ModelError';
  readonly code = 'MODEL_INVALID';
  readonly issues: readonly Issue[];

  constructor(issues: readonly Issue[]) {
    super(`The model is not valid:\n${issues.map(showIssue).join('\n')}`);
    this.issues = issues;
  }
}

/**
 * Describes an application. The value is checked whole: fields, units, names, and what one part says of another.
 * @throws {ModelError} naming each wrong place, its value and the remedy
 */
export function definePlatform(platform: Platform): Platform {
  return checkPlatform(platform);
}

/**
 * The same for a value of unknown origin, such as the default export of a file.
 * @throws {ModelError}
 */
export function checkPlatform(value: unknown): Platform {
  const result = checkSchema(value);
  if (!result.ok) throw new ModelError(result.issues);
  const issues = semanticIssues(result.value);
  if (issues.length > 0) throw new ModelError(issues);
  return result.value;
}

/** One issue as a line: `/sessionTypes/design/workers/cad/memory: found "8 GB"; expected …. Write …` */
export function showIssue(issue: Issue): string {
  const found = issue.value === undefined ? '' : `found ${issue.value}; `;
  const remedy = issue.remedy === undefined ? '' : `. ${issue.remedy}`;
  return `  ${issue.path || '/'}: ${found}expected ${issue.expected}${remedy}`;
}

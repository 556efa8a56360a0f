import type { Issue } from '../infra/model/check.ts';
import { renameRemedy } from '../infra/model/near.ts';
import type { PolicyException } from '../infra/model/policy-settings.ts';
import { any, exceptionIssues, unknownRule } from './exceptions.ts';
import {
  defaultParameters,
  isParameterName,
  parameters as known,
  type Parameter,
  type PolicyParameters,
} from './parameters.ts';
import { rules, stackRules } from './rules.ts';
import type { Severity } from './rule.ts';

/** How seriously a rule is taken. */
export type Level = Severity | 'off';

/** How an environment applies the rules. */
export interface PolicySettings {
  /** @default those of `parameters.ts` */
  readonly parameters?: Readonly<Partial<Record<string, unknown>>>;
  /** By the id of the rule; a mandatory rule has no other. @default the rule's own severity */
  readonly levels?: Readonly<Record<string, Level>>;
  readonly exceptions?: readonly PolicyException[];
}

/** Settings with every default filled in. */
export interface ResolvedSettings {
  readonly parameters: PolicyParameters;
  levelOf(rule: { readonly id: string; readonly severity: Severity }): Level;
  readonly exceptions: readonly PolicyException[];
}

/** Settings that do not hold; lists every wrong place at once. */
export class PolicySettingsError extends Error {
  override readonly name = 'PolicySettingsError';
  readonly code = 'POLICY_SETTINGS_INVALID';
  readonly issues: readonly Issue[];

  constructor(issues: readonly Issue[]) {
    super(`The policy settings are not valid:\n${issues.map(showIssue).join('\n')}`);
    this.issues = issues;
  }
}

/**
 * Fills in the defaults.
 * @throws {PolicySettingsError} naming each wrong place, its value and what is expected
 */
export function resolveSettings(settings: PolicySettings): ResolvedSettings {
  const issues = settingsIssues(settings);
  if (issues.length > 0) throw new PolicySettingsError(issues);
  const levels = settings.levels ?? {};
  return {
    parameters: { ...defaultParameters, ...settings.parameters },
    levelOf: ({ id, severity }) => levels[id] ?? severity,
    exceptions: settings.exceptions ?? [],
  };
}

/** Every wrong place of settings, as JSON pointers below them; empty where they hold. */
export function settingsIssues(settings: PolicySettings): Issue[] {
  const severities = new Map([...rules, ...stackRules].map(({ id, severity }) => [id, severity]));
  const ids = new Set(severities.keys());
  return [
    ...Object.entries(settings.parameters ?? {}).flatMap(([name, value]) => parameterIssues(name, value)),
    ...Object.entries(settings.levels ?? {}).flatMap(([id, level]) => {
      if (!ids.has(id)) return [unknownRule(`/levels/${id}`, id, ids)];
      return severities.get(id) === 'mandatory' && level !== 'mandatory' ? [loweredRule(id, level)] : [];
    }),
    ...exceptionIssues(settings.exceptions ?? [], ids),
  ];
}

/** A level has no reason and no end, so it can not take away what nobody may do without both. */
function loweredRule(id: string, level: Level): Issue {
  const target = `{ kind: '${any}', name: '${any}' }`;
  return {
    path: `/levels/${id}`,
    value: show(level),
    expected: '"mandatory", as the rule is',
    remedy: `Add an exception instead, with a reason and an end: { rule: '${id}', target: ${target}, reason: …, until: … }.`,
  };
}

function parameterIssues(name: string, value: unknown): Issue[] {
  const path = `/parameters/${name}`;
  if (!isParameterName(name)) {
    const names = Object.keys(known);
    return [{ path, expected: `one of the parameters ${names.join(', ')}`, remedy: renameRemedy(name, names) }];
  }
  const parameter: Parameter = known[name];
  const expected = expectations[parameter.kind];
  if (!expected.holds(value)) return [{ path, value: show(value), expected: expected.text }];
  return parameter.kind === 'list' ? itemIssues(path, parameter.item, value as readonly string[]) : [];
}

function itemIssues(
  path: string,
  item: Extract<Parameter, { readonly kind: 'list' }>['item'],
  values: readonly string[],
): Issue[] {
  if (item === undefined) return [];
  const pattern = new RegExp(item.pattern);
  return values.flatMap((value, index) =>
    pattern.test(value) ? [] : [{ path: `${path}/${index}`, value: show(value), expected: item.expected }],
  );
}

interface Expectation {
  readonly text: string;
  holds(value: unknown): boolean;
}

const expectations: Readonly<Record<Parameter['kind'], Expectation>> = {
  list: { text: 'a list of texts', holds: (value) => Array.isArray(value) && value.every(isText) },
  table: { text: 'a table of texts', holds: (value) => isTable(value) && Object.values(value).every(isText) },
  flag: { text: 'true or false', holds: (value) => typeof value === 'boolean' },
  count: { text: 'a whole number from 0', holds: (value) => Number.isInteger(value) && Number(value) >= 0 },
};

function isText(value: unknown): value is string {
  return typeof value === 'string';
}

function isTable(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function show(value: unknown): string {
  const json = JSON.stringify(value) as string | undefined;
  return json ?? typeof value;
}

function showIssue({ path, value, expected }: Issue): string {
  return `  ${path}: ${value === undefined ? '' : `found ${value}; `}expected ${expected}`;
}

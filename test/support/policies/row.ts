import type { KubernetesObject } from '../../../policies/objects.ts';
import { cronJobOf, deploymentOf } from './subjects.ts';

/** An object, and what exactly one rule says of it; all other rules are kept. */
export interface Row {
  /** The id of the rule. */
  readonly rule: string;
  /** What is special about the object. */
  readonly name: string;
  readonly object: KubernetesObject;
  /** What the message names as broken; absent where the rule is kept, empty where it is the object as a whole. */
  readonly broken?: readonly string[];
  /** Judged with the lenient parameters of the table. */
  readonly lenient?: true;
  /** Where the API server by itself does something else than the rule says. */
  readonly server?: {
    /** It refuses the object whatever the policies say, or completes it so that the rule is kept. */
    readonly does: 'refuses' | 'completes';
    readonly because: string;
  };
}

/** What a row says besides its object. */
type Facts = Omit<Row, 'rule' | 'name' | 'object' | 'broken'>;

/** Makes the rows of one rule. */
export interface RowsOf {
  keeps(name: string, object: KubernetesObject, facts?: Facts): Row;
  breaks(name: string, object: KubernetesObject, places?: readonly string[], facts?: Facts): Row;
}

/** Rows of a rule. */
export function rowsOf(rule: string): RowsOf {
  return {
    keeps: (name, object, facts) => ({ rule, name, object, ...facts }),
    breaks: (name, object, broken = [], facts = {}) => ({ rule, name, object, broken, ...facts }),
  };
}

/** A row of a Pod, and the same pod as the template of a Deployment and of a CronJob. */
export function inEveryKind(row: Row): readonly Row[] {
  return [row, inDeployment(row), { ...row, name: `${row.name}, of a CronJob`, object: cronJobOf(row.object) }];
}

/** The pod of a row as the template of a Deployment. */
export function inDeployment(row: Row): Row {
  return { ...row, name: `${row.name}, of a Deployment`, object: deploymentOf(row.object) };
}

import type { Target } from './objects.ts';
import type { Severity } from './rule.ts';

/** A rule that an object breaks. */
export interface Violation {
  /** The id of the rule. */
  readonly rule: string;
  readonly severity: Severity;
  /** Where a reader finds the object: a construct path, a place in the model (`/sessionTypes/…`), a file, a URN. */
  readonly path: string;
  readonly target: Target;
  /** What the rule demands, and what of the object breaks it. */
  readonly message: string;
  readonly remedy: string;
}

/** What a message is made of: a rule over one object or over several. */
interface Subject {
  readonly id: string;
  readonly title: string;
  readonly remedy: string;
}

/** What the rule demands and what breaks it: `Every container …: container solver` */
export function messageOf({ title }: Pick<Subject, 'title'>, places: readonly string[]): string {
  return places.length === 0 ? title : `${title}: ${places.join(', ')}`;
}

/** A violation as one line, to the letter what the API server answers: `<rule>: <message>. <remedy>` */
export function violationText({ rule, message, remedy }: Pick<Violation, 'rule' | 'message' | 'remedy'>): string {
  return `${rule}: ${message}. ${remedy}`;
}

/** Where a violation is among several environments: `dev/workloads/…`, `dev/sessionTypes/…` */
export function placeIn(environment: string, { path }: Pick<Violation, 'path'>): string {
  return path.startsWith('/') ? `${environment}${path}` : `${environment}/${path}`;
}

/** The two constant ends of the text of a rule; what breaks it stands between them. */
export function textEnds({ id, title, remedy }: Subject): { readonly before: string; readonly after: string } {
  return { before: `${id}: ${title}`, after: `. ${remedy}` };
}

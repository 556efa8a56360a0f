import { isAdmin, type Principal } from './actors.ts';
import type { ProjectRight, ProjectRightOrNone, Subject } from './contract.ts';

/** A right that somebody else than the owner has. */
export interface Share {
  /** `user:<name>` or `group:<name>`, one string so that one index finds it. */
  readonly subject: string;
  readonly right: ProjectRight;
}

/** What of a project decides on who may do what. */
export interface SharedProject {
  readonly owner: string;
  readonly shares: readonly Share[];
}

const rank: Readonly<Record<ProjectRightOrNone, number>> = { none: 0, read: 1, write: 2 };

/** What somebody may do with a project: the owner and admins everything, others the most that any share gives. */
export function rightTo(project: SharedProject, principal: Principal): ProjectRightOrNone {
  if (project.owner === principal.name || isAdmin(principal)) return 'write';
  const subjects = subjectsOf(principal);
  return project.shares
    .filter(({ subject }) => subjects.includes(subject))
    .reduce<ProjectRightOrNone>((best, { right }) => (rank[right] > rank[best] ? right : best), 'none');
}

/** Whether a right is enough for what is wanted. */
export function isEnough(right: ProjectRightOrNone, wanted: ProjectRight): boolean {
  return rank[right] >= rank[wanted];
}

/** Whether somebody may share a project: not everybody who may write to it. */
export function mayShare(project: SharedProject, principal: Principal): boolean {
  return project.owner === principal.name || isAdmin(principal);
}

/** The shares after one was given or taken. */
export function withShare(shares: readonly Share[], subject: string, right: ProjectRightOrNone): readonly Share[] {
  const others = shares.filter((share) => share.subject !== subject);
  return right === 'none' ? others : [...others, { subject, right }];
}

/** The subjects under which somebody may have a share. */
export function subjectsOf({ name, groups }: Pick<Principal, 'name' | 'groups'>): readonly string[] {
  return [`user:${name}`, ...groups.map((group) => `group:${group}`)];
}

/** A subject as it is stored. */
export function subjectKey(subject: Subject): string {
  return 'user' in subject ? `user:${subject.user}` : `group:${subject.group}`;
}

/** A stored subject as others see it. */
export function subjectView(key: string): { user?: string; group?: string } {
  const name = key.slice(key.indexOf(':') + 1);
  return key.startsWith('user:') ? { user: name } : { group: name };
}

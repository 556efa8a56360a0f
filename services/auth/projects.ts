import type { Db } from 'mongodb';
import { BerthError } from '../kit/errors/berth-error.ts';
import { isAdmin, type Principal } from './actors.ts';
import type { ProjectRight, ProjectRightOrNone, ProjectView, Subject } from './contract.ts';
import {
  mayShare,
  rightTo,
  subjectKey,
  subjectsOf,
  subjectView,
  withShare,
  type SharedProject,
} from './project-access.ts';
import { queryDeadline } from './store-limits.ts';
import { wasInserted, type UserStore } from './user-store.ts';

interface ProjectDocument extends SharedProject {
  /** The name. */
  readonly _id: string;
  readonly createdAt: Date;
  readonly revision: number;
}

/** The projects in `auth_projects`. */
export interface Projects {
  /** @throws {BerthError} `PROJECT_EXISTS` */
  create(name: string, owner: Principal): Promise<ProjectView>;
  /** Whether it was created. @throws {BerthError} `USER_UNKNOWN` */
  ensure(name: string, owner: string): Promise<boolean>;
  listFor(principal: Principal): Promise<ProjectView[]>;
  /** @throws {BerthError} `PROJECT_UNKNOWN`, also where it may not be seen */
  get(name: string, principal: Principal): Promise<ProjectView>;
  /** @throws {BerthError} `PROJECT_UNKNOWN`, `FORBIDDEN`, `USER_UNKNOWN`, `GROUP_UNKNOWN` */
  share(name: string, principal: Principal, share: { with: Subject; right: ProjectRightOrNone }): Promise<ProjectView>;
  /** What somebody may do with a project; `none` also where there is no such project. */
  rightOf(name: string, principal: Principal): Promise<ProjectRightOrNone>;
}

/** More people than this do not share one project at the same moment. */
const maxTries = 20;

/** Projects in MongoDB. */
export async function createProjects(db: Db, users: UserStore, now: () => Date): Promise<Projects> {
  const projects = db.collection<ProjectDocument>('auth_projects');
  await projects.createIndexes([
    { key: { owner: 1 }, name: 'owner' },
    { key: { 'shares.subject': 1 }, name: 'shares_subject' },
  ]);

  const insert = async (name: string, owner: string): Promise<ProjectDocument | undefined> => {
    const document: ProjectDocument = { _id: name, owner, shares: [], createdAt: now(), revision: 1 };
    return (await wasInserted(() => projects.insertOne(document))) ? document : undefined;
  };

  async function visible(name: string, principal: Principal) {
    const project = await projects.findOne({ _id: name }, queryDeadline);
    const right = project === null ? 'none' : rightTo(project, principal);
    if (project !== null && right !== 'none') return { project, right };
    throw new BerthError('PROJECT_UNKNOWN', { detail: `There is no project named ${name} that you may see.` });
  }

  async function requireSubject(subject: Subject): Promise<void> {
    if ('group' in subject) {
      await users.requireGroups([subject.group]);
      return;
    }
    await requireUser(users, subject.user);
  }

  return {
    async create(name, owner) {
      const project = await insert(name, owner.name);
      if (project !== undefined) return view(project, 'write');
      throw new BerthError('PROJECT_EXISTS', { detail: `There is a project named ${name} already.` });
    },
    async ensure(name, owner) {
      await requireUser(users, owner);
      return (await insert(name, owner)) !== undefined;
    },
    async listFor(principal) {
      const filter = isAdmin(principal)
        ? {}
        : { $or: [{ owner: principal.name }, { 'shares.subject': { $in: [...subjectsOf(principal)] } }] };
      const found = await projects.find(filter, queryDeadline).sort({ _id: 1 }).toArray();
      return found.flatMap((project) => viewFor(project, principal));
    },
    async get(name, principal) {
      const { project, right } = await visible(name, principal);
      return view(project, right);
    },
    async share(name, principal, { with: subject, right }) {
      for (let tries = 0; tries < maxTries; tries++) {
        const { project } = await visible(name, principal);
        if (!mayShare(project, principal)) throw notYours(name);
        if (right !== 'none') await requireSubject(subject);
        const changed = await projects.findOneAndUpdate(
          { _id: name, revision: project.revision },
          { $set: { shares: withShare(project.shares, subjectKey(subject), right) }, $inc: { revision: 1 } },
          { ...queryDeadline, returnDocument: 'after' },
        );
        if (changed !== null) return view(changed, 'write');
      }
      throw new BerthError('UNAVAILABLE', { detail: `The project ${name} is being shared too often at once.` });
    },
    async rightOf(name, principal) {
      const project = await projects.findOne({ _id: name }, queryDeadline);
      return project === null ? 'none' : rightTo(project, principal);
    },
  };
}

async function requireUser(users: UserStore, name: string): Promise<void> {
  if ((await users.find(name)) !== undefined) return;
  throw new BerthError('USER_UNKNOWN', { detail: `There is no user named ${name}.` });
}

function notYours(name: string): BerthError {
  return new BerthError('FORBIDDEN', {
    detail: `Only the owner of the project ${name} and admins may share it.`,
    remedy: 'Ask the owner to share it.',
  });
}

function viewFor(project: ProjectDocument, principal: Principal): ProjectView[] {
  const right = rightTo(project, principal);
  return right === 'none' ? [] : [view(project, right)];
}

function view({ _id, owner, shares, createdAt }: ProjectDocument, right: ProjectRight): ProjectView {
  return {
    name: _id,
    owner,
    right,
    sharedWith: shares.map((share) => ({ ...subjectView(share.subject), right: share.right })),
    createdAt: createdAt.toISOString(),
  };
}

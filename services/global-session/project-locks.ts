import type { Collection, Db } from 'mongodb';
import { isDuplicateKey } from '../kit/store.ts';

/** A project is open in the session that its lock names. */
export interface ProjectLock {
  /** The project. */
  readonly _id: string;
  readonly sessionId: string;
  readonly user: string;
  readonly since: Date;
}

/** The locks of projects: the document's `_id` is the locked project, so there is one at most. */
export class ProjectLocks {
  readonly #locks: Collection<ProjectLock>;

  constructor(db: Db) {
    this.#locks = db.collection('global_session_locks');
  }

  /** Takes the lock, or answers with the one that is held. Taking it again for the same session is no change. */
  async take(lock: ProjectLock): Promise<ProjectLock> {
    try {
      await this.#locks.insertOne(lock);
      return lock;
    } catch (error) {
      if (!isDuplicateKey(error)) throw error;
      // Released in between: the next try takes it.
      return (await this.#locks.findOne({ _id: lock._id })) ?? this.take(lock);
    }
  }

  /** Gives the lock of a session to another one, if it still holds it. */
  async replace(held: ProjectLock, lock: ProjectLock): Promise<boolean> {
    const result = await this.#locks.replaceOne({ _id: held._id, sessionId: held.sessionId }, lock);
    return result.matchedCount === 1;
  }

  async release(project: string, sessionId: string): Promise<void> {
    await this.#locks.deleteOne({ _id: project, sessionId });
  }

  async all(): Promise<ProjectLock[]> {
    return this.#locks.find().toArray();
  }
}

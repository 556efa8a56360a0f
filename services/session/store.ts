import type { Collection, Db } from 'mongodb';
import { isDuplicateKey } from '../kit/store.ts';
import { finalStates, type SessionDocument } from './session.ts';

const listLimit = 200;

/** Sessions in the database. Only the owner of a session writes it, guarded by epoch and revision. */
export class SessionStore {
  readonly #sessions: Collection<SessionDocument>;

  constructor(db: Db) {
    this.#sessions = db.collection('session_sessions');
  }

  async prepare(): Promise<void> {
    await this.#sessions.createIndex({ user: 1, createdAt: -1 });
    await this.#sessions.createIndex({ state: 1 });
  }

  /** Inserts a new session; answers with the one that is there where the id is taken. */
  async insert(session: SessionDocument): Promise<SessionDocument> {
    try {
      await this.#sessions.insertOne(session);
      return session;
    } catch (error) {
      const known = isDuplicateKey(error) ? await this.get(session._id) : null;
      if (known === null) throw error;
      return known;
    }
  }

  async get(id: string): Promise<SessionDocument | null> {
    return this.#sessions.findOne({ _id: id });
  }

  async list(filter: {
    user?: string | undefined;
    ended: boolean;
    limit?: number | undefined;
  }): Promise<SessionDocument[]> {
    const query = {
      ...(filter.user !== undefined && { user: filter.user }),
      ...(!filter.ended && { state: { $nin: [...finalStates] } }),
    };
    return this.#sessions
      .find(query)
      .sort({ createdAt: -1 })
      .limit(filter.limit ?? listLimit)
      .toArray();
  }

  /**
   * Writes the next revision of a session.
   * @returns false where the session has another owner or was written meanwhile
   */
  async write(before: SessionDocument, after: SessionDocument): Promise<boolean> {
    const result = await this.#sessions.replaceOne(
      { _id: before._id, epoch: before.epoch, revision: before.revision },
      after,
    );
    return result.matchedCount === 1;
  }

  /** Takes over a session under a new epoch; `null` where somebody else was faster, or it has ended meanwhile. */
  async adopt(
    session: Pick<SessionDocument, '_id' | 'epoch'>,
    owner: SessionDocument['owner'],
  ): Promise<SessionDocument | null> {
    return this.#sessions.findOneAndUpdate(
      { _id: session._id, epoch: session.epoch, state: { $nin: [...finalStates] } },
      { $set: { owner }, $inc: { epoch: 1, revision: 1 } },
      { returnDocument: 'after' },
    );
  }

  /** Who owns the sessions that live, and under which epoch. */
  async owners(): Promise<Pick<SessionDocument, '_id' | 'epoch' | 'owner'>[]> {
    return this.#sessions
      .find({ state: { $nin: [...finalStates] } })
      .project<Pick<SessionDocument, '_id' | 'epoch' | 'owner'>>({ epoch: 1, owner: 1 })
      .toArray();
  }
}

import { MongoClient } from 'mongodb';
import type { Document } from 'mongodb';
import { withDeadline } from '../wait-until.ts';

/** What a server says of itself. */
export interface ServerAnswer {
  readonly version: string;
  /** Its process id, where the asker may know it. */
  readonly pid: number | undefined;
}

/** Asks the server at `uri` who it is, within `deadlineMs`. Rejects when it does not answer. */
export async function askServer(uri: string, deadlineMs: number): Promise<ServerAnswer> {
  const client = new MongoClient(uri, {
    serverSelectionTimeoutMS: deadlineMs,
    connectTimeoutMS: deadlineMs,
    socketTimeoutMS: deadlineMs,
  });
  try {
    return await withDeadline(ask(client), { what: 'MongoDB to answer', deadlineMs });
  } finally {
    await client.close(true);
  }
}

async function ask(client: MongoClient): Promise<ServerAnswer> {
  const admin = client.db('admin');
  await admin.command({ ping: 1 });
  const { version }: Document = await admin.command({ buildInfo: 1 });
  // Not every user of a shared server may see its status.
  const status: Document = await admin.command({ serverStatus: 1 }).catch(() => ({}));
  const pid = Number(status['pid']);
  return { version: String(version), pid: Number.isSafeInteger(pid) ? pid : undefined };
}

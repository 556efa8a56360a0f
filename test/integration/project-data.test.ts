import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { GridFSBucket } from 'mongodb';
import { randomBytes } from 'node:crypto';
import { request as httpRequest } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';
import type { ProjectFile } from '../../services/project-data/contract.ts';
import { eventually } from '../support/eventually.ts';
import {
  json,
  projectDataConfig,
  sha256,
  startProjectDataPair,
  type Answer,
  type ProjectDataInstance,
  type ProjectDataPair,
} from '../support/project-data-pair.ts';

let pair: ProjectDataPair;
let one: ProjectDataInstance;
let other: ProjectDataInstance;

beforeAll(async () => {
  pair = await startProjectDataPair();
  [one, other] = pair.instances;
}, 300_000);

afterEach(() => {
  pair.clock.aheadMs = 0;
});

afterAll(() => pair.stop());

function fileOf(answer: Answer): ProjectFile {
  return json(answer) as ProjectFile;
}

describe('a file', () => {
  test('of 20 MB comes back as it was sent, through the other instance', async () => {
    const { project, token } = await pair.newProject();
    const content = randomBytes(20_000_000);
    const put = await pair.send(one, `${project}/mesh/wing.bin`, { method: 'PUT', token, body: content });
    expect(put.status).toBe(200);
    expect(json(put)).toMatchObject({
      path: 'mesh/wing.bin',
      sizeBytes: content.length,
      sha256: sha256(content),
      revision: 1,
    });
    const got = await pair.send(other, `${project}/mesh/wing.bin`, { token });
    expect(got.headers).toMatchObject({ 'content-length': '20000000', etag: `"${sha256(content)}"` });
    expect(got.bytes.equals(content)).toBe(true);
  });

  test.each([0, 1, 2 ** 20 - 1, 2 ** 20, 2 ** 20 + 1, 3 * 2 ** 20])(
    'of %d bytes comes back, also without an announced size',
    async (size) => {
      const { project, token } = await pair.newProject();
      const content = randomBytes(size);
      const pieces = (async function* () {
        for (let at = 0; at < size; at += 700_001) yield content.subarray(at, at + 700_001);
      })();
      const put = await pair.send(one, `${project}/f`, { method: 'PUT', token, body: pieces });
      expect(json(put)).toMatchObject({ sizeBytes: size, sha256: sha256(content) });
      await pair.send(one, `${project}/g`, { method: 'PUT', token, body: content });
      for (const path of ['f', 'g']) {
        const got = await pair.send(other, `${project}/${path}`, { token });
        expect(got.bytes.equals(content)).toBe(true);
      }
    },
  );

  test('of any content type is taken byte by byte', async () => {
    const { project, token } = await pair.newProject();
    for (const type of [
      'application/json',
      'text/plain',
      'multipart/form-data; boundary=x',
      'application/x-www-form-urlencoded',
    ]) {
      const put = await pair.send(one, `${project}/f`, {
        method: 'PUT',
        token,
        body: '{not json',
        headers: { 'content-type': type },
      });
      expect(put.status).toBe(200);
    }
    const got = await pair.send(one, `${project}/f`, { token });
    expect(got.bytes.toString()).toBe('{not json');
    expect(got.headers).toMatchObject({
      'content-type': 'application/octet-stream',
      'x-content-type-options': 'nosniff',
    });
    expect(got.headers['etag']).toBe(`"${sha256(Buffer.from('{not json'))}"`);
  });

  test('is read in parts, and not at all where it is known', async () => {
    const { project, token } = await pair.newProject();
    const content = randomBytes(2.5 * 2 ** 20);
    await pair.send(one, `${project}/f`, { method: 'PUT', token, body: content });
    for (const [start, end] of [
      [0, 10],
      [2 ** 20 - 5, 2 ** 20 + 5],
      [2 ** 20, content.length],
      [content.length - 1, content.length],
    ] as const) {
      const got = await pair.send(one, `${project}/f`, { token, headers: { range: `bytes=${start}-${end - 1}` } });
      expect(got.status).toBe(206);
      expect(got.headers['content-range']).toBe(`bytes ${start}-${end - 1}/${content.length}`);
      expect(got.bytes.equals(content.subarray(start, end))).toBe(true);
    }
    const known = await pair.send(one, `${project}/f`, { token, headers: { 'if-none-match': `"${sha256(content)}"` } });
    expect([known.status, known.bytes.length]).toEqual([304, 0]);
  });

  test('can be read by any other GridFS client', async () => {
    const { project, token } = await pair.newProject();
    const content = randomBytes(1_500_000);
    await pair.send(one, `${project}/f`, { method: 'PUT', token, body: content });
    const bucket = new GridFSBucket(pair.store.db, { bucketName: 'projectData' });
    const parts: Buffer[] = [];
    for await (const part of bucket.openDownloadStreamByName(`${project}/f`)) parts.push(part as Buffer);
    expect(Buffer.concat(parts).equals(content)).toBe(true);
  });

  test('is listed, described and removed', async () => {
    const { project, token } = await pair.newProject();
    for (const path of ['b.txt', 'a/1.txt', 'a/2 (x).txt', 'aa.txt']) {
      await pair.send(one, `${project}/${encodeURIComponent(path)}`, { method: 'PUT', token, body: path });
    }
    const { files } = await other.session.list({ project });
    expect(files.map(({ path }) => path)).toEqual(['a/1.txt', 'a/2 (x).txt', 'aa.txt', 'b.txt']);
    expect((await other.session.list({ project, prefix: 'a/' })).files).toHaveLength(2);
    expect((await other.session.list({ project, prefix: 'a/2 (' })).files).toHaveLength(1);
    expect((await other.session.list({ project, prefix: '.*' })).files).toHaveLength(0);
    const listed = json(await pair.send(one, project, { token }));
    expect(listed).toEqual({ files });
    expect(await one.session.stat({ project, path: 'b.txt' })).toEqual(files[3]);
    expect(await one.session.remove({ project, path: 'b.txt' })).toEqual({ removed: true });
    expect(await other.session.remove({ project, path: 'b.txt' })).toEqual({ removed: false });
    expect((await pair.send(one, `${project}/b.txt`, { token })).status).toBe(404);
    expect(json(await pair.send(one, `${project}/aa.txt`, { method: 'DELETE', token }))).toEqual({ removed: true });
    await eventually(async () => expect(await pair.stored(project)).toEqual({ blobs: 2, chunks: 2 }));
  });
});

describe('a write', () => {
  test('by many at once to one path leaves one whole content and nothing else', async () => {
    const { project, token } = await pair.newProject();
    const contents = Array.from({ length: 8 }, () => randomBytes(1_300_000));
    const puts = await Promise.all(
      contents.map((body, index) =>
        pair.send(index % 2 === 0 ? one : other, `${project}/result.bin`, { method: 'PUT', token, body }),
      ),
    );
    expect(puts.map(({ status }) => status)).toEqual(contents.map(() => 200));
    const revisions = puts.map((put) => fileOf(put).revision).sort((a, b) => a - b);
    expect(revisions).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
    const last = puts.map((put) => fileOf(put)).find(({ revision }) => revision === 8);
    const got = await pair.send(one, `${project}/result.bin`, { token });
    expect(sha256(got.bytes)).toBe(last?.sha256);
    await eventually(async () => expect(await pair.stored(project)).toEqual({ blobs: 1, chunks: 2 }));
  });

  test('is never seen half: readers get the old content or the new', async () => {
    const { project, token } = await pair.newProject();
    const contents = [randomBytes(2_200_000), randomBytes(1_100_000)];
    const hashes = contents.map(sha256);
    await pair.send(one, `${project}/f`, { method: 'PUT', token, body: contents[0] ?? '' });
    const state = { writing: true };
    const reader = (async () => {
      const seen: string[] = [];
      while (state.writing) {
        const { bytes, headers } = await pair.send(other, `${project}/f`, { token });
        expect(headers['etag']).toBe(`"${sha256(bytes)}"`);
        seen.push(sha256(bytes));
      }
      return seen;
    })();
    for (let count = 1; count <= 10; count++) {
      await pair.send(one, `${project}/f`, { method: 'PUT', token, body: contents[count % 2] ?? '' });
    }
    state.writing = false;
    const seen = await reader;
    expect(seen.length).toBeGreaterThan(0);
    for (const hash of seen) expect(hashes).toContain(hash);
  });

  test('that its client gives up leaves the old content and no bytes', async () => {
    const { project, token } = await pair.newProject();
    await pair.send(one, `${project}/f`, { method: 'PUT', token, body: 'old content' });
    await abortedUpload(`${one.url}/v1/project-data/files/${project}/f`, token, 5_000_000);
    await eventually(async () => expect(await pair.stored(project)).toEqual({ blobs: 1, chunks: 1 }));
    expect((await pair.send(other, `${project}/f`, { token })).bytes.toString()).toBe('old content');
  });

  test('that is too large is refused, announced or not, and leaves the old content', async () => {
    const { project, token } = await pair.newProject();
    await pair.send(one, `${project}/f`, { method: 'PUT', token, body: 'old content' });
    const limit = projectDataConfig.PROJECT_DATA_MAX_FILE_BYTES;
    const announced = await pair
      .send(one, `${project}/f`, { method: 'PUT', token, body: Buffer.alloc(limit + 1) })
      .catch(() => undefined);
    if (announced !== undefined) expect(json(announced)).toMatchObject({ code: 'REQUEST_TOO_LARGE', status: 413 });
    const chunked = (async function* () {
      for (let sent = 0; sent <= limit; sent += 2 ** 20) yield Buffer.alloc(2 ** 20);
    })();
    const streamed = await pair
      .send(one, `${project}/f`, { method: 'PUT', token, body: chunked })
      .catch(() => undefined);
    if (streamed !== undefined) expect(json(streamed)).toMatchObject({ code: 'REQUEST_TOO_LARGE', status: 413 });
    await eventually(async () => expect(await pair.stored(project)).toEqual({ blobs: 1, chunks: 1 }));
    expect((await pair.send(other, `${project}/f`, { token })).bytes.toString()).toBe('old content');
  });

  test('whose client says nothing any more ends by itself', async () => {
    const impatient = await pair.startInstance('project-data-2', {
      ...projectDataConfig,
      PROJECT_DATA_ORPHAN_SECONDS: 1,
    });
    try {
      const { project, token } = await pair.newProject();
      const stalled = httpRequest(`${impatient.url}/v1/project-data/files/${project}/f`, {
        method: 'PUT',
        headers: { authorization: `Bearer ${token}`, 'content-length': '1000' },
      });
      const ended = new Promise((resolve) => stalled.on('close', resolve).on('error', () => undefined));
      stalled.write('a little');
      await ended;
      await eventually(async () => expect(await pair.stored(project)).toEqual({ blobs: 0, chunks: 0 }));
    } finally {
      await impatient.stop();
    }
  });

  test('that was killed is swept away when it is old, and nothing else is', async () => {
    const { project, token } = await pair.newProject();
    const content = randomBytes(1_200_000);
    await pair.send(one, `${project}/kept`, { method: 'PUT', token, body: content });
    await leaveHalfAnUpload(`${project}/kept`);
    await leaveHalfAnUpload(`${project}/never-written`);
    expect(await pair.stored(project)).toEqual({ blobs: 3, chunks: 4 });
    await delay(300);
    expect(await pair.stored(project)).toEqual({ blobs: 3, chunks: 4 });
    pair.clock.aheadMs = 3_700_000;
    await eventually(async () => expect(await pair.stored(project)).toEqual({ blobs: 1, chunks: 2 }));
    pair.clock.aheadMs = 0;
    expect((await pair.send(one, `${project}/kept`, { token })).bytes.equals(content)).toBe(true);
  });
});

/** What an upload leaves whose service was killed after its first chunk. */
async function leaveHalfAnUpload(filename: string): Promise<void> {
  const { insertedId } = await pair.store.db
    .collection('projectData.files')
    .insertOne({ length: 10 * 2 ** 20, chunkSize: 2 ** 20, uploadDate: new Date(), filename });
  const chunk = { _id: `${insertedId.toHexString()}/0`, files_id: insertedId, n: 0, data: Buffer.alloc(100) };
  await pair.store.db.collection<typeof chunk>('projectData.chunks').insertOne(chunk);
}

/** Sends a part of what it announced, and drops the connection. */
async function abortedUpload(url: string, token: string, bytes: number): Promise<void> {
  const upload = httpRequest(url, {
    method: 'PUT',
    headers: { authorization: `Bearer ${token}`, 'content-length': String(bytes) },
  });
  const closed = new Promise((resolve) => upload.on('close', resolve).on('error', () => undefined));
  await new Promise((resolve) => upload.write(randomBytes(bytes - 1_000_000), resolve));
  await delay(100);
  upload.destroy();
  await closed;
}

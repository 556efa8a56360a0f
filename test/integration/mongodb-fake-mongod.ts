// Plays mongod for mongodb-mongod.test.ts where there is none: takes our command line and answers what is asked of a
// server that starts. It keeps no data.
import { createServer } from 'node:net';
import type { Socket } from 'node:net';
import { parseArgs } from 'node:util';
import { BSON } from 'mongodb';

const OP_REPLY = 1;
const OP_QUERY = 2004;
const OP_MSG = 2013;
const HEADER = 16;

const { values } = parseArgs({
  options: {
    dbpath: { type: 'string' },
    bind_ip: { type: 'string' },
    port: { type: 'string' },
    logpath: { type: 'string' },
    logappend: { type: 'boolean' },
    nounixsocket: { type: 'boolean' },
    quiet: { type: 'boolean' },
    wiredTigerCacheSizeGB: { type: 'string' },
  },
});

const ANSWER = {
  ok: 1,
  version: '8.2.6',
  pid: process.pid,
  ismaster: true,
  isWritablePrimary: true,
  helloOk: true,
  minWireVersion: 0,
  maxWireVersion: 27,
  maxBsonObjectSize: 16_777_216,
  maxMessageSizeBytes: 48_000_000,
  maxWriteBatchSize: 100_000,
};

function reply(request: Buffer): Buffer | undefined {
  const document = BSON.serialize(ANSWER);
  const opCode = request.readInt32LE(12);
  if (opCode === OP_MSG) return frame(request, OP_MSG, Buffer.concat([Buffer.alloc(5), document]));
  if (opCode !== OP_QUERY) return undefined;
  const preamble = Buffer.alloc(20);
  preamble.writeInt32LE(1, 16);
  return frame(request, OP_REPLY, Buffer.concat([preamble, document]));
}

function frame(request: Buffer, opCode: number, body: Buffer): Buffer {
  const header = Buffer.alloc(HEADER);
  header.writeInt32LE(HEADER + body.length, 0);
  header.writeInt32LE(request.readInt32LE(4), 8);
  header.writeInt32LE(opCode, 12);
  return Buffer.concat([header, body]);
}

function serve(socket: Socket): void {
  let pending: Buffer = Buffer.alloc(0);
  socket.on('error', () => socket.destroy());
  socket.on('data', (data) => {
    pending = Buffer.concat([pending, data]);
    while (pending.length >= HEADER && pending.length >= pending.readInt32LE(0)) {
      const length = pending.readInt32LE(0);
      const answer = reply(pending.subarray(0, length));
      pending = pending.subarray(length);
      if (answer === undefined) socket.destroy();
      else socket.write(answer);
    }
  });
}

createServer(serve).listen(Number(values.port), values.bind_ip);

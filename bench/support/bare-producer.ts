/** The yardstick's producer: sends the messages that the flood worker sends, over one bare WebSocket. */
import { WebSocket } from 'ws';
import { messageData, payloadOf, type Flood } from './flood.ts';
import { onTold, say } from './speak.ts';
import { encodeFrame } from '../../services/wire/frame.ts';

/** So much may wait in the socket before the producer waits. */
const fullBytes = 256 * 2 ** 10;

const socket = new WebSocket(process.env['BENCH_URL'] ?? '', { perMessageDeflate: false });
let seq = 0;

async function send(type: string, data?: object, payload?: Uint8Array): Promise<void> {
  const header = { kind: 'message', worker: 'flood-0', incarnation: 1, seq: ++seq, type, data };
  const frame = encodeFrame(header, payload);
  if (socket.bufferedAmount < fullBytes) socket.send(frame);
  else await new Promise((resolve) => socket.send(frame, resolve));
}

async function pour({ count, bytes }: Flood): Promise<void> {
  const payload = payloadOf(bytes);
  for (let index = 0; index < count; index++) await send('tick', messageData(index), payload);
  await send('end');
}

onTold((flood) => void pour(flood as Flood));
socket.on('open', () => say({ state: 'connected' }));

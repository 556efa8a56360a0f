import { expect, test } from '@jest/globals';
import { Acks } from '../../../services/relay-client/acks.ts';

test('confirms the first message at once, and a worker that sends much after every 256 messages', () => {
  const confirmed: string[] = [];
  const acks = new Acks((worker) => confirmed.push(worker));
  acks.note('viewer');
  expect(confirmed).toEqual(['viewer']);
  for (let count = 0; count < 255; count++) acks.note('viewer');
  acks.note('solver');
  expect(confirmed).toEqual(['viewer']);
  acks.note('viewer');
  expect(confirmed).toEqual(['viewer', 'viewer']);
  acks.stop();
});

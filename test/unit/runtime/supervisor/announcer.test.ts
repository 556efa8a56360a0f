import { expect, test } from '@jest/globals';
import { Announcer } from '../../../../services/runtime/supervisor/announcer.ts';

const turn = () => new Promise((resolve) => setImmediate(resolve));

test('an announcer tells its listeners once for all that came in a turn, until they leave', async () => {
  const announcer = new Announcer();
  let heard = 0;
  const leave = announcer.listen(() => heard++);
  announcer.announce();
  announcer.announce();
  expect(heard).toBe(0);
  await turn();
  expect(heard).toBe(1);
  leave();
  announcer.announce();
  await turn();
  expect(heard).toBe(1);
});

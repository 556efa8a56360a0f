/** Run by tests: which of `host:port` can be connected to from here, as JSON. Arguments: the places. */
import { connect } from 'node:net';

const timeoutMs = 1500;

function answers(place: string): Promise<boolean> {
  const [host = '', port = ''] = place.split(':');
  return new Promise((resolve) => {
    const socket = connect({ host, port: Number(port), timeout: timeoutMs });
    const settle = (isOpen: boolean) => {
      socket.destroy();
      resolve(isOpen);
    };
    socket
      .on('connect', () => settle(true))
      .on('error', () => settle(false))
      .on('timeout', () => settle(false));
  });
}

const places = process.argv.slice(2);
const open = await Promise.all(places.map(answers));
process.stdout.write(`${JSON.stringify(places.filter((_, index) => open[index]))}\n`);

/** Started by tests: takes connections at `host:port` and passes them on to another `host:port`, or to a socket in the file system. */
import { pipeline } from 'node:stream';
import { connect, createServer } from 'node:net';

const [from = '', to = ''] = process.argv.slice(2);
const [host = '', port = ''] = from.split(':');
const [toHost, toPort] = to.split(':');

const server = createServer((socket) => {
  const other = to.startsWith('/') ? connect(to) : connect({ host: toHost ?? '', port: Number(toPort) });
  // Who ends first ends the other; what is wrong shows at the ends.
  pipeline(socket, other, socket, () => undefined);
});
server.listen({ host, port: Number(port) }, () => process.stdout.write('listening\n'));

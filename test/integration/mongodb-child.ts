// Started by tests: provides a MongoDB, says its process id and holds it until it is killed.
import { startServer } from './mongodb-support.ts';

const [stateFolder, kind] = process.argv.slice(2);
if (stateFolder === undefined || (kind !== 'java' && kind !== 'mongod')) {
  throw new Error('usage: mongodb-child.ts STATE_FOLDER java|mongod');
}
const mongodb = await startServer(kind, stateFolder);
process.stdout.write(`server ${String(mongodb.pid)} at ${mongodb.uri}\n`);

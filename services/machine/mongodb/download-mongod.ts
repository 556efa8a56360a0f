// A program of its own (see memory-server-binary.ts): fetches the mongod that MONGOMS_* names and says where it is.
import { MongoBinary } from 'mongodb-memory-server-core';
import { FAILED_BECAUSE, FOUND_AT } from './download-answer.ts';

async function answer(): Promise<string> {
  try {
    return `${FOUND_AT}${await MongoBinary.getPath()}`;
  } catch (error) {
    return `${FAILED_BECAUSE}${error instanceof Error ? error.message : String(error)}`;
  }
}

// The library leaves its progress line unfinished.
process.stdout.write(`\n${(await answer()).replaceAll(/\s+/g, ' ')}\n`);

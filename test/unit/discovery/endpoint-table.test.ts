import { describe, expect, test } from '@jest/globals';
import { EndpointTable } from '../../../services/discovery/endpoint-table.ts';

const session = { service: 'session', instance: 'session-1', url: 'http://10.0.0.1:1' } as const;
const relay = { service: 'relay', instance: 'relay-1', url: 'http://10.0.0.1:1' } as const;
const other = { service: 'session', instance: 'session-2', url: 'http://10.0.0.2:1' } as const;

function tableOf(...endpoints: readonly (typeof session | typeof relay | typeof other)[]): EndpointTable {
  const table = new EndpointTable(1000);
  for (const endpoint of endpoints) table.hear(endpoint, 0);
  return table;
}

describe('the table of endpoints', () => {
  test('changes when an instance comes, not when it is heard of again', () => {
    const table = new EndpointTable(1000);
    expect(table.hear(session, 0)).toBe(true);
    const { revision } = table;
    expect(table.hear(session, 500)).toBe(false);
    expect(table.revision).toBe(revision);
    expect(table.endpoints).toEqual([session]);
  });

  test('has a line for each service of a process, and for each process of a service', () => {
    expect(tableOf(session, relay, other).endpoints).toEqual([session, relay, other]);
  });

  test('puts a new instance in the place of the one that had its address', () => {
    const table = tableOf(session);
    const { revision } = table;
    const reborn = { ...session, instance: 'session-9' };
    expect(table.hear(reborn, 1)).toBe(true);
    expect(table.endpoints).toEqual([reborn]);
    expect(table.revision).toBe(revision + 1);
  });

  test('loses all of an address that says farewell', () => {
    const table = tableOf(session, relay, other);
    expect(table.remove('http://10.0.0.1:1')).toBe(true);
    expect(table.endpoints).toEqual([other]);
    const { revision } = table;
    expect(table.remove('http://10.0.0.1:1')).toBe(false);
    expect(table.revision).toBe(revision);
  });

  test('loses those of whom nothing was heard for longer than the time', () => {
    const table = tableOf(session, other);
    table.hear(other, 600);
    expect(table.expire(1000)).toBe(false);
    expect(table.expire(1001)).toBe(true);
    expect(table.endpoints).toEqual([other]);
    expect(table.hear(session, 1002)).toBe(true);
  });
});

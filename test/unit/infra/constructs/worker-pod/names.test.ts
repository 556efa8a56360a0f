import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { labelValueOf, sessionClaimName, workerPodName } from '../../../../../infra/constructs/worker-pod/names.ts';

const sessionType = { name: 'design' };
const id = '0197a3c4-5f1e-7c3a-9a51-2f0d6b7e8c90';
const dnsLabel = /^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/;

describe('the name of a worker pod', () => {
  test('is read at a glance', () => {
    expect(workerPodName({ sessionType, session: { id }, workerId: 'solver-1', incarnation: 3 })).toBe(
      `solver-1-${id}-3`,
    );
  });

  test('is cut and gets a checksum where it would be too long', () => {
    const long = { sessionType, session: { id }, workerId: `${'a'.repeat(40)}-255`, incarnation: 1 };
    const name = workerPodName(long);
    expect(name).toMatch(/^a{40}-255-h[0-9a-f]{12}$/);
    expect(workerPodName(long)).toBe(name);
    expect(workerPodName({ ...long, incarnation: 2 })).not.toBe(name);
  });

  test('tells warm workers of two session types apart', () => {
    const warm = { workerId: 'w-1', incarnation: 1 };
    const name = workerPodName({ ...warm, sessionType });
    expect(name).toMatch(/^warm-w-1-h[0-9a-f]{12}$/);
    expect(workerPodName({ ...warm, sessionType: { name: 'paint' } })).not.toBe(name);
  });

  test('is a DNS label, and differs for different workers, whatever they are called', () => {
    const part = fc.oneof(fc.constantFrom('a', 'a-b', 'b', 'b-c', 'Ä', 'a.b', '-', id), fc.string({ minLength: 1 }));
    const worker = fc.record({ session: part, workerId: part, incarnation: fc.integer({ min: 1, max: 1e6 }) });
    fc.assert(
      fc.property(worker, worker, (a, b) => {
        const nameOf = ({ session, ...rest }: typeof a) =>
          workerPodName({ sessionType, session: { id: session }, ...rest });
        expect(nameOf(a)).toMatch(dnsLabel);
        const isSame = JSON.stringify(a) === JSON.stringify(b);
        expect(nameOf(a) === nameOf(b)).toBe(isSame);
      }),
    );
  });
});

describe('the claim of a session', () => {
  test('has the name of the session', () => {
    expect(sessionClaimName(id)).toBe(`gpu-${id}`);
    expect(sessionClaimName('Grüße')).toMatch(/^gpu-h[0-9a-f]{12}$/);
  });
});

describe('a label', () => {
  test('carries what it can, and a checksum of the rest', () => {
    expect(labelValueOf('solver-1')).toBe('solver-1');
    expect(labelValueOf('')).toMatch(/^h[0-9a-f]{12}$/);
    fc.assert(
      fc.property(fc.string(), (text) => {
        expect(labelValueOf(text)).toMatch(/^[A-Za-z0-9]([A-Za-z0-9._-]{0,61}[A-Za-z0-9])?$/);
      }),
    );
  });
});

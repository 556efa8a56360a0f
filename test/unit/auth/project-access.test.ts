import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { Principal } from '../../../services/auth/actors.ts';
import type { ProjectRight, ProjectRightOrNone } from '../../../services/auth/contract.ts';
import {
  isEnough,
  mayShare,
  rightTo,
  subjectKey,
  subjectView,
  withShare,
  type Share,
} from '../../../services/auth/project-access.ts';

const person = (name: string, groups: string[] = [], roles: string[] = ['user']): Principal => ({
  name,
  groups,
  roles,
});
const project = (...shares: Share[]) => ({ owner: 'olga', shares });
const read = (subject: string): Share => ({ subject, right: 'read' });
const write = (subject: string): Share => ({ subject, right: 'write' });

describe('the right to a project', () => {
  test.each<[string, Principal, Share[], ProjectRightOrNone]>([
    ['is everything for the owner', person('olga'), [], 'write'],
    ['is everything for an admin', person('root', [], ['admin']), [], 'write'],
    ['is nothing for a stranger', person('eve'), [], 'none'],
    ['is what the user was given', person('ada'), [read('user:ada')], 'read'],
    ['is what the group was given', person('ada', ['lab']), [write('group:lab')], 'write'],
    [
      'is the most of several shares',
      person('ada', ['lab', 'all']),
      [read('user:ada'), write('group:lab'), read('group:all')],
      'write',
    ],
    ['is nothing for a user named like a group', person('lab'), [write('group:lab')], 'none'],
    ['is nothing for a group named like a user', person('eve', ['ada']), [write('user:ada')], 'none'],
    ['stays the owner’s whatever was shared', person('olga'), [read('user:olga')], 'write'],
  ])('%s', (_, principal, shares, right) => {
    expect(rightTo(project(...shares), principal)).toBe(right);
  });

  test.each<[ProjectRightOrNone, ProjectRight, boolean]>([
    ['none', 'read', false],
    ['none', 'write', false],
    ['read', 'read', true],
    ['read', 'write', false],
    ['write', 'read', true],
    ['write', 'write', true],
  ])('%s is enough for %s: %s', (right, wanted, enough) => {
    expect(isEnough(right, wanted)).toBe(enough);
  });

  test('does not let somebody who may write share on', () => {
    const shared = project(write('user:ada'));
    expect(mayShare(shared, person('ada'))).toBe(false);
    expect(mayShare(shared, person('olga'))).toBe(true);
    expect(mayShare(shared, person('root', [], ['admin']))).toBe(true);
  });
});

describe('sharing', () => {
  const subjects = fc.constantFrom('user:ada', 'user:bob', 'group:lab');
  const rights = fc.constantFrom<ProjectRightOrNone>('none', 'read', 'write');

  test('keeps one share for a subject, with the right given last', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(subjects, rights)), (steps) => {
        const shares = steps.reduce<readonly Share[]>((all, [subject, right]) => withShare(all, subject, right), []);
        const last = new Map(steps);
        const expected = [...last].filter(([, right]) => right !== 'none').sort();
        expect(shares.map(({ subject, right }) => [subject, right]).sort()).toEqual(expected);
      }),
    );
  });

  test('shows the subject that was given', () => {
    expect(subjectView(subjectKey({ user: 'ada' }))).toEqual({ user: 'ada' });
    expect(subjectView(subjectKey({ group: 'lab' }))).toEqual({ group: 'lab' });
  });
});

import { chooseMember } from './choose-member.ts';
import { wholeServer } from './whole-server.ts';

/** The programs for mongosh that the shell of the copies runs, by the names of their files. */
export const connectionScripts = {
  'choose-member.js': chooseMember,
  'whole-server.js': wholeServer,
} as const;

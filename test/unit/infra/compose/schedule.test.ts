import { describe, expect, test } from '@jest/globals';
import { scheduleFields } from '../../../../infra/compose/schedule.ts';

describe('the fields of a schedule', () => {
  test.each([
    ['0 */4 * * *', { minutes: '0', hours: '0 4 8 12 16 20', days: '*', months: '*', weekdays: '*' }],
    ['30 1,13 * * 1-5', { minutes: '30', hours: '1 13', days: '*', months: '*', weekdays: '1 2 3 4 5' }],
    ['5/20 10-14/2 1,15 */6 0', { minutes: '5 25 45', hours: '10 12 14', days: '1 15', months: '1 7', weekdays: '0' }],
    ['*/1 0 31 12 *', { minutes: '*', hours: '0', days: '31', months: '12', weekdays: '*' }],
  ])('of %s are lists of numbers', (schedule, fields) => {
    expect(scheduleFields(schedule)).toEqual(fields);
  });
});

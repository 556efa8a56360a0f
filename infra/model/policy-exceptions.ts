import { showValue, type Issue } from './check.ts';
import type { Platform } from './platform.ts';
import type { PolicyException, PolicySettings } from './policy-settings.ts';

/**
 * The exceptions whose last day is over. What is valid today need not be tomorrow: so it is asked where manifests are
 * made, not where the model is defined.
 * @param today `YYYY-MM-DD`; an exception still holds on its last day
 */
export function exceptionIssues(platform: Pick<Platform, 'policies' | 'environments'>, today: string): Issue[] {
  return writtenExceptions(platform)
    .filter(({ exception }) => exception.until < today)
    .map(({ path, exception: { rule, until } }) => ({
      path: `${path}/until`,
      value: showValue(until),
      expected: `a day not before today, ${today}`,
      remedy: `Keep the rule ${rule} and remove the exception, or give it a later day and say why.`,
    }));
}

/** Days that are in no calendar, such as 2027-02-31. */
export function exceptionDayIssues(platform: Pick<Platform, 'policies' | 'environments'>): Issue[] {
  return writtenExceptions(platform)
    .filter(({ exception }) => !isDay(exception.until))
    .map(({ path, exception }) => ({
      path: `${path}/until`,
      value: showValue(exception.until),
      expected: 'a day of the calendar such as "2027-03-31"',
      remedy: 'Write the last day that the exception holds.',
    }));
}

interface Written {
  readonly path: string;
  readonly exception: PolicyException;
}

function writtenExceptions({ policies, environments = {} }: Pick<Platform, 'policies' | 'environments'>): Written[] {
  return [
    ...exceptionsOf('/policies', policies),
    ...Object.entries(environments).flatMap(([name, environment]) =>
      exceptionsOf(`/environments/${name}/policies`, environment.policies),
    ),
  ];
}

function exceptionsOf(path: string, { exceptions = [] }: PolicySettings = {}): Written[] {
  return exceptions.map((exception, index) => ({ path: `${path}/exceptions/${index}`, exception }));
}

/** Whether a text is a day of the calendar, `YYYY-MM-DD`: 2027-02-31 is none. */
export function isDay(text: string): boolean {
  if (!/^[0-9]{4}-[0-9]{2}-[0-9]{2}$/.test(text)) return false;
  const day = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(day.getTime()) && day.toISOString().startsWith(text);
}

import { describe, expect, test } from '@jest/globals';
import { assemble } from '../../../stacks/assemble.ts';
import platform from '../../../stacks/berth.config.ts';

const lists = ['nodeAgents', 'hostPathAgents', 'hostNetworkAgents', 'privilegedAgents', 'hostProcessAgents'];

describe.each(Object.keys(platform.environments ?? {}))('the agents of %s', (environment) => {
  const { settings, synthesis, target } = assemble(platform, environment);
  const listed = lists.flatMap((name) => (settings.parameters?.[name] ?? []) as readonly string[]);

  test('are service accounts that there are', () => {
    const accounts = synthesis.objects
      .filter(({ object }) => object.kind === 'ServiceAccount')
      .map(({ object: { metadata } }) => `${metadata.namespace ?? ''}/${metadata.name ?? ''}`);
    expect(listed).toContain(`${target.namespaces.system}/local-directory`);
    expect(listed.filter((account) => !accounts.includes(account))).toEqual([]);
  });

  test('are where neither workers nor services of users are', () => {
    const { workers, services } = target.namespaces;
    expect(listed.filter((account) => [workers, services].includes(account.split('/')[0] ?? ''))).toEqual([]);
  });
});

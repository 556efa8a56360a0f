import { AuthConfig } from '../../../../services/auth/config.ts';
import { ProcessConfig } from '../../../../services/cli/platform/role-process.ts';
import { DiscoveryConfig } from '../../../../services/discovery/service.ts';
import { GatewayConfig } from '../../../../services/gateway/config.ts';
import { GlobalDirectoryConfig } from '../../../../services/global-directory/service.ts';
import { GlobalSessionConfig } from '../../../../services/global-session/service.ts';
import { LocalDirectoryConfig } from '../../../../services/local-directory/config.ts';
import { ProjectDataConfig } from '../../../../services/project-data/config.ts';
import { RelayConfig } from '../../../../services/relay/service.ts';
import { SessionConfig } from '../../../../services/session/service.ts';
import type { ConfigSchema } from './config-rows.ts';

/** Every configuration schema, by the heading under which docs/reference/configuration.md has it. */
export const configSchemas: Readonly<Record<string, ConfigSchema>> = {
  'Every role': ProcessConfig,
  discovery: DiscoveryConfig,
  auth: AuthConfig,
  'project-data': ProjectDataConfig,
  'global-directory': GlobalDirectoryConfig,
  'global-session': GlobalSessionConfig,
  session: SessionConfig,
  relay: RelayConfig,
  gateway: GatewayConfig,
  'local-directory': LocalDirectoryConfig,
};

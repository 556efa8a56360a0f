import { catalogueKey } from '../charts/roles/catalogue-config.ts';
import { gatewayPort, roleNames, rolePort, roleTable, type RoleName } from '../charts/roles/role-table.ts';
import { catalogueOf } from '../model/catalogue.ts';
import type { ComposeService, PublishedPort } from './compose-file.ts';
import { mountedSecret, secretsFolder, type ComposeContext, type ComposePart } from './compose-part.ts';
import type { Container } from './container.ts';
import { hardened } from './hardened.ts';
import { httpCheck } from './health.ts';
import { mongodbAccess } from './mongodb.ts';
import { secretKey } from './secret-file.ts';

const configFolder = '/etc/berth';

/** What every process of the platform reads: `environment`, `configs` and `secrets` of its container. */
type Reads = Required<Pick<ComposeService, 'environment' | 'configs' | 'secrets'>>;

/** The roles but for the local directory, which is a node. */
export function roles(context: ComposeContext): ComposePart {
  const content = `${JSON.stringify(catalogueOf(context.target.platform), undefined, 2)}\n`;
  return {
    containers: roleNames.filter((role) => role !== 'local-directory').map((role) => roleContainer(context, role)),
    configs: [{ name: 'catalogue', file: catalogueKey, content }],
    secrets: {
      'identity-private': { purpose: 'signs the calls between roles', make: { kind: 'ed25519-private-key' } },
      'identity-public': {
        purpose: 'checks the calls between roles',
        make: { kind: 'ed25519-public-key', of: secretKey('identity-private') },
      },
      'auth-signing-key': { purpose: 'signs the tokens of users', make: { kind: 'ed25519-private-key' } },
      'admin-password': {
        purpose: 'password of the first user, "admin"; taken at the first start only',
        make: { kind: 'random', bytes: 18, encoding: 'base64url' },
      },
      'relay-secret': {
        purpose: 'signs the tickets with which clients reach a relay',
        make: { kind: 'random', bytes: 32, encoding: 'base64url' },
      },
    },
  };
}

function roleContainer(context: ComposeContext, role: RoleName): Container {
  const { target, production } = context;
  const { cpuMillis, memoryMebi, drainSeconds } = roleTable[role];
  const isPublic = role === 'gateway';
  return {
    name: role,
    listens: 'own',
    addresses: { BERTH_HOST: 'own', ...(isPublic && { GATEWAY_HOST: 'outside' }) },
    service: hardened({
      image: target.image('platform'),
      command: ['serve', role],
      ...readsOf(context, role),
      size: { cpuMillis, memoryBytes: memoryMebi * 2 ** 20 },
      graceSeconds: drainSeconds,
      replicas: production && !single.has(role) ? target.replicas(role, roleTable[role].replicas) : 1,
      expose: [String(isPublic ? gatewayPort : rolePort)],
      ...(isPublic && { ports: [gatewayPublication(context)] }),
      healthcheck: httpCheck(isPublic ? gatewayPort : rolePort, '/health/ready'),
      ...dependenciesOf(context, role),
    }),
  };
}

/**
 * Of these there is one. Discovery keeps its table in its memory: two would know different things. Two gateways cannot
 * publish the same port.
 */
const single: ReadonlySet<RoleName> = new Set(['discovery', 'gateway']);

/** What a role reads when it starts (docs/reference/configuration.md). */
export function readsOf(context: ComposeContext, role: RoleName): Reads {
  const { target } = context;
  const store = roleTable[role].usesStore ? mongodbAccess(target, 'berth') : undefined;
  const own = ownReads(context, role);
  return {
    environment: {
      BERTH_PORT: String(rolePort),
      BERTH_CATALOGUE_FILE: `${configFolder}/${catalogueKey}`,
      BERTH_IDENTITY_PRIVATE_KEY_FILE: `${secretsFolder}/identity-private`,
      BERTH_IDENTITY_PUBLIC_KEY_FILE: `${secretsFolder}/identity-public`,
      TMPDIR: '/tmp',
      ...(role !== 'discovery' && { DISCOVERY_URL: `http://discovery:${rolePort}` }),
      ...(store !== undefined && { BERTH_DATABASE: target.prefix, MONGODB_URI_FILE: store.uriFile }),
      ...own.environment,
    },
    configs: [{ source: 'catalogue', target: `${configFolder}/${catalogueKey}` }],
    secrets: [
      mountedSecret('identity-private'),
      mountedSecret('identity-public'),
      ...(store?.secrets ?? []),
      ...own.secrets,
    ],
  };
}

function ownReads(context: ComposeContext, role: RoleName): Omit<Reads, 'configs'> {
  switch (role) {
    case 'auth':
      return {
        environment: {
          AUTH_SIGNING_KEY_FILE: `${secretsFolder}/auth-signing-key`,
          AUTH_FIRST_ADMIN_PASSWORD_FILE: `${secretsFolder}/admin-password`,
        },
        secrets: [mountedSecret('auth-signing-key'), mountedSecret('admin-password')],
      };
    case 'relay':
      return {
        environment: { RELAY_SECRET_FILE: `${secretsFolder}/relay-secret` },
        secrets: [mountedSecret('relay-secret')],
      };
    case 'gateway':
      return {
        environment: { GATEWAY_PORT: String(gatewayPort), GATEWAY_PUBLIC_URL: publicUrl(context) },
        secrets: [],
      };
    default:
      return { environment: {}, secrets: [] };
  }
}

/** How clients reach the gateway: TLS ends in front of it, where there is a domain. */
function publicUrl({ target, published }: ComposeContext): string {
  if (target.domain !== undefined) return `https://${target.domain}`;
  const isHere = ['127.0.0.1', '0.0.0.0'].includes(published.address);
  return `http://${isHere ? 'localhost' : published.address}:${published.gatewayPort}`;
}

function gatewayPublication({ published }: ComposeContext): PublishedPort {
  const { address, gatewayPort: port } = published;
  return { target: gatewayPort, published: String(port), host_ip: address, protocol: 'tcp' };
}

/** A role tries again by itself; these spare it the attempts that cannot succeed. */
export function dependenciesOf({ target }: ComposeContext, role: RoleName): Pick<ComposeService, 'depends_on'> {
  const depends_on: NonNullable<ComposeService['depends_on']> = {
    ...(role !== 'discovery' && { discovery: { condition: 'service_healthy' } }),
    ...(roleTable[role].usesStore && mongodbAccess(target, 'berth').depends_on),
  };
  return Object.keys(depends_on).length > 0 ? { depends_on } : {};
}

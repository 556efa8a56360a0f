import type { Monitoring } from '../../model/environment.ts';
import type { Os } from '../../model/hardware.ts';
import type { Target } from '../../model/target.ts';
import { writtenPathIn } from './collector-folders.ts';
import { collectorPort } from './collectors.ts';

/** The file of the configuration, in its ConfigMap. */
export const configFile = 'fluent-bit.yaml';
/** The variable with the key that both ends know. */
export const sharedKeyVariable = 'LOG_FORWARD_SHARED_KEY';
/** The Secret's key with the authority of the receiver's certificate. */
export const authorityFile = 'ca.crt';

type Logs = NonNullable<Monitoring['logs']>;

/**
 * `<pod>_<namespace>_<container>-<id>.log`, as the kubelet calls the files: what Kubernetes knows of a line is in the
 * name of its file, so that the collector needs no rights in the API.
 */
export const fileNamePattern =
  '(?<k8s_pod>[a-z0-9.-]+)_(?<k8s_namespace>[a-z0-9-]+)_(?<k8s_container>[a-z0-9-]+)-[0-9a-f]{64}[.]log$';
/** The pod of a worker is called `<worker>-<session>-<incarnation>` (infra/constructs/worker-pod/names.ts). */
export const workerPodPattern = '-(?<k8s_session>[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12})-[0-9]+$';

/** A field by which lines are sorted. */
interface Route {
  readonly field: string;
  /** What its value must be like. */
  readonly pattern: string;
  readonly tag: string;
}

const word = '^[A-Za-z0-9-]+$';

/** The first that a line has decides. What services of the application write need not be JSON: their container names them. */
function routesOf({ namespaces }: Target): readonly Route[] {
  return [
    { field: 'k8s_session', pattern: word, tag: 'session.$k8s_session' },
    { field: 'sessionId', pattern: word, tag: 'session.$sessionId' },
    { field: 'jobId', pattern: word, tag: 'job.$jobId' },
    { field: 'service', pattern: word, tag: 'service.$service' },
    { field: 'k8s_namespace', pattern: `^${namespaces.services}$`, tag: 'service.$k8s_container' },
  ];
}

/**
 * The configuration of Fluent Bit: the lines of our namespaces, put together where the runtime split them, those of
 * JSON with their fields, tagged `session.<id>`, `job.<id>` or `service.<name>`, forwarded by TLS. A line is sent again
 * until the receiver has acknowledged it.
 */
export function fluentBitConfig(target: Target, os: Os, logs: Logs): string {
  return [
    ...service(os),
    ...parsers,
    'pipeline:',
    '  inputs:',
    ...input(target, os),
    '  filters:',
    ...filters(target),
    '  outputs:',
    ...output(os, logs),
    '',
  ].join('\n');
}

function service(os: Os): readonly string[] {
  return [
    'service:',
    '  flush: 1',
    '  grace: 10',
    '  log_level: warn',
    '  http_server: on',
    '  http_listen: 0.0.0.0',
    `  http_port: ${collectorPort}`,
    '  health_check: on',
    `  storage.path: ${quoted(writtenPathIn(os, 'state', 'buffer'))}`,
    '  storage.max_chunks_up: 64',
    '  storage.backlog.mem_limit: 16M',
  ];
}

const parsers: readonly string[] = [
  'parsers:',
  '  - name: file-name',
  '    format: regex',
  `    regex: ${quoted(fileNamePattern)}`,
  '  - name: worker-pod',
  '    format: regex',
  `    regex: ${quoted(workerPodPattern)}`,
  '  - name: json-line',
  '    format: json',
];

function input({ namespaces }: Target, os: Os): readonly string[] {
  const { nodes, ...others } = namespaces;
  const files = (namespace: string, pod = '*') => writtenPathIn(os, 'logs', 'containers', `${pod}_${namespace}_*.log`);
  return [
    '    - name: tail',
    '      tag: kube',
    `      path: ${quoted([...Object.values(others as Record<string, string>), nodes].map((name) => files(name)).join(','))}`,
    // Its own complaints would make it complain again.
    `      exclude_path: ${quoted(files(nodes, 'fluent-bit*'))}`,
    '      path_key: file',
    '      multiline.parser: cri',
    `      db: ${quoted(writtenPathIn(os, 'state', 'positions.db'))}`,
    // A new pod of the collector knows no positions: better a line twice than never.
    '      read_from_head: on',
    '      refresh_interval: 5',
    '      rotate_wait: 30',
    '      buffer_max_size: 1M',
    '      skip_long_lines: on',
    '      mem_buf_limit: 32M',
    '      storage.type: filesystem',
  ];
}

function filters(target: Target): readonly string[] {
  return [
    ...parserFilter({ key: 'file', parser: 'file-name', keepsKey: false }),
    ...parserFilter({ key: 'k8s_pod', parser: 'worker-pod', keepsKey: true }),
    ...parserFilter({ key: 'log', parser: 'json-line', keepsKey: false }),
    '    - name: record_modifier',
    '      match: kube',
    '      remove_key: _p',
    '    - name: modify',
    '      match: kube',
    `      set: environment ${target.name}`,
    ...routesOf(target).flatMap(rewriteTag),
  ];
}

interface ParserFilter {
  readonly key: string;
  readonly parser: string;
  /** Whether what was parsed stays as it is, too. */
  readonly keepsKey: boolean;
}

/** A line that a parser does not fit stays as it is. */
function parserFilter({ key, parser, keepsKey }: ParserFilter): readonly string[] {
  return [
    '    - name: parser',
    '      match: kube',
    `      key_name: ${key}`,
    `      parser: ${parser}`,
    '      reserve_data: on',
    `      preserve_key: ${keepsKey ? 'on' : 'off'}`,
  ];
}

function rewriteTag({ field, pattern, tag }: Route): readonly string[] {
  return [
    '    - name: rewrite_tag',
    '      match: kube',
    `      rule: ${quoted(`$${field} ${pattern} ${tag} false`)}`,
    `      emitter_name: by_${field}`,
    '      emitter_storage.type: filesystem',
  ];
}

function output(os: Os, { host, port, credentials = false }: Logs): readonly string[] {
  return [
    '    - name: forward',
    "      match: '*'",
    `      host: ${quoted(host)}`,
    `      port: ${port}`,
    '      tls: on',
    '      tls.verify: on',
    '      tls.verify_hostname: on',
    ...(credentials
      ? [
          `      tls.ca_file: ${quoted(writtenPathIn(os, 'credentials', authorityFile))}`,
          `      shared_key: ${quoted(`\${${sharedKeyVariable}}`)}`,
        ]
      : []),
    '      require_ack_response: on',
    '      retry_limit: no_limits',
    '      storage.total_limit_size: 512M',
  ];
}

/** A text of YAML in which nothing is special but the quote itself. */
function quoted(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}

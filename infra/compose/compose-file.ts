/** A compose file as a plain object, with the field names of the Compose Specification; only what is used here. */
export interface ComposeFile {
  readonly name: string;
  readonly services: Readonly<Record<string, ComposeService>>;
  readonly networks: Readonly<Record<string, ComposeNetwork>>;
  readonly volumes: Readonly<Record<string, object>>;
  readonly configs: Readonly<Record<string, FileSource>>;
  readonly secrets: Readonly<Record<string, FileSource>>;
}

/** Where the content of a config or a secret is, relative to the compose file. Values never stand in the file itself. */
export interface FileSource {
  readonly file: string;
}

export interface ComposeNetwork {
  readonly driver: 'bridge';
  readonly driver_opts?: Readonly<Record<string, string>>;
  /** Without a way out. */
  readonly internal: boolean;
  readonly ipam: { readonly config: readonly { readonly subnet: string }[] };
}

/** A container, or several alike. */
export interface ComposeService {
  readonly image: string;
  readonly entrypoint?: readonly string[];
  readonly command?: readonly string[];
  readonly working_dir?: string;
  /** It is started only where one of these is asked for. */
  readonly profiles?: readonly string[];
  readonly hostname?: string;
  readonly user: string;
  readonly environment?: Readonly<Record<string, string>>;
  readonly labels?: Readonly<Record<string, string>>;
  readonly env_file?: readonly { readonly path: string; readonly required: boolean }[];
  readonly configs?: readonly MountedFile[];
  readonly secrets?: readonly MountedFile[];
  readonly volumes?: readonly Mount[];
  readonly tmpfs?: readonly string[];
  readonly networks?: Readonly<Record<string, object>>;
  readonly network_mode?: string;
  /** What it listens on; nothing for a container that only calls. */
  readonly expose?: readonly string[];
  readonly ports?: readonly PublishedPort[];
  readonly depends_on?: Readonly<Record<string, Dependency>>;
  readonly healthcheck?: Healthcheck;
  readonly deploy: Deploy;
  readonly read_only: boolean;
  readonly init: boolean;
  readonly cap_drop: readonly string[];
  readonly cap_add?: readonly string[];
  readonly security_opt: readonly string[];
  readonly restart: 'unless-stopped' | 'no';
  readonly stop_grace_period: string;
  readonly logging: { readonly driver: string; readonly options: Readonly<Record<string, string>> };
}

export interface MountedFile {
  readonly source: string;
  readonly target: string;
}

export interface Mount {
  readonly type: 'volume' | 'bind';
  readonly source: string;
  readonly target: string;
  readonly read_only?: boolean;
  readonly bind?: { readonly create_host_path: boolean };
}

export interface PublishedPort {
  /** The port of the container. */
  readonly target: number;
  /** The port of the machine. */
  readonly published: string;
  /** The address of the machine. */
  readonly host_ip: string;
  readonly protocol: 'tcp';
}

export interface Dependency {
  readonly condition: 'service_started' | 'service_healthy' | 'service_completed_successfully';
}

export interface Healthcheck {
  readonly test: readonly string[];
  readonly interval: string;
  readonly timeout: string;
  readonly retries: number;
  readonly start_period: string;
  readonly start_interval: string;
}

export interface Deploy {
  readonly replicas: number;
  readonly resources: {
    readonly limits: { readonly cpus?: string; readonly memory: string; readonly pids: number };
    readonly reservations?: { readonly devices: readonly GpuReservation[] };
  };
}

export interface GpuReservation {
  readonly driver: 'nvidia';
  /** `all`: every GPU of the machine. */
  readonly count: number | 'all';
  readonly capabilities: readonly string[];
}

import type { Target } from '../model/target.ts';
import type { Container, Note } from './container.ts';
import type { NodeSize } from './node-size.ts';
import type { SecretFiles } from './secret-file.ts';

/** What the containers are made from. */
export interface ComposeContext {
  readonly target: Target;
  readonly production: boolean;
  /** The folder beside the compose file for what it reads. */
  readonly folder: 'development' | 'production';
  /** Whether GPUs of the machine are given to those that need some. */
  readonly gpus: boolean;
  /** What the local directory may give to workers. */
  readonly node: NodeSize;
  readonly published: {
    /** The address of the machine on which ports are published. */
    readonly address: string;
    /** The port of the machine for the gateway. */
    readonly gatewayPort: number;
  };
  /** The folder of the model as seen from the compose file; its content is in the containers of the application. */
  readonly applicationFolder?: string;
}

/** A file that is mounted into containers and holds no secret. */
export interface ConfigFile {
  readonly name: string;
  readonly file: string;
  readonly content: string;
}

/** What one concern adds to a compose file. */
export interface ComposePart {
  readonly containers: readonly Container[];
  /** Each is given to its user before it is used first. */
  readonly volumes?: readonly Volume[];
  readonly configs?: readonly ConfigFile[];
  readonly secrets?: SecretFiles;
  /** Files of lines `NAME=value`, by their names: the variables whose values only the owner of the application knows. */
  readonly variables?: Readonly<Record<string, readonly string[]>>;
  readonly notes?: readonly Note[];
}

export interface Volume {
  readonly name: string;
  /** A numeric user. */
  readonly uid: number;
}

/** Where the secrets of a container are. */
export const secretsFolder = '/run/secrets';

/** A secret at its usual place. */
export function mountedSecret(name: string): { readonly source: string; readonly target: string } {
  return { source: name, target: `${secretsFolder}/${name}` };
}

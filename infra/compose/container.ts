import type { ComposeService } from './compose-file.ts';

/**
 * On which of its addresses a container listens: only on that of the network that is named after it, on all of them
 * (programs that are not ours do), or on none.
 */
export type Listens = 'own' | 'all' | 'nothing';

/** A container before it is known which networks it joins. */
export interface Container {
  readonly name: string;
  readonly service: Omit<ComposeService, 'networks' | 'network_mode'>;
  readonly listens: Listens;
  /** Variables that get the range of a network: of the one named after the container, or of the one to the outside. */
  readonly addresses?: Readonly<Record<string, 'own' | 'outside'>>;
  /** The workload of a cluster whose connections to the outside are those of this container. @default its own name's */
  readonly outsideFor?: string;
  /** It has no network of its own but that of this container (as the containers of a pod), or none at all. */
  readonly within?: { readonly container: string } | 'nothing';
}

/** What of the model a compose file cannot have, or has differently. */
export interface Note {
  /** JSON pointer into the model. */
  readonly path: string;
  readonly text: string;
}

import type { Complex } from './complex/complex.ts';
import type { Domain } from './complex/domain.ts';
import type { Height } from './height.ts';
import type { Network } from './network/network.ts';

/**
 * What a picture, on the screen or in a file, is made of: a network's complex over a domain, and the
 * names that people gave.
 */
export interface Subject {
  /** The spec's own name, or its file name. */
  readonly title: string;
  /** Two inputs; a one-input network arrives lifted to the plane, with `graph` set. */
  readonly network: Network;
  readonly domain: Domain;
  /** Has at least one cell. */
  readonly complex: Complex;
  /** The network has one input: the complex is a strip, the picture its graph. */
  readonly graph: boolean;
  /** One name per input as written: one when `graph`, otherwise two. */
  readonly inputNames: readonly string[];
  readonly outputNames: readonly string[];
  /** The height of the surface unless something else is chosen. */
  readonly show: Height;
  /** The outputs are the logits of a policy over as many actions. */
  readonly policy?: true;
}

import type { Complex } from './complex/complex.ts';
import type { Domain } from './complex/domain.ts';
import type { Height } from './height.ts';
import type { Network } from './network/network.ts';

/**
 * The data of every picture and export: a network with its complex on a domain, and the names in
 * its spec.
 */
export interface Subject {
  /** The name in the spec, or the file name. */
  readonly title: string;
  /** Has two inputs. A network with one input is lifted to the plane, and `graph` is true. */
  readonly network: Network;
  readonly domain: Domain;
  /** Has at least one cell. */
  readonly complex: Complex;
  /** Whether the network has one input: the complex is a strip, and the picture is a graph. */
  readonly graph: boolean;
  /** One name per input: one if `graph`, otherwise two. */
  readonly inputNames: readonly string[];
  readonly outputNames: readonly string[];
  /** The height that is shown by default. */
  readonly show: Height;
  /** Present if the outputs are compared: there are several, and the spec names none to show. */
  readonly classifies?: true;
  /** Present if the outputs are the logits of a policy. */
  readonly policy?: true;
}

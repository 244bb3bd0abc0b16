import { classesOf } from '../../src/core/analysis/classes.ts';
import type { Pieces } from '../../src/core/analysis/labelledPieces.ts';
import type { Complex } from '../../src/core/complex/complex.ts';
import type { Domain } from '../../src/core/complex/domain.ts';
import type { Network } from '../../src/core/network/network.ts';
import { complete } from './complete.ts';

/** The pieces of the classes of a network; none for a single output. */
export function classPieces(net: Network, domain: Domain, complex: Complex): Pieces | undefined {
  return complete(classesOf(net, domain, complex))?.pieces;
}

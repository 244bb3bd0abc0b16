import { arrange } from '../../../src/core/arrangement/arrange.ts';
import { box, type Domain } from '../../../src/core/complex/domain.ts';
import type { Subject } from '../../../src/core/subject.ts';
import { hardTanh, identity, relu } from '../../../src/core/network/activation.ts';
import { liftToPlane } from '../../../src/core/network/lift.ts';
import { outputCount, type Network } from '../../../src/core/network/network.ts';
import { complete } from '../complete.ts';
import { oracles } from '../oracle.ts';

const wanted = [
  'coincident_across_layers',
  'dead_neurons',
  'duplicates',
  'grid_with_domain_edges',
  'rand_2x10_relu6',
  'rand_3x8_he',
  'scales_1e-8_1e8',
  'xor_exact',
];

/** Two-input networks with special cases: coincident folds, dead neurons, extreme scales. */
export function planarSubjects(): Subject[] {
  return oracles()
    .filter(({ name }) => wanted.includes(name))
    .map(({ name, network, domain }) => subjectOf(name, network, domain));
}

/** Three outputs, a triangle far from the origin, and names that every format must escape. */
export function awkwardSubject(): Subject {
  const network: Network = {
    inputs: 2,
    layers: [
      {
        name: 'hidden <&> "one"',
        inputs: 2,
        units: 4,
        weights: Float64Array.of(1, 0, 0.3, 1, -1, 2, 1, 1),
        bias: Float64Array.of(-1e6, -1.3e6, -1e6, -2e6 - 0.75),
        activation: [relu, hardTanh, relu, relu],
      },
      {
        inputs: 4,
        units: 3,
        weights: Float64Array.of(1, -2, 0.5, 1, -1, 1, 1, 0.25, 0.1, 0.1, -1, -1),
        bias: Float64Array.of(0.1, -0, 0.3),
        activation: identity,
      },
    ],
  };
  const corners = Float64Array.of(1e6 - 3, 1e6 - 2, 1e6 + 3, 1e6 - 1, 1e6 + 0.1, 1e6 + 4);
  return {
    ...subjectOf('Names, "quoted"\nand <marked> & so on', network, { corners }),
    inputNames: ['left, "in"', 'süd <&>'],
    outputNames: ['f,1', '"g"', 'h\n<&>'],
  };
}

/** A function of one variable with `units` breakpoints, lifted to the plane. */
export function graphSubject(units = 7): Subject {
  const network: Network = {
    inputs: 1,
    layers: [
      {
        inputs: 1,
        units,
        weights: Float64Array.from({ length: units }, (_, i) => (i % 2 ? -1 : 1.5)),
        bias: Float64Array.from({ length: units }, (_, i) => 0.37 * i - 1),
        activation: relu,
      },
      {
        inputs: units,
        units: 1,
        weights: Float64Array.from({ length: units }, (_, i) => (i % 3) - 1.2),
        bias: Float64Array.of(0.25),
        activation: identity,
      },
    ],
  };
  const subject = subjectOf('One input', liftToPlane(network), box(-3, 3, 0, 1));
  return { ...subject, graph: true, inputNames: ['t'] };
}

function subjectOf(title: string, network: Network, domain: Domain): Subject {
  return {
    title,
    network,
    domain,
    complex: complete(arrange(network, domain)),
    graph: false,
    inputNames: ['x', 'y'],
    outputNames: Array.from({ length: outputCount(network) }, (_, o) => `f${o}`),
    show: { kind: 'output', index: 0 },
  };
}

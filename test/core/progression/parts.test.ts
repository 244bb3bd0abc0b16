import fc from 'fast-check';
import assert from 'node:assert/strict';
import { growthOf } from '../../../src/core/analysis/growth.ts';
import { montufarBound } from '../../../src/core/analysis/upperBounds.ts';
import { arrange } from '../../../src/core/arrangement/arrange.ts';
import { box } from '../../../src/core/complex/domain.ts';
import { locate } from '../../../src/core/complex/locate.ts';
import { sameNetwork } from '../../../src/core/network/equality.ts';
import { foldTable } from '../../../src/core/network/folds.ts';
import { forward } from '../../../src/core/network/forward.ts';
import { byFold } from '../../../src/core/progression/byFold.ts';
import { byLayer } from '../../../src/core/progression/byLayer.ts';
import {
  axesWithin,
  imageSurface,
  placeOnImage,
  widthAfter,
} from '../../../src/core/progression/imageSurface.ts';
import { imageOfVertices } from '../../../src/core/progression/importance.ts';
import { activationsOf } from '../../../src/core/progression/prefix.ts';
import { draws } from '../../draws.ts';
import { complete } from '../complete.ts';
import { domain, generic, network } from '../networks.ts';

const point = fc.tuple(
  fc.double({ min: -2, max: 2, noNaN: true }),
  fc.double({ min: -2, max: 2, noNaN: true }),
);

describe('a network fold by fold', () => {
  it('ends with the network and begins with a layer that is switched off', () => {
    fc.assert(
      fc.property(network, point, (net, x) => {
        net.layers.forEach((own, layer) => {
          const frames = byFold(net, layer);
          assert.equal(frames.length, own.units + 1);
          assert.ok(sameNetwork(frames.frame(own.units).network, net));
          const before = forward(frames.frame(0).network, x);
          const after = net.layers[layer + 1];
          assert.deepEqual(
            Array.from(after ? before.preactivations[layer + 1] : before.outputs, (z) => z + 0),
            Array.from(after?.bias ?? new Float64Array(own.units), (z) => z + 0),
          );
        });
      }),
    );
  });

  it('adds the outgoing part of the neuron that enters', () => {
    fc.assert(
      fc.property(generic, point, (net, x) => {
        const last = net.layers.length - 2;
        const order = Array.from({ length: net.layers[last].units }, (_, i) => i).toReversed();
        const frames = byFold(net, last, order);
        const z = forward(net, x).preactivations[last];
        order.forEach((neuron, n) => {
          const [before, after] = [n, n + 1].map((k) => frames.frame(k));
          assert.equal(after.entered.at(-1), neuron);
          const { inputs, weights } = net.layers[last + 1];
          forward(after.network, x).outputs.forEach((y, o) => {
            const part = weights[o * inputs + neuron] * Math.max(0, z[neuron]);
            assert.ok(Math.abs(y - forward(before.network, x).outputs[o] - part) < 1e-12);
          });
        });
      }),
    );
  });

  it('has ever more regions, within 1 + n(n + 1)/2 where only this layer folds', () => {
    fc.assert(
      fc.property(generic, (net) => {
        const frames = byFold(activationsOf(net, 0), 0);
        let before = 0;
        for (let n = 0; n < frames.length; n++) {
          const own = frames.frame(n).network;
          const { cellCount } = complete(arrange(own, box(-1, 1, -1, 1)));
          assert.ok(cellCount >= before && cellCount <= montufarBound(own));
          assert.equal(montufarBound(own), 1 + (n * (n + 1)) / 2);
          before = cellCount;
        }
      }),
      { numRuns: draws(30) },
    );
  });
});

describe('a network layer by layer', () => {
  it('has the regions of the layers that fold', () => {
    fc.assert(
      fc.property(network, domain, (net, dom) => {
        const whole = complete(growthOf(complete(arrange(net, dom)), foldTable(net))).regions;
        const frames = byLayer(net);
        const counts = Array.from({ length: frames.length }, (_, k) => {
          return complete(arrange(frames.frame(k).network, dom)).cellCount;
        });
        assert.equal(counts[0], 1);
        assert.deepEqual(counts.slice(1), whole.slice(0, counts.length - 1));
        assert.equal(counts.at(-1), whole.at(-1));
      }),
      { numRuns: draws(60) },
    );
  });

  it('shows what the next layer takes in, and last the outputs', () => {
    fc.assert(
      fc.property(network, point, (net, x) => {
        const frames = byLayer(net);
        const { preactivations, outputs } = forward(net, x);
        for (let k = 0; k < frames.length; k++) {
          const own = frames.frame(k);
          // An identity in between may turn −0 into 0, which is the same number.
          assert.deepEqual(
            Array.from(forward(own.network, x).outputs, (z) => z + 0),
            Array.from(preactivations[own.layer] ?? outputs, (z) => z + 0),
          );
        }
      }),
    );
  });

  it('does not count a slice', () => {
    fc.assert(
      fc.property(network, (net) => {
        const frames = byLayer({ ...net, sliced: true });
        assert.equal(frames.frame(0).layer, 1);
        assert.equal(frames.length, byLayer(net).length - 1);
      }),
    );
  });
});

describe('the folded sheet', () => {
  it('lies where the layers send the vertices', () => {
    fc.assert(
      fc.property(generic, (net) => {
        const layer = net.layers.length - 2;
        const folded = activationsOf(net, layer, [1, 0]);
        const complex = complete(arrange(folded, box(-1, 1, -1, 1)));
        const image = imageOfVertices(complex);
        for (let v = 0; v < complex.vertexCount; v++) {
          const expected = forward(folded, complex.xy.subarray(2 * v, 2 * v + 2)).outputs;
          for (let o = 0; o < 2; o++) assert.ok(Math.abs(image[2 * v + o] - expected[o]) < 1e-10);
        }
      }),
      { numRuns: draws(30) },
    );
  });

  it('lies at every depth where the layers send a point, along any neurons', () => {
    const inside = fc.double({ min: -1, max: 1, noNaN: true });
    fc.assert(
      fc.property(generic, fc.tuple(inside, inside), (net, [x, y]) => {
        const frames = byLayer(net);
        for (let k = 0; k < frames.length; k++) {
          const { network: own, layer } = frames.frame(k);
          const complex = complete(arrange(own, box(-1, 1, -1, 1)));
          const neurons = axesWithin(widthAfter(own, layer), [2, 0, 1]);
          const cell = locate(complex, x, y);
          const sheet = imageSurface(own, layer, complex, neurons);
          const { outputs } = forward({ ...net, layers: net.layers.slice(0, layer) }, [x, y]);
          placeOnImage(sheet, cell, x, y).forEach((value, axis) => {
            const expected = outputs[neurons[axis]] ?? 0;
            assert.ok(Math.abs(value - expected) <= 1e-9 * Math.max(1, Math.abs(expected)));
          });
        }
      }),
      { numRuns: draws(40) },
    );
  });

  it('has as many axes as were wished for, each another neuron of the layer', () => {
    const wish = fc.array(fc.nat(9), { minLength: 2, maxLength: 3 });
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 8 }), wish, (width, wished) => {
        const axes = axesWithin(width, wished);
        assert.equal(axes.length, Math.min(width, wished.length));
        assert.equal(new Set(axes).size, axes.length);
        assert.ok(axes.every((neuron) => neuron < width));
        if (wished[0] < width) assert.equal(axes[0], wished[0]);
      }),
    );
  });
});

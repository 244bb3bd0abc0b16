import fc from 'fast-check';
import assert from 'node:assert/strict';
import { arrange } from '../../../src/core/arrangement/arrange.ts';
import { box } from '../../../src/core/complex/domain.ts';
import { locate } from '../../../src/core/complex/locate.ts';
import { forward } from '../../../src/core/network/forward.ts';
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
import { generic } from '../networks.ts';

describe('the image surface', () => {
  it('lies where the layers map the vertices', () => {
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

  it('lies at every depth where the layers map a point, along any neurons', () => {
    const inside = fc.double({ min: -1, max: 1, noNaN: true });
    fc.assert(
      fc.property(generic, fc.tuple(inside, inside), (net, [x, y]) => {
        const frames = byLayer(net);
        for (let k = 0; k < frames.length; k++) {
          const { network: own, layer } = frames.frame(k);
          const complex = complete(arrange(own, box(-1, 1, -1, 1)));
          const neurons = axesWithin(widthAfter(own, layer), [2, 0, 1]);
          const cell = locate(complex, x, y);
          const image = imageSurface(own, layer, complex, neurons);
          const { outputs } = forward({ ...net, layers: net.layers.slice(0, layer) }, [x, y]);
          placeOnImage(image, cell, x, y).forEach((value, axis) => {
            const expected = outputs[neurons[axis]] ?? 0;
            assert.ok(Math.abs(value - expected) <= 1e-9 * Math.max(1, Math.abs(expected)));
          });
        }
      }),
      { numRuns: draws(40) },
    );
  });

  it('has as many axes as requested where it can, each a different neuron of the layer', () => {
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

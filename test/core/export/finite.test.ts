import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { ArithmeticRangeError } from '../../../src/core/arrangement/errorBound.ts';
import { arrange } from '../../../src/core/arrangement/arrange.ts';
import { factsOf } from '../../../src/core/analysis/facts.ts';
import { levelSetsOf } from '../../../src/core/analysis/levelSets.ts';
import { complexStats } from '../../../src/core/complex/stats.ts';
import { ContourError } from '../../../src/core/export/contours.ts';
import { sceneOf } from '../../../src/core/export/scene.ts';
import { kindsFor, write } from '../../../src/core/export/write.ts';
import { liftToPlane } from '../../../src/core/network/lift.ts';
import { foldTable } from '../../../src/core/network/folds.ts';
import { colourings } from '../../../src/core/picture/colouring.ts';
import { foldLines } from '../../../src/core/picture/foldLines.ts';
import { levelLines } from '../../../src/core/picture/levelLines.ts';
import { keepSceneFrame, sceneFrameOf } from '../../../src/core/picture/sceneFrame.ts';
import { surfaceOf } from '../../../src/core/picture/surface.ts';
import type { Subject } from '../../../src/core/subject.ts';
import { runToEnd } from '../../../src/core/yielding.ts';
import { parseSpec } from '../../../src/language/parse.ts';
import { draws } from '../../draws.ts';
import { parseSvg } from './svgDocument.ts';

/** A spec whose domain and heights have any size that a double can have. */
const extreme = fc
  .record({
    inputs: fc.constantFrom(1, 2, 2),
    units: fc.integer({ min: 1, max: 4 }),
    outputs: fc.constantFrom(1, 1, 2, 3),
    /** Decimal exponents of the sides of the domain, of its distance from 0, and of the heights. */
    sides: fc.tuple(
      ...[0, 1].map(() =>
        fc.oneof(
          fc.integer({ min: -323, max: 99 }),
          fc.constantFrom(-323, -320, -309, -308, -307, -300, -160, -1, 0, 0, 99),
        ),
      ),
    ),
    offset: fc.constantFrom(0, 0, -0.5, 1, 1e8, 1e15),
    height: fc.oneof(
      fc.integer({ min: -323, max: 145 }),
      fc.constantFrom(-323, -309, -308, -150, 0, 145),
    ),
    isTriangle: fc.boolean(),
    activations: fc.array(
      fc.constantFrom('relu', 'relu', 'abs', 'hard_tanh', 'leaky_relu', '{ prelu: 1e-300 }'),
      { minLength: 1, maxLength: 3 },
    ),
    kind: fc.constantFrom('', 'show: argmax', 'kind: policy', 'show: f0'),
    numbers: fc.array(
      fc.oneof(fc.double({ min: -2, max: 2, noNaN: true }), fc.constantFrom(0, -0, 1, -1)),
      { minLength: 80, maxLength: 80 },
    ),
  })
  .map(
    ({ inputs, units, outputs, sides, offset, height, isTriangle, activations, kind, numbers }) => {
      let i = 0;
      const next = (): number => numbers[i++];
      const text = (x: number): string =>
        Object.is(x, -0) ? '-0.0' : String(Math.max(-1e140, Math.min(1e140, x)));
      const ends = sides.slice(0, inputs).map((exponent) => {
        const side = Number(`1e${exponent}`);
        return [text(offset * side), text((offset + 1) * side)] as const;
      });
      const [[x0, x1], [y0, y1] = ['', '']] = ends;
      const domain =
        isTriangle && inputs === 2
          ? `{ polygon: [[${x0}, ${y0}], [${x1}, ${y0}], [${x0}, ${y1}]] }`
          : `[${ends.map((end) => `[${end.join(', ')}]`).join(', ')}]`;
      // Preactivations of about 1, as far as doubles allow.
      const row = (): string =>
        `[${sides
          .slice(0, inputs)
          .map((exponent) => text(next() * Number(`1e${Math.min(140, -exponent)}`)))
          .join(', ')}]`;
      const size = Number(`1e${height}`);
      const rows = (count: number, one: () => string): string =>
        `[${Array.from({ length: count }, one).join(', ')}]`;
      const outputRow = (): string => rows(units, () => text(next() * size));
      return [
        `input: { domain: ${domain} }`,
        'layers:',
        `- weights: ${rows(units, row)}`,
        `  bias: ${rows(units, () => text(next() - offset))}`,
        `  activation: ${activations[0]}`,
        ...activations
          .slice(1)
          .flatMap((activation) => [
            `- weights: ${rows(units, () => rows(units, () => text(next())))}`,
            `  activation: ${activation}`,
          ]),
        `- weights: ${rows(outputs, outputRow)}`,
        `  bias: ${rows(outputs, () => text(next() * size))}`,
        ...(outputs > 1 && kind !== '' ? [`output: { ${kind} }`] : []),
      ].join('\n');
    },
  );

/** Undefined for a spec that has problems, such as an empty domain, or values beyond 1e150. */
function subjectOf(text: string): Subject | undefined {
  const { spec } = parseSpec(text, 'yaml');
  if (!spec) return undefined;
  const graph = spec.network.inputs === 1;
  const network = graph ? liftToPlane(spec.network) : spec.network;
  try {
    const complex = runToEnd(arrange(network, spec.domain));
    const { domain, inputNames, outputNames, show, classifies, policy } = spec;
    return {
      ...{ title: 'title', network, domain, complex, graph, inputNames, outputNames, show },
      ...(classifies && { classifies }),
      ...(policy && { policy }),
    };
  } catch (error) {
    if (error instanceof ArithmeticRangeError) return undefined;
    throw error;
  }
}

function assertFinite(values: Iterable<number>, what: string): void {
  for (const value of values) assert.ok(Number.isFinite(value), `${value} in ${what}`);
}

/** All numbers of a value; what is not finite is null in JSON. */
function assertFiniteValue(value: unknown, what: string): void {
  if (value === null) assert.ok(/\.(left|right)$/.test(what), `null at ${what}`);
  else if (typeof value === 'number') assertFinite([value], what);
  else if (ArrayBuffer.isView(value)) assertFinite(value as unknown as number[], what);
  else if (typeof value === 'object')
    for (const [key, member] of Object.entries(value)) assertFiniteValue(member, `${what}.${key}`);
}

const forbidden = /NaN|Infinity|undefined|null|∞/;

function assertFiniteExports(subject: Subject): void {
  const { complex, network, domain } = subject;
  for (const kind of kindsFor(subject))
    for (const colouring of kind === 'glb' || kind === 'svg' ? colourings : (['auto'] as const)) {
      const look = {
        style: 'light',
        colouring,
        shading: colouring === 'region',
        page: { width: 170 },
      } as const;
      const levels =
        kind === 'svg' && !subject.graph && colouring === 'height' ? { levels: 'round' } : {};
      let files;
      try {
        files = write(subject, kind, 'name', { ...look, ...levels });
      } catch (error) {
        // Said in one message: values that cannot be compared have no lines.
        if (error instanceof ContourError) continue;
        throw error;
      }
      for (const { name, content } of files) {
        const what = `${kind} ${name} ${colouring}`;
        if (content instanceof Uint8Array) {
          assert.equal(kind, 'glb', 'a binary format that this test cannot read');
          const json = Buffer.from(content).subarray(
            20,
            20 + Buffer.from(content).readUInt32LE(12),
          );
          assertFiniteValue(JSON.parse(json.toString()), what);
          const binary = content.slice(20 + json.length + 8);
          const { bufferViews, accessors } = JSON.parse(json.toString()) as Document;
          for (const { bufferView, componentType, count, type } of accessors) {
            if (componentType !== 5126) continue;
            const { byteOffset } = bufferViews[bufferView];
            const components = { SCALAR: 1, VEC2: 2, VEC3: 3, VEC4: 4 }[type];
            assertFinite(new Float32Array(binary.buffer, byteOffset, count * components), what);
          }
          continue;
        }
        const text = [...content].join('');
        if (kind === 'json') assertFiniteValue(JSON.parse(text), what);
        else assert.doesNotMatch(text, forbidden, what);
        if (kind === 'svg' || kind === 'surface') parseSvg(text);
      }
    }

  assertFiniteValue(complexStats(complex), 'stats');
  assertFiniteValue(factsOf(network, foldTable(network), complex).integrals, 'integrals');
  const scene = sceneOf(subject, { theme: 'light' });
  const { pieces, extent, edges } = scene;
  for (const frame of [
    sceneFrameOf(extent),
    keepSceneFrame(sceneFrameOf({ ...extent, lo: -1, hi: 1 }), extent),
  ]) {
    assertFiniteValue(frame, 'frame');
    const surface = surfaceOf(pieces, frame);
    assertFiniteValue(surface, 'surface');
    assertFiniteValue(foldLines(edges, surface.positions, true), 'lines');
    const sets = subject.graph
      ? undefined
      : runToEnd(
          levelSetsOf(network, domain, complex, scene.height, [extent.lo / 2 + extent.hi / 2]),
        );
    if (sets) assertFiniteValue(levelLines(sets, frame), 'levels');
  }
}

interface Document {
  readonly bufferViews: readonly { readonly byteOffset: number }[];
  readonly accessors: readonly {
    readonly bufferView: number;
    readonly componentType: number;
    readonly count: number;
    readonly type: 'SCALAR' | 'VEC2' | 'VEC3' | 'VEC4';
  }[];
}

describe('exports of extreme specs', () => {
  const folder = 'test/fixtures/extreme';
  for (const name of readdirSync(folder))
    it(`have finite numbers only: ${name}`, () => {
      const subject = subjectOf(readFileSync(join(folder, name), 'utf8'));
      if (subject) assertFiniteExports(subject);
    });

  it('have finite numbers only, whatever the size of domain and heights', function () {
    this.timeout(120_000);
    let drawn = 0;
    fc.assert(
      fc.property(extreme, (text) => {
        const subject = subjectOf(text);
        if (!subject) return;
        drawn++;
        assertFiniteExports(subject);
      }),
      { numRuns: draws(60) },
    );
    assert.ok(drawn > draws(60) / 3, `only ${drawn} specs could be computed`);
  });
});

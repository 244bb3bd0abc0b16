import { html, nothing, type TemplateResult } from 'lit-html';
import { entropyAt } from '../../../core/analysis/policyEntropy/policyEntropy.ts';
import { describeEdge } from '../../../core/complex/describe.ts';
import { domainArea } from '../../../core/complex/domain.ts';
import { boundingFolds, foldingLayers, type RegionAt } from '../../../core/export/regionRecord.ts';
import { forward } from '../../../core/network/forward.ts';
import { activationOf, layerName } from '../../../core/network/network.ts';
import { numberText } from '../../../core/numberText.ts';
import { affineText } from '../../../core/picture/formula.ts';
import type { JoinedRegion } from '../../../core/picture/regionKinds.ts';
import type { FromView } from '../../../protocol/preview.ts';
import { counted } from '../../kit/counts.ts';
import { l10n } from '../../kit/l10n.ts';
import type { Drawing } from '../../viewport/drawing.ts';
import { coefficients } from '../copyText.ts';
import { foldName, variablesOf } from '../../viewport/names.ts';
import { neuronLink } from '../neuronLink.ts';

/** Longer lists are cut here; copying a region gives them in full. */
const longest = { outputs: 12, folds: 9, vertices: 12, neurons: 128 } as const;

type Content = TemplateResult | typeof nothing;

/** A region, and what its facts depend on. */
export interface About extends RegionAt {
  readonly drawing: Drawing;
  /** The linear region of the cell, where such are shown. */
  readonly joined: JoinedRegion | undefined;
  /** Factor on the logits of a policy. */
  readonly gain: number;
  readonly send: (message: FromView) => void;
}

/** Which region it is, of how many. */
export function title({ picture: { complex }, region, joined }: About): TemplateResult {
  const number = (n: number): string => n.toLocaleString('en');
  const [name, of] = joined
    ? [l10n.t('Linear region {0}', number(region.linearRegion + 1)), complex.linearRegionCount]
    : [l10n.t('Region {0}', number(region.cell + 1)), complex.cellCount];
  return html`<h2>${name}</h2>
    <span class="muted">${l10n.t('of {0}', number(of))}</span>
    ${joined && joined.cells.length > 1 ? patternCount(number(joined.cells.length)) : nothing}`;
}

function patternCount(count: string): TemplateResult {
  const title = l10n.t('Activation regions merged into this one: no output bends between them');
  return html`<span class="muted" title=${title}>${l10n.t('{0} patterns', count)}</span>`;
}

/** The folds within reach of the pointer, with their equations there. */
export function foldRows(about: About, edge: number): TemplateResult[] {
  return foldsAt(about, edge).map(
    ([link, equation]) =>
      html`<div class="fold">
        <span class="muted">${l10n.t('Fold of')} </span>${link}${equation}
      </div>`,
  );
}

function foldsAt(about: About, edge: number): [link: TemplateResult, equation: TemplateResult][] {
  if (edge < 0) return [];
  const { picture, folds } = about;
  return describeEdge(picture.network, folds, picture.complex, edge).folds.map(({ fold, line }) => [
    foldLink(about, fold),
    formula(`${affineText(coefficients(line), variablesOf(picture))} = 0`),
  ]);
}

/** The point, and the value and the affine map of every output there. */
export function outputs(about: About): TemplateResult {
  const { picture, region, point } = about;
  const { x, y } = point;
  const values = Array.from(forward(picture.network, [x, y]).outputs, (value) => numberText(value));
  const where = picture.graph
    ? `${picture.inputNames[0]} = ${numberText(x, 3)}`
    : `(${numberText(x, 3)}, ${numberText(y, 3)})`;
  const value = (o: number): TemplateResult =>
    html`<span class="number strong">→ ${values[o]}</span>`;
  const isSingle = values.length === 1;
  const rows = region.maps
    .slice(0, longest.outputs)
    .map(
      (_, o) =>
        html`<div class="output">${outputFormula(about, o)}${isSingle ? nothing : value(o)}</div>`,
    );
  return html`<div class="here">
      <span class="muted">${l10n.t('Point')}</span> <span class="number">${where}</span>
      ${isSingle ? value(0) : nothing}
    </div>
    <div class="formulas">${rows}${more(region.maps.length, longest.outputs)}</div>`;
}

function outputFormula({ picture, region }: About, output: number): TemplateResult {
  // Several formulas have a line each.
  const digits = region.maps.length > 1 ? 3 : 4;
  const text = affineText(coefficients(region.maps[output]), variablesOf(picture), digits);
  return formula(`${picture.outputNames[output]} = ${text}`);
}

function formula(text: string): TemplateResult {
  return html`<code class="formula">${text}</code>`;
}

/** All facts that a list can hold, the promised ones first. */
export function facts(about: About): TemplateResult {
  const { picture, joined } = about;
  const largest = leader(about);
  return html`<dl class="facts">
    ${largest === undefined ? nothing : fact(l10n.t('Largest'), html`<span>${largest}</span>`)}
    ${fact(l10n.t('Pattern'), patternRows(about))}
    ${fact(picture.graph ? l10n.t('Length') : l10n.t('Area'), share(about))} ${bounds(about)}
    ${policyEntropyHere(about)} ${picture.graph ? nothing : gradientNorms(about)}
    ${picture.graph && !joined ? interval(about) : nothing}
  </dl>`;
}

/** Which output is the largest at the point, and its lead; undefined for a single output. */
function leader({ picture, point: { x, y } }: About): string | undefined {
  const { outputs } = forward(picture.network, [x, y]);
  if (outputs.length < 2) return undefined;
  const order = Array.from(outputs.keys()).sort((i, j) => outputs[j] - outputs[i]);
  const [first, second] = order.map((o) => picture.outputNames[o]);
  const margin = outputs[order[0]] - outputs[order[1]];
  return margin === 0
    ? l10n.t('{0} and {1} are tied', first, second)
    : l10n.t('{0} leads {1} by {2}', first, second, numberText(margin, 3));
}

function policyEntropyHere({ picture, drawing, gain, region, point: { x, y } }: About): Content {
  if (!picture.policy) return nothing;
  const here = numberText(entropyAt(picture.complex, gain, region.cell, x, y), 3);
  const mean = drawing.entropy?.cellMean[region.cell];
  const text =
    mean === undefined
      ? l10n.t('{0} nats here', here)
      : l10n.t('{0} nats here, {1} on average in the region', here, numberText(mean, 3));
  return fact(l10n.t('Entropy'), html`<span class="number">${text}</span>`);
}

/** The formulas show the gradients themselves. */
function gradientNorms({ picture, region }: About): TemplateResult {
  const isSingle = region.maps.length === 1;
  const norms = region.maps.slice(0, longest.outputs).map(({ gradientNorm }, o) => {
    const text = numberText(gradientNorm, 3);
    return html`<span class="number"
      >${isSingle ? text : `${picture.outputNames[o]} ${text}`}</span
    >`;
  });
  return fact(l10n.t('Gradient norm'), [norms, more(region.maps.length, longest.outputs)]);
}

function share({ picture, region, joined }: About): TemplateResult {
  const { area } = joined ?? region;
  const part = (100 * area) / domainArea(picture.domain);
  const title = l10n.t('Size, and share of the domain');
  return html`<span class="number" title=${title}
    >${numberText(area)} · ${numberText(part, 3)} %</span
  >`;
}

function interval({ region }: About): TemplateResult {
  const xs = region.vertices.map(({ x }) => x);
  const text = l10n.t('{0} to {1}', numberText(Math.min(...xs)), numberText(Math.max(...xs)));
  return fact(l10n.t('Interval'), html`<span class="number">${text}</span>`);
}

/** The corners of a region, closed at first because they can be many. */
export function vertices({ picture, region, joined }: About): Content {
  if (picture.graph || joined) return nothing;
  const listed = region.vertices.slice(0, longest.vertices);
  return html`<details>
    <summary>${counted.vertices(region.vertices.length)}</summary>
    ${listed.map(
      ({ x, y }) => html`<span class="number">(${numberText(x, 3)}, ${numberText(y, 3)})</span> `,
    )}
    ${more(region.vertices.length, longest.vertices)}
  </details>`;
}

function bounds(about: About): Content {
  const folds = about.joined?.folds ?? boundingFolds(about.region);
  if (folds.length === 0) return nothing;
  return fact(l10n.t('Bounded by'), [
    folds.slice(0, longest.folds).map((fold) => foldLink(about, fold)),
    more(folds.length, longest.folds),
  ]);
}

function foldLink({ picture, folds, drawing, send }: About, fold: number): TemplateResult {
  const place = { layer: folds.layer[fold], neuron: folds.neuron[fold] };
  return neuronLink(drawing, place, foldName(picture.network, folds, fold), send);
}

/** One small square per neuron, filled where it is active, and one row per layer. */
function patternRows({ picture, folds, region }: About): TemplateResult[] {
  return foldingLayers(region, folds).map(({ layer, pieces }) => {
    const last = pieces.map(
      (_, i) => activationOf(picture.network.layers[layer], i).breakpoints.length,
    );
    const highest = pieces.filter((piece, i) => last[i] > 0 && piece === last[i]).length;
    const folding = last.filter((count) => count > 0).length;
    const bits = pieces
      .slice(0, longest.neurons)
      .map((piece, i) => html`<i class="bit ${bitClass(piece, last[i])}"></i>`);
    return html`<div class="pattern-row" title=${pieces.join('')}>
      <span class="muted">${layerName(picture.network, layer)}</span>
      <span class="bits" aria-hidden="true">${bits}</span>
      <span class="muted number">${highest}/${folding}</span>
      <span class="sr-only">${l10n.t('pattern {0}', pieces.join(''))}</span>
    </div>`;
  });
}

function bitClass(piece: number, last: number): string {
  if (last === 0) return 'none';
  return piece === 0 ? 'off' : piece === last ? 'on' : 'mid';
}

/** A row of a list of facts. */
function fact(name: string, values: unknown): TemplateResult {
  return html`<div class="fact">
    <dt>${name}</dt>
    <dd>${values}</dd>
  </div>`;
}

function more(count: number, listed: number): Content {
  if (count <= listed) return nothing;
  return html`<span class="muted">${l10n.t('and {0} more', count - listed)}</span>`;
}

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
import { l10n } from '../../kit/l10n.ts';
import type { Drawing } from '../../viewport/drawing.ts';
import { coefficients } from '../copyText.ts';
import { foldName, variablesOf } from '../../viewport/names.ts';
import { neuronLink } from '../neuronLink.ts';

/** Longer lists are cut here; copying a region gives them in full. */
const longest = { outputs: 6, folds: 9, vertices: 12, neurons: 128 } as const;

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

/** The affine map of every output. */
export function formulas(about: About): TemplateResult {
  const { maps } = about.region;
  const lines = maps.slice(0, longest.outputs).map((_, output) => outputFormula(about, output));
  return html`<div class="formulas">${lines}${more(maps.length, longest.outputs)}</div>`;
}

function outputFormula({ picture, region }: About, output: number): TemplateResult {
  const text = affineText(coefficients(region.maps[output]), variablesOf(picture));
  return formula(`${picture.outputNames[output]} = ${text}`);
}

function formula(text: string): TemplateResult {
  return html`<code class="formula">${text}</code>`;
}

/** The point, and the outputs there. */
export function valueHere({ picture, point: { x, y } }: About): TemplateResult {
  const outputs = Array.from(forward(picture.network, [x, y]).outputs);
  const where = picture.graph
    ? `${picture.inputNames[0]} = ${numberText(x, 3)}`
    : `(${numberText(x, 3)}, ${numberText(y, 3)})`;
  const values = outputs.slice(0, longest.outputs).map((value) => numberText(value));
  return html`<span class="number">${where}</span>
    <span class="number strong">→ ${values.join(', ')}</span>`;
}

/** One line of what matters most: the fold within reach, or what the region does. */
export function gist(about: About, edge: number): TemplateResult {
  const [first, ...others] = foldsAt(about, edge);
  if (first) {
    const rest = others.length > 0 ? html`<span class="muted">+${others.length}</span>` : nothing;
    return html`${first}${rest}`;
  }
  const best = leader(about);
  return best === undefined ? outputFormula(about, 0) : html`<span>${best}</span>`;
}

/** All facts that a list can hold; its folds and corners only where `isPinned` leaves room for them. */
export function facts(about: About, isPinned: boolean): TemplateResult {
  const { picture, joined } = about;
  const largest = leader(about);
  return html`<dl class="facts">
    ${fact(l10n.t('Point'), valueHere(about))}
    ${largest === undefined ? nothing : fact(l10n.t('Largest'), html`<span>${largest}</span>`)}
    ${policyEntropyHere(about)}
    ${fact(picture.graph ? l10n.t('Slope') : l10n.t('Gradient'), gradients(about))}
    ${fact(picture.graph ? l10n.t('Length') : l10n.t('Area'), share(about))}
    ${(picture.graph || isPinned) && !joined ? vertices(about) : nothing} ${bounds(about)}
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

function gradients({ picture, region }: About): TemplateResult[] {
  return region.maps.slice(0, longest.outputs).map(({ a, b, gradientNorm }) => {
    const text = picture.graph
      ? numberText(a)
      : l10n.t(
          '({0}, {1}), norm {2}',
          numberText(a, 3),
          numberText(b, 3),
          numberText(gradientNorm, 3),
        );
    return html`<span class="number">${text}</span>`;
  });
}

function share({ picture, region, joined }: About): TemplateResult {
  const { area } = joined ?? region;
  const part = (100 * area) / domainArea(picture.domain);
  const title = l10n.t('Size, and share of the domain');
  return html`<span class="number" title=${title}
    >${numberText(area)} · ${numberText(part, 3)} %</span
  >`;
}

function vertices({ picture, region }: About): TemplateResult {
  if (picture.graph) {
    const xs = region.vertices.map(({ x }) => x);
    const text = l10n.t('{0} to {1}', numberText(Math.min(...xs)), numberText(Math.max(...xs)));
    return fact(l10n.t('Interval'), html`<span class="number">${text}</span>`);
  }
  const listed = region.vertices.slice(0, longest.vertices);
  return fact(l10n.t('{0} vertices', region.vertices.length), [
    listed.map(
      ({ x, y }) => html`<span class="number">(${numberText(x, 3)}, ${numberText(y, 3)})</span>`,
    ),
    more(region.vertices.length, longest.vertices),
  ]);
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
export function patternBlock({ picture, folds, region }: About): TemplateResult {
  const rows = foldingLayers(region, folds).map(({ layer, pieces }) => {
    const last = pieces.map(
      (_, i) => activationOf(picture.network.layers[layer], i).breakpoints.length,
    );
    const highest = pieces.filter((piece, i) => last[i] > 0 && piece === last[i]).length;
    const folding = last.filter((count) => count > 0).length;
    const bits = pieces
      .slice(0, longest.neurons)
      .map((piece, i) => html`<i class="bit ${bitClass(piece, last[i])}"></i>`);
    return html`<div class="pattern-row">
      <span class="muted">${layerName(picture.network, layer)}</span>
      <span class="bits" aria-hidden="true" title=${pieces.join('')}>${bits}</span>
      <span class="muted number">${highest}/${folding}</span>
      <span class="sr-only">${l10n.t('pattern {0}', pieces.join(''))}</span>
    </div>`;
  });
  const label = l10n.t('Activation pattern');
  return html`<div class="pattern" role="group" aria-label=${label}>${rows}</div>`;
}

function bitClass(piece: number, last: number): string {
  if (last === 0) return 'none';
  return piece === 0 ? 'off' : piece === last ? 'on' : 'mid';
}

/** A row of a list of facts. */
export function fact(name: string, values: unknown): TemplateResult {
  return html`<dt>${name}</dt>
    <dd>${values}</dd>`;
}

function more(count: number, listed: number): Content {
  if (count <= listed) return nothing;
  return html`<span class="muted">${l10n.t('and {0} more', count - listed)}</span>`;
}

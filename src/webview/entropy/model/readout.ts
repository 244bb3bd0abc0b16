import { html, nothing, render, type TemplateResult } from 'lit-html';
import { binaryEntropy } from '../../../core/numeric/logistic.ts';
import type { ModelView } from '../../../core/entropy/modelView.ts';
import {
  refreshShare,
  regimeOf,
  equilibriaAt,
  type Regime,
  type Equilibria,
} from '../../../core/entropy/equilibria.ts';
import { successRate } from '../../../core/entropy/grpo/gain.ts';
import type { Controls } from '../../../core/entropy/hysteresis.ts';
import { numberText } from '../../../core/numberText.ts';
import { elementOf } from '../../kit/elementOf.ts';
import { l10n } from '../../kit/l10n.ts';
import type { Geometry } from './geometry.ts';
import { lookedAt } from './runs.ts';
import type { EntropyState } from './state.ts';
import { sheetName, labelsOf, type ModelLabels } from './labels.ts';

type LookedAt = NonNullable<ReturnType<typeof lookedAt>>;

export interface Readout {
  readonly node: HTMLElement;
  update(state: EntropyState, geometry: Geometry): void;
}

function regimes(): Readonly<Record<Regime, string>> {
  return {
    balanced: l10n.t('There is one equilibrium and no fold at this strength, so nothing can jump.'),
    prevented: l10n.t('Regularisation prevents the collapse, but would not undo one.'),
    notUndone: l10n.t(
      'The policy has collapsed, and regularisation of this strength does not undo it.',
    ),
    undone: l10n.t(
      'Regularisation is strong enough to undo a collapse, and with it what was learned.',
    ),
    collapsed: l10n.t(
      'Regularisation is too weak to prevent the collapse: only the collapsed state is stable.',
    ),
    heldOrDivergent: l10n.t(
      'Regularisation prevents the collapse. Beyond the unstable state nothing holds the policy.',
    ),
    divergentOrHeld: l10n.t(
      'The policy is beyond the unstable state, where nothing holds it, although a held state is stable.',
    ),
    divergent: l10n.t('There is no equilibrium: success keeps growing.'),
  };
}

/** The verdict, equilibria and distances at the point or under the pointer. */
export function createReadout(): Readout {
  const node = elementOf(
    html`<section
      class="pane readout"
      id="readout"
      aria-label=${l10n.t('At the point')}
    ></section>`,
  );
  /** The description of a plot for screen readers, which does not follow the pointer. */
  let summary = '';
  const show = (title: string, verdict: string, details: unknown): void => {
    render(
      html`<h2 class="pane-title">${title}</h2>
        <div class="readout-body" tabindex="0" role="group" aria-label=${title}>
          <p class="verdict">${verdict}</p>
          ${details}
        </div>
        <p class="sr-only" id="situation">${summary}</p>`,
      node,
    );
  };

  return {
    node,
    update: (state, geometry) => {
      const { modelView, place, hovered } = state;
      const looked = lookedAt(state);
      const at = looked?.place ?? hovered ?? place;
      const labels = labelsOf(modelView);
      if (!at) {
        const verdict = l10n.t(
          'Without a KL term or an entropy bonus there is no restoring force and no fold: entropy decays to zero, roughly as 1/t under the ordinary gradient.',
        );
        summary = verdict;
        show(l10n.t('At the point'), verdict, nothing);
        return;
      }
      const isElsewhere = looked === undefined && hovered !== undefined;
      const stateThere = looked ? looked.place.state : isElsewhere ? undefined : place?.state;
      const equilibria = equilibriaAt(modelView, geometry.curves, at, stateThere);
      const title = looked
        ? stepText(looked, labels)
        : placeText(labels, at, hovered !== undefined);
      const verdict = looked
        ? measuredText(modelView, looked.place)
        : verdictOf(modelView, equilibria, isElsewhere);
      const rows = rowsOf(modelView, equilibria);
      if (looked || !hovered)
        summary = `${title}. ${verdict} ${rows.map(({ name, cells }) => [name, ...cells].join(' ')).join('; ')}.`;
      show(
        title,
        verdict,
        html`${tableOf(modelView, rows)}
          <dl class="numbers">
            ${factsOf(state, equilibria).map(
              ([name, value]) =>
                html`<dt>${name}</dt>
                  <dd class="number">${value}</dd>`,
            )}
          </dl>`,
      );
    },
  };
}

function stepText({ shown, place }: LookedAt, { symbol1, symbol2 }: ModelLabels): string {
  const at = `${symbol1} = ${numberText(place.control1, 3)}, ${symbol2} = ${numberText(place.control2, 3)}`;
  return l10n.t('{0}, step {1}: {2}', shown.run.name, place.logged.step, at);
}

/** Measured values, and the entropy that the model predicts at the same success. */
function measuredText({ entropy }: ModelView, { logged, state }: LookedAt['place']): string {
  const success = numberText(logged.success, 3);
  const model = entropy ? numberText(entropy(state), 3) : '–';
  return Number.isFinite(logged.entropy)
    ? l10n.t(
        'Measured: success {0}, entropy {1} nats; at this success the model predicts {2} nats.',
        success,
        numberText(logged.entropy, 3),
        model,
      )
    : l10n.t(
        'Measured: success {0}, no entropy; at this success the model predicts {1} nats.',
        success,
        model,
      );
}

function placeText(
  labels: ModelLabels,
  { control1, control2 }: Controls,
  isHovered: boolean,
): string {
  const values = [
    `${labels.symbol1} = ${numberText(control1, 4)}`,
    `${labels.symbol2} = ${numberText(control2, 4)}`,
  ].join(', ');
  return isHovered ? l10n.t('Under the pointer: {0}', values) : l10n.t('At the point: {0}', values);
}

function verdictOf(modelView: ModelView, equilibria: Equilibria, isHovered: boolean): string {
  const stable = equilibria.points.filter((point) => point.stable).length;
  if (modelView.grpo && !(isHovered && stable > 1))
    return regimes()[regimeOf(modelView, equilibria)];
  if (stable === 0) return regimes().divergent;
  if (stable === 1) return l10n.t('There is one stable state, whatever the history.');
  return l10n.t('There are {0} stable states; history decides between them.', stable);
}

interface EquilibriumRow {
  readonly kind: 'here' | 'unstable' | '';
  readonly name: string;
  readonly cells: readonly string[];
}

function rowsOf(modelView: ModelView, { points, here }: Equilibria): readonly EquilibriumRow[] {
  const { grpo, entropy } = modelView;
  return points.map(({ state, relaxationTime, stable }, i) => ({
    kind: i === here ? 'here' : stable ? '' : 'unstable',
    name: `${i === here ? '● ' : ''}${sheetName(modelView, points, i)}`,
    cells: [
      numberText(state, 4),
      ...(entropy ? [numberText(entropy(state), 3)] : []),
      ...(grpo ? [numberText(successRate(state, grpo.decisions), 3)] : []),
      stable ? relaxationText(modelView, state, relaxationTime) : '–',
    ],
  }));
}

function tableOf(modelView: ModelView, rows: readonly EquilibriumRow[]): TemplateResult {
  const head = [
    l10n.t('State'),
    labelsOf(modelView).state,
    ...(modelView.entropy ? [l10n.t('entropy')] : []),
    ...(modelView.grpo ? [l10n.t('success')] : []),
    l10n.t('relaxation time'),
  ];
  const timeHint = modelView.grpo
    ? l10n.t(
        'In updates by plain gradient steps of size η, not by Adam: with the natural gradient, then with the ordinary one',
      )
    : nothing;
  return html`<table class="rest-points">
    <thead>
      <tr>
        ${head.map(
          (name, i) =>
            html`<th scope="col" title=${i === head.length - 1 ? timeHint : nothing}>${name}</th>`,
        )}
      </tr>
    </thead>
    <tbody>
      ${rows.map(
        ({ kind, name, cells }) =>
          html`<tr class=${kind} aria-current=${kind === 'here'}>
            <th scope="row">${name}</th>
            ${cells.map((cell) => html`<td class="number">${cell}</td>`)}
          </tr>`,
      )}
    </tbody>
  </table>`;
}

/** Time is in units of the model; for a training, of updates times the learning rate. */
function relaxationText({ grpo }: ModelView, state: number, time: number): string {
  if (!grpo) return numberText(time, 3);
  // The ordinary gradient is slower by a factor q(1 − q), especially near q = 0 and 1.
  const slowing = 2 + 2 * Math.cosh(state);
  return `${numberText(time, 3)}/η, ${numberText(time * slowing, 2)}/η`;
}

function factsOf(
  { modelView, place, hovered, choices }: EntropyState,
  { toFolds }: Equilibria,
): readonly (readonly [name: string, value: string])[] {
  const labels = labelsOf(modelView);
  const facts: [string, string][] = [];
  const add = (name: string, value: string): void => void facts.push([name, value]);
  const signed = (x: number): string => `${x > 0 ? '+' : ''}${numberText(x, 3)}`;
  const distances = (all: readonly number[]): string =>
    all.length === 0 ? l10n.t('none') : all.slice(0, 4).map(signed).join(', ');
  add(l10n.t('Distance to fold ({0})', labels.symbol1), distances(toFolds.control1));
  add(l10n.t('Distance to fold ({0})', labels.symbol2), distances(toFolds.control2));
  if (place && !hovered && modelView.grpo) {
    const share = refreshShare(modelView, place, choices.refreshSuccess);
    add(
      l10n.t('SFT refresh'),
      share === undefined
        ? l10n.t('there is no unstable sheet to cross from this state')
        : l10n.t('needs a share of at least {0} %', numberText(100 * share, 3)),
    );
  }
  if (place && !hovered && modelView.entropy && modelView.settings.kind === 'twoFormats')
    add(l10n.t('Entropy of shares'), l10n.t('{0} nats', numberText(binaryEntropy(place.state), 3)));
  return facts;
}

import { html, nothing, render, type TemplateResult } from 'lit-html';
import { endsOf } from '../../../core/entropy/diagnostics/ends.ts';
import {
  decisionsError,
  placeRun,
  type Placement,
} from '../../../core/entropy/diagnostics/placement.ts';
import type { Estimator } from '../../../core/entropy/grpo/estimator.ts';
import { numberText } from '../../../core/numberText.ts';
import { dropdown, slider, textButton } from '../../kit/controls.ts';
import { elementOf } from '../../kit/elementOf.ts';
import { l10n } from '../../kit/l10n.ts';
import { numberList } from './numberList.ts';
import { drawControlPlane, drawSection, type Standing } from './placementCharts.ts';
import type { TrainingSetup } from '../../../language/entropy/specOfRun.ts';
import type { RunPane, RunState } from './state.ts';
import { verdictText } from './verdictText.ts';

interface Knob {
  readonly key: Exclude<keyof TrainingSetup, 'estimator'>;
  readonly name: string;
  readonly range: { readonly min: number; readonly max: number; readonly step: number };
}

function knobs(): readonly Knob[] {
  return [
    { key: 'group', name: l10n.t('Answers per prompt G'), range: { min: 2, max: 64, step: 1 } },
    {
      key: 'decisions',
      name: l10n.t('Decisions per answer T'),
      range: { min: 1, max: 30, step: 1 },
    },
    {
      key: 'criticalShare',
      name: l10n.t('Share of critical tokens φ'),
      range: { min: 0.02, max: 1, step: 0.02 },
    },
    { key: 'kl', name: l10n.t('KL weight β'), range: { min: 0, max: 1, step: 0.005 } },
    {
      key: 'entropyBonus',
      name: l10n.t('Entropy bonus τ'),
      range: { min: 0, max: 1, step: 0.005 },
    },
  ];
}

/** Values of T to compare, because a log hardly determines T. */
const otherDecisions = [1, 3, 10, 30];

/** The placement of the selected run on its model, for settings that the log does not contain. */
export function createPlacementPane(
  choose: (change: Partial<TrainingSetup>) => void,
  showModel: () => void,
): RunPane {
  const plane = elementOf(html`<figure class="run-figure"></figure>`);
  const section = elementOf(html`<figure class="run-figure"></figure>`);
  const node = elementOf(
    html`<section class="run-section" aria-label=${l10n.t('On the phase diagram')}></section>`,
  );
  const estimator = (setup: TrainingSetup): TemplateResult =>
    html`<div class="run-knob">
      <span>${l10n.t('Estimator')}</span>
      ${dropdown({
        label: l10n.t('Estimator'),
        choices: [
          { value: 'grpo', label: 'GRPO' },
          { value: 'drGrpo', label: 'Dr. GRPO' },
          { value: 'rloo', label: 'RLOO' },
          { value: 'dynamicSampling', label: l10n.t('Dynamic sampling') },
        ],
        value: setup.estimator,
        onChange: (value) => choose({ estimator: value as TrainingSetup['estimator'] }),
      })}
    </div>`;
  const knob = ({ key, name, range }: Knob, setup: TrainingSetup): TemplateResult =>
    html`<label class="run-knob"
      ><span>${name}</span>
      ${slider({
        label: name,
        range,
        value: setup[key],
        onInput: (value) => choose({ [key]: value }),
      })}
      <output class="number">${numberText(setup[key])}</output></label
    >`;

  return {
    node,
    update: (state, runs) => {
      const run = runs[state.chosen]?.run;
      node.hidden = run === undefined;
      if (!run) return;
      const { setup } = state;
      const { entropy, reward } = run.series;
      const standing = standingOf(state, entropy, reward);
      const isPlaced = typeof standing !== 'string';
      render(
        html`<h2>${l10n.t('On the phase diagram')}</h2>
          <p class="muted">
            ${l10n.t('This is a model of training, not a measurement: T decisions that must all be right, and identical prompts. Set here what the log does not contain.')}
          </p>
          <div class="run-knobs">${estimator(setup)}${knobs().map((one) => knob(one, setup))}</div>
          <div class="run-model">
            ${textButton({
              label: l10n.t('Open in entropy view'),
              appearance: 'secondary',
              onClick: showModel,
            })}
            <span class="muted"
              >${l10n.t('Surface, phase diagram, section and potential of this training. The list of runs there leads back here.')}</span
            >
          </div>
          <p class="run-standing" aria-live="polite">
            ${isPlaced ? verdictText(standing.placement.verdict) : standing}
          </p>
          <div class="run-figures">${plane}${section}</div>
          ${isPlaced ? numberList(detailsOf(standing)) : nothing}`,
        node,
      );
      // The figures only have a width once rendered.
      render(isPlaced ? drawControlPlane(standing, plane.clientWidth) : nothing, plane);
      render(isPlaced ? drawSection(standing, section.clientWidth) : nothing, section);
    },
  };
}

/** The estimator of a setup. */
function estimatorOf({ estimator, group }: TrainingSetup): Estimator {
  switch (estimator) {
    case 'grpo':
      return { kind: 'grpo', group, deviation: 'unbiased' };
    case 'rloo':
      return { kind: 'rloo' };
    case 'drGrpo':
    case 'dynamicSampling':
      return { kind: estimator, group };
  }
}

/** The placement of a run, or the reason why there is none. */
function standingOf(
  { setup }: RunState,
  entropy: Float64Array | undefined,
  reward: Float64Array | undefined,
): Standing | string {
  if (!entropy || !reward)
    return l10n.t('Placing the run needs an entropy and a reward: choose their columns.');
  const ends = endsOf(entropy, reward);
  if (!ends) return l10n.t('No row has both an entropy and a reward.');
  const place = (decisions: number): Placement | undefined =>
    placeRun({ ...setup, ...ends, decisions, estimator: estimatorOf(setup) });
  const placement = place(setup.decisions);
  if (!placement)
    return l10n.t(
      'To place the run, the reward at its start and at its end must be above 0 and below 1; it ranges from {0} to {1}.',
      numberText(ends.firstReward, 3),
      numberText(ends.reward, 3),
    );
  return { setup, estimator: estimatorOf(setup), ends, placement, place, entropy, reward };
}

function detailsOf({
  placement,
  place,
  setup,
  entropy,
  reward,
}: Standing): readonly (readonly [string, string])[] {
  const { pull, toFolds } = placement;
  const rows: [string, string][] = [];
  if (pull) {
    rows.push([
      l10n.t('Anchor u₀, strength B'),
      `${numberText(pull.anchor, 3)}, ${numberText(pull.strength, 3)}`,
    ]);
    const distances = (values: readonly number[]): string =>
      values.map((d) => `${d > 0 ? '+' : ''}${numberText(d, 3)}`).join(', ') || l10n.t('none');
    rows.push([l10n.t('Distance to fold (u₀)'), distances(toFolds.anchor)]);
    rows.push([l10n.t('Distance to fold (B)'), distances(toFolds.strength)]);
    const others = [...new Set([...otherDecisions, setup.decisions])].sort((a, b) => a - b);
    rows.push([
      l10n.t('Stable states for other T'),
      others
        .map((T) => `T = ${T}: ${place(T)?.points.filter(({ stable }) => stable).length ?? '–'}`)
        .join(', '),
    ]);
  }
  if (placement.wrongEntropy < 0)
    rows.push([l10n.t('Entropy of wrong tokens'), l10n.t('below 0: reduce φ')]);
  const pairs = Array.from(entropy, (h, i) => ({ h, r: reward[i] })).filter(
    ({ h, r }) => Number.isFinite(h) && Number.isFinite(r),
  );
  const error = decisionsError(
    { entropy: pairs.map(({ h }) => h), reward: pairs.map(({ r }) => r) },
    setup.decisions,
  );
  if (error !== undefined)
    rows.push([l10n.t('Residual scatter'), l10n.t('{0} nats', numberText(error, 2))]);
  return rows;
}

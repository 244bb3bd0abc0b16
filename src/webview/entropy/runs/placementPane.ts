import { html, nothing, render, type TemplateResult } from 'lit-html';
import {
  setupEstimators,
  setupRanges,
  type ModelledRun,
  type SetupNumber,
  type TrainingSetup,
} from '../../../core/entropy/diagnostics/training.ts';
import { configuredTexts } from '../../../core/entropy/words/originText.ts';
import { wholeRange } from '../../../core/entropy/diagnostics/runTrack.ts';
import { estimatorNames } from '../../../core/entropy/words/modelNames.ts';
import { modelText } from '../../../core/entropy/words/modelText.ts';
import { numberText } from '../../../core/numberText.ts';
import type { ReadRun } from '../../../language/log/runsInLog.ts';
import { checkbox, dropdown, slider, textButton } from '../../kit/controls.ts';
import { elementOf } from '../../kit/elementOf.ts';
import { l10n } from '../../kit/l10n.ts';
import { bandNote, controlPlane, drawDiagram, equilibria } from './placementCharts.ts';
import { readingOf } from './reading.ts';
import type { RunPane } from './state.ts';

interface Knob {
  readonly key: SetupNumber;
  readonly name: string;
  /** The column of a log that contains it. */
  readonly logged?: 'klWeight' | 'entropyBonus';
}

/** Weights of the regularisers, which place a run; then those of the model. */
function weightKnobs(): readonly Knob[] {
  return [
    { key: 'kl', name: l10n.t('KL weight β'), logged: 'klWeight' },
    { key: 'entropyBonus', name: l10n.t('Entropy bonus τ'), logged: 'entropyBonus' },
  ];
}

function modelKnobs(): readonly Knob[] {
  return [
    { key: 'group', name: l10n.t('Answers per prompt G') },
    { key: 'decisions', name: l10n.t('Decisions per answer T') },
  ];
}

/** The selected run on the phase diagram of its training, for settings that the log does not contain. */
export function createPlacementPane(
  choose: (change: Partial<TrainingSetup>) => void,
  showModel: () => void,
  reset: () => void,
): RunPane {
  const plane = elementOf(html`<figure class="run-figure"></figure>`);
  const section = elementOf(html`<figure class="run-figure"></figure>`);
  const title = l10n.t('On the phase diagram');
  const node = elementOf(html`<section class="run-section" aria-label=${title}></section>`);

  const knob = ({ key, name, logged }: Knob, setup: TrainingSetup, run: ReadRun) => {
    const own = logged && rangeOf(run.series[logged]);
    return own
      ? html`<div class="run-knob">
          <span>${name}</span
          ><span class="number run-logged">${l10n.t('{0}, from the log', own)}</span>
        </div>`
      : html`<label class="run-knob"
          ><span>${name}</span>
          ${slider({
            label: name,
            range: setupRanges[key],
            value: setup[key],
            onInput: (value) => choose({ [key]: value }),
          })}
          <output class="number">${numberText(setup[key])}</output></label
        >`;
  };
  const resetButton = html`<button class="link" type="button" @click=${reset}>
    ${l10n.t('Use the configuration instead of what was set here')}
  </button>`;
  const estimator = (setup: TrainingSetup): TemplateResult =>
    html`<div class="run-knob">
      <span>${l10n.t('Estimator')}</span>
      ${dropdown({
        label: l10n.t('Estimator'),
        choices: setupEstimators.map((value) => ({ value, label: estimatorNames(l10n)[value] })),
        value: setup.estimator,
        onChange: (value) => choose({ estimator: value as TrainingSetup['estimator'] }),
      })}
    </div>`;

  return {
    node,
    update: (state, runs) => {
      const reading = readingOf(state, runs);
      node.hidden = reading === undefined;
      if (!reading) return;
      const { modelled, listed, setup, assumed } = reading;
      const sources = configuredTexts(assumed, listed.config, l10n);
      const isChanged = sources.length > 0 && Object.keys(state.setup).length > 0;
      const { run } = listed;
      const note = bandNote(modelled);
      const isPlaced = modelled.placement.status === 'placed';
      render(
        html`<h2>${title}</h2>
          <div class="run-figures">${plane}${section}</div>
          ${note === undefined ? nothing : html`<p class="muted run-band-note">${note}</p>`}
          <div class="run-knobs">
            ${weightKnobs().map((one) => knob(one, setup, run))}
            ${rewardScale(modelled, setup, choose)}
          </div>
          ${
            listed.config
              ? html`<ul class="run-asides muted">
                  ${sources.map((source) => html`<li>${source}</li>`)}
                  ${isChanged ? html`<li>${resetButton}</li>` : nothing}
                </ul>`
              : nothing
          }
          <details class="run-more">
            <summary>${modelText(setup, l10n)}</summary>
            <p class="muted">
              ${l10n.t('A model of training, not a measurement: T decisions that must all be right, and identical prompts. Set what the log does not contain.')}
            </p>
            <div class="run-knobs">
              ${estimator(setup)}${modelKnobs().map((one) => knob(one, setup, run))}
            </div>
          </details>
          <div class="run-model">
            ${textButton({
              label: l10n.t('Open in entropy view'),
              appearance: 'secondary',
              onClick: showModel,
            })}
            <span class="muted"
              >${l10n.t('Surface, phase diagram, section and potential of this training. The list of runs there leads back here.')}</span
            >
          </div>`,
        node,
      );
      section.hidden = !isPlaced;
      // The figures only have a width once rendered.
      render(drawDiagram(controlPlane(modelled), plane.clientWidth, 'run-plane'), plane);
      const rest = equilibria(modelled);
      const kind = 'run-section-plot';
      render(rest ? drawDiagram(rest, section.clientWidth, kind) : nothing, section);
    },
  };
}

/** Scales rewards that are not success rates; nothing for those that are. */
function rewardScale(
  { track }: ModelledRun,
  { rewardRange }: TrainingSetup,
  choose: (change: Partial<TrainingSetup>) => void,
): TemplateResult | typeof nothing {
  const isScaled = rewardRange[0] !== 0 || rewardRange[1] !== 1;
  const outside = track.status === 'untracked' && track.reason === 'notARate';
  if (!isScaled && !outside) return nothing;
  const [wrong, right] = outside ? wholeRange(track.range) : rewardRange;
  return checkbox({
    label: l10n.t(
      'Read rewards from {0} to {1} as success from 0 to 1',
      numberText(wrong),
      numberText(right),
    ),
    checked: isScaled && !outside,
    onChange: (checked) => choose({ rewardRange: checked ? [wrong, right] : [0, 1] }),
  });
}

/** The first and the last finite value; undefined if there is none. */
function rangeOf(values: Float64Array | undefined): string | undefined {
  const finite = Array.from(values ?? []).filter(Number.isFinite);
  const [first, last] = [finite.at(0), finite.at(-1)];
  if (first === undefined || last === undefined) return undefined;
  return first === last ? numberText(first) : `${numberText(first)} → ${numberText(last)}`;
}

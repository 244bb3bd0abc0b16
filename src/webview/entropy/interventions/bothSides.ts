import { html, nothing, render, type TemplateResult } from 'lit-html';
import { decisionLogit } from '../../../core/entropy/grpo/gain.ts';
import { klGradients } from '../../../core/entropy/grpo/klGradient.ts';
import type {
  ExperimentRun,
  HysteresisExperiment,
  Level,
} from '../../../core/entropy/simulator/hysteresisExperiment.ts';
import {
  comparisons,
  medianCoverage,
  type Branch,
  type Comparison,
  type Verdict,
} from '../../../core/entropy/simulator/hysteresisVerdict.ts';
import { toyEquilibria } from '../../../core/entropy/simulator/toyEquilibria.ts';
import { klGradientNames } from '../../../core/entropy/words/modelNames.ts';
import { numberText } from '../../../core/numberText.ts';
import { checkbox, dropdown, textButton } from '../../kit/controls.ts';
import { elementOf } from '../../kit/elementOf.ts';
import { l10n } from '../../kit/l10n.ts';
import { memo } from '../../kit/memo.ts';
import { endStatesLegend, endStatesPlot } from './bothSidesChart.ts';
import { experimentCsv } from './csv.ts';
import { knob } from './recipes.ts';
import type { BenchPane, BenchState, ExperimentChoices } from './state.ts';

/** Of the collapsed policy: an answer is right this often. */
const collapsedSuccess = 0.9;
const group = 8;
/** Values of β, spaced evenly in its logarithm. */
const strengthCount = 9;

export interface BothSidesActions {
  readonly choose: (change: Partial<ExperimentChoices>) => void;
  readonly start: (request: HysteresisExperiment) => void;
  readonly cancel: () => void;
  readonly save: (csv: string) => void;
}

/**
 * The hysteresis experiment: where trainings end that start at the reference, and where those end that
 * start collapsed, over β and for each KL gradient, with the equilibria of the model.
 */
export function createBothSides(actions: BothSidesActions): BenchPane {
  const title = l10n.t('Start from both sides');
  const node = elementOf(html`<section class="run-section" aria-label=${title}></section>`);
  const exactOf = memo((decisions: number, referenceLogit: number) => {
    const toy = { decisions, group, referenceLogit };
    return new Map(klGradients.map((klGradient) => [klGradient, toyEquilibria(toy, klGradient)]));
  });
  const judged = memo((request: HysteresisExperiment, results: readonly ExperimentRun[]) =>
    comparisons(request, results),
  );
  return {
    node,
    update: ({ choices: { experiment: choices }, experiment }) => {
      const { request, results } = experiment;
      const planned = requestOf(choices);
      const shown = request ?? planned;
      const exact = exactOf(shown.decisions, shown.referenceLogit);
      const found = request ? judged(request, results) : [];
      render(
        html`<h2>${title}</h2>
          <p>
            ${l10n.t(
              'Trains the policy of the GRPO model from its reference and from a collapsed policy, with everything else equal. If both end alike, the settings decide. If each side stays where it started, the start decides: the hysteresis of a fold. If trainings with the same start end apart, something else does.',
            )}
          </p>
          ${controls(choices, actions.choose)} ${runRow(experiment, planned, actions)}
          ${verdictList(found)}
          <div class="experiment-plots" aria-busy=${experiment.share !== undefined}>
            ${klGradients.map((klGradient) =>
              endStatesPlot(
                klGradient,
                shown,
                exact.get(klGradient)!,
                found,
                choices.quantity,
                node.clientWidth,
              ),
            )}
          </div>
          ${endStatesLegend()} ${found.length > 0 ? tableOf(found) : nothing} ${about(shown.seeds)}`,
        node,
      );
    },
  };
}

/** The experiment that the choices describe: β from below the lowest to above the highest fold. */
function requestOf({
  decisions,
  success,
  seeds,
  steps,
  hiddenCause,
}: ExperimentChoices): HysteresisExperiment {
  const referenceLogit = decisionLogit(success, decisions);
  return {
    ...{ decisions, group, seeds, steps, hiddenCause, klGradients, referenceLogit },
    collapsedLogit: decisionLogit(collapsedSuccess, decisions),
    strengths: strengthsFor(decisions, referenceLogit),
  };
}

const strengthsFor = memo((decisions: number, referenceLogit: number): readonly number[] => {
  // The clamp releases a policy only at a β that nobody sets; it must not stretch the range.
  const folds = (['reverse', 'k3'] as const).flatMap(
    (klGradient) => toyEquilibria({ decisions, group, referenceLogit }, klGradient).folds,
  );
  const [low, high] =
    folds.length > 0 ? [0.5 * Math.min(...folds), 1.4 * Math.max(...folds)] : [0.05, 1];
  return Array.from({ length: strengthCount }, (_, i) =>
    Number((low * (high / low) ** (i / (strengthCount - 1))).toPrecision(2)),
  );
});

function controls(
  choices: ExperimentChoices,
  choose: (change: Partial<ExperimentChoices>) => void,
): TemplateResult {
  const { decisions, success, seeds, steps, quantity, hiddenCause } = choices;
  const show = dropdown({
    label: l10n.t('End state shown'),
    choices: [
      { value: 'entropy', label: l10n.t('entropy (nats)') },
      { value: 'success', label: l10n.t('success rate') },
    ],
    value: quantity,
    onChange: (value) => choose({ quantity: value === 'success' ? 'success' : 'entropy' }),
  });
  return html`<div class="bench-controls">
    ${knob({
      label: l10n.t('Decisions T'),
      range: { min: 1, max: 30, step: 1 },
      value: decisions,
      onInput: (value) => choose({ decisions: value }),
    })}
    ${knob({
      label: l10n.t('Success of the reference'),
      range: { min: 0.002, max: 0.2, step: 0.002 },
      value: success,
      onInput: (value) => choose({ success: value }),
    })}
    ${knob({
      label: l10n.t('Seeds a side'),
      range: { min: 2, max: 12, step: 1 },
      value: seeds,
      onInput: (value) => choose({ seeds: value }),
    })}
    ${knob({
      label: l10n.t('Steps of each training'),
      range: { min: 50, max: 1000, step: 50 },
      value: steps,
      onInput: (value) => choose({ steps: value }),
    })}
    <div class="run-knob"><span>${l10n.t('End state shown')}</span>${show}</div>
    ${checkbox({
      label: l10n.t('Hidden cause: half of the trainings lose nine tenths of β'),
      checked: hiddenCause,
      onChange: (checked) => choose({ hiddenCause: checked }),
    })}
  </div>`;
}

function runRow(
  { share, notice, results }: BenchState['experiment'],
  planned: HysteresisExperiment,
  { start, cancel, save }: BothSidesActions,
): TemplateResult {
  const isRunning = share !== undefined;
  const trainings = 2 * planned.klGradients.length * planned.strengths.length * planned.seeds;
  const next = l10n.t('{0} trainings of {1} steps', trainings, planned.steps);
  return html`<div class="bench-run">
    ${textButton(
      isRunning
        ? {
            label: l10n.t('Stop the experiment'),
            appearance: 'secondary',
            onClick: cancel,
          }
        : {
            label: l10n.t('Train from both sides'),
            appearance: 'primary',
            onClick: () => start(planned),
          },
    )}
    ${
      isRunning
        ? html`<progress max="1" .value=${share} aria-label=${l10n.t('Trained')}></progress>`
        : nothing
    }
    <span class="muted" aria-live="polite"
      >${isRunning ? l10n.t('{0} % trained', Math.floor(100 * share)) : notice || next}</span
    >
    ${
      results.length > 0 && !isRunning
        ? textButton({
            label: l10n.t('Save the end states as CSV'),
            appearance: 'secondary',
            onClick: () => save(experimentCsv(results)),
          })
        : nothing
    }
  </div>`;
}

function verdictText(verdict: Verdict): string {
  switch (verdict) {
    case 'alike':
      return l10n.t('both starts end alike');
    case 'start':
      return l10n.t('the start decides (bistable)');
    case 'seeds':
      return l10n.t('trainings with the same start end apart');
    case 'moving':
      return l10n.t('cannot tell yet: still moving');
    case 'unclear':
      return l10n.t('cannot tell: too few seeds or steps');
  }
}

/** Per KL gradient, the values of β with each verdict. */
function verdictList(found: readonly Comparison[]): TemplateResult | typeof nothing {
  if (found.length === 0) return nothing;
  const verdicts: readonly Verdict[] = ['alike', 'start', 'seeds', 'moving', 'unclear'];
  return html`<dl class="experiment-verdicts" aria-live="polite">
    ${klGradients.map((klGradient) => {
      const own = found.filter((one) => one.klGradient === klGradient);
      const parts = verdicts.flatMap((verdict) => {
        const at = own.filter((one) => one.verdict === verdict).map(({ strength }) => strength);
        return at.length > 0 ? [l10n.t('{0} at β = {1}', verdictText(verdict), at.join(', '))] : [];
      });
      return html`<dt>${klGradientNames(l10n)[klGradient]}</dt>
        <dd>${parts.join('; ')}</dd>`;
    })}
  </dl>`;
}

function tableOf(found: readonly Comparison[]): TemplateResult {
  const cell = (branch: Branch, quantity: keyof Level): TemplateResult => {
    const [middle, from, to] = (['median', 'low', 'high'] as const).map((of) =>
      numberText(branch[quantity][of], 3),
    );
    const range = l10n.t('{0} to {1}', from, to);
    return html`<td>
      ${middle}<br /><span class="bench-range">${from === to ? '' : range}&nbsp;</span>
    </td>`;
  };
  const title = l10n.t('End states as a table');
  return html`<details class="bench-choice">
    <summary>${title}</summary>
    <div class="bench-scroller" tabindex="0" role="region" aria-label=${title}>
      <table class="bench-table number">
        <thead>
          <tr>
            <th scope="col">${l10n.t('KL gradient')}</th>
            <th scope="col">β</th>
            <th scope="col">${l10n.t('entropy, from the reference')}</th>
            <th scope="col">${l10n.t('entropy, from the collapse')}</th>
            <th scope="col">${l10n.t('success, from the reference')}</th>
            <th scope="col">${l10n.t('success, from the collapse')}</th>
            <th scope="col">${l10n.t('Verdict')}</th>
          </tr>
        </thead>
        <tbody>
          ${found.map(
            ({ klGradient, strength, reference, collapsed, verdict }) =>
              html`<tr>
                <th scope="row">${klGradientNames(l10n)[klGradient]}</th>
                <td>${strength}</td>
                ${cell(reference, 'entropy')} ${cell(collapsed, 'entropy')}
                ${cell(reference, 'success')} ${cell(collapsed, 'success')}
                <td>${verdictText(verdict)}</td>
              </tr>`,
          )}
        </tbody>
      </table>
    </div>
  </details>`;
}

function about(seeds: number): TemplateResult {
  return html`<details class="bench-choice">
    <summary>${l10n.t('How to read this')}</summary>
    <p class="muted">
      ${l10n.t(
        'A dot is one training: the mean over its last tenth. Bars and the ranges in the table reach from the lowest to the highest seed. With {0} seeds they hold the median of all such trainings in {1} % of experiments, however these are distributed. The start decides only if the gap between the starts would outlast as many steps again, and if these steps close it at some other β.',
        seeds,
        numberText(100 * medianCoverage(seeds), 3),
      )}
    </p>
    <p class="muted">
      ${l10n.t(
        'Just outside a fold, a training may wait where the state used to be for longer than it is given, and pass for one that rests. With the clamp, a collapsed policy rests nowhere: it goes on to certainty. The documentation describes the same experiment with a real trainer.',
      )}
    </p>
  </details>`;
}

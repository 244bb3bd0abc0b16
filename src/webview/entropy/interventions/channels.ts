import { quantile } from 'd3-array';
import { html, render, svg, type TemplateResult } from 'lit-html';
import {
  inheritedOutcome,
  inheritedOutcomes,
  inheritedRun,
  type InheritedOutcome,
  type InheritedRun,
  type Remedy,
} from '../../../core/entropy/formats/inheritance.ts';
import {
  familiarOrBetter,
  planningStates,
  type PlanningState,
} from '../../../core/entropy/planning.ts';
import { textButton } from '../../kit/controls.ts';
import { elementOf } from '../../kit/elementOf.ts';
import { l10n } from '../../kit/l10n.ts';
import { memo } from '../../kit/memo.ts';
import {
  axes,
  bandPath,
  clipped,
  createPlot,
  cursor,
  label,
  linePath,
  type Point,
} from '../../kit/plot.ts';
import { knob } from './recipes.ts';
import type { BenchPane, FormatChoices } from './state.ts';

const formats = 5;
const times = Array.from({ length: 121 }, (_, k) => k);
const seedsCounted = 40;
const height = 228;

/**
 * Two meanings of collapse, side by side: one inherited format wins, which depends on history, and
 * the choice of tokens becomes certain while the choice of plans may become open again.
 */
export function createChannels(choose: (change: Partial<FormatChoices>) => void): BenchPane {
  const shares = elementOf(html`<figure class="run-figure"></figure>`);
  const plans = elementOf(html`<figure class="run-figure"></figure>`);
  const title = l10n.t('Two meanings of collapse');
  const node = elementOf(html`<section class="run-section" aria-label=${title}></section>`);
  const runsOf = memo((chosen: FormatChoices) =>
    Array.from({ length: seedsCounted }, (_, i) => runOf(chosen, i + 1)),
  );
  const remedyButton = (remedy: Remedy, label: string, chosen: Remedy): TemplateResult =>
    textButton({
      label,
      appearance: 'secondary',
      pressed: remedy === chosen,
      onClick: () => choose({ remedy }),
    });

  return {
    node,
    update: ({ choices: { formats: chosen } }) => {
      const runs = runsOf(chosen);
      const run = runs[chosen.seed - 1];
      render(
        html`<h2>${title}</h2>
          <div class="run-figures">
            <div>
              <h3>${l10n.t('Representational convergence')}</h3>
              ${shares}
              <p class="muted">
                ${l10n.t('Lines: this seed. Bands: middle half of all seeds, for the format with the largest initial share and for the best format.')}
              </p>
              <p aria-live="polite">${winnerText(run)} ${remedyText(chosen.remedy)}</p>
              ${outcomesOf(runs)}
              <div class="bench-remedies" role="group" aria-label=${l10n.t('Intervention')}>
                ${remedyButton('none', l10n.t('No intervention'), chosen.remedy)}
                ${remedyButton('refresh', l10n.t('SFT refresh'), chosen.remedy)}
                ${remedyButton('anchor', l10n.t('KL anchor'), chosen.remedy)}
              </div>
              ${knob({
                label: l10n.t('Usage feedback κ'),
                range: { min: 0, max: 1, step: 0.05 },
                value: chosen.usageFeedback,
                onInput: (usageFeedback) => choose({ usageFeedback }),
              })}
              ${knob({
                label: l10n.t('Pull towards the reference B'),
                range: { min: 0, max: 0.5, step: 0.01 },
                value: chosen.strength,
                onInput: (strength) => choose({ strength }),
              })}
              ${knob({
                label: l10n.t('Seed'),
                range: { min: 1, max: seedsCounted, step: 1 },
                value: chosen.seed,
                onInput: (seed) => choose({ seed }),
              })}
              ${about(
                l10n.t(
                  'Five inherited formats compete. Usage feedback is an assumption: without it, exact reinforcement learning slowly finds the better format. In language models the winner depends on their scale (Zhao et al. 2025), which the toy does not have. The intervention comes halfway.',
                ),
              )}
            </div>
            <div>
              <h3>${l10n.t('Planning and execution')}</h3>
              ${plans}
              ${about(
                l10n.t(
                  'A toy model with one familiar poor plan and five rare good ones. Planning entropy falls and rises again. Execution entropy falls throughout, because nothing holds it; in language models it stabilises (Wang et al. 2025). A single number for both would hide this.',
                ),
              )}
            </div>
          </div>`,
        node,
      );
      // The figures only have a width once rendered.
      render(sharesPlot(run, runs, Math.max(240, shares.clientWidth)), shares);
      render(plansPlot(Math.max(240, plans.clientWidth)), plans);
    },
  };
}

function runOf({ usageFeedback, strength, remedy }: FormatChoices, seed: number): InheritedRun {
  const inheritance = { formats, spread: 0.5, advantage: 0.06, usageFeedback, strength };
  return inheritedRun(inheritance, seed, times, remedy);
}

/** A text that explains a figure, closed at first. */
function about(text: string): TemplateResult {
  return html`<details class="bench-choice">
    <summary>${l10n.t('About this model')}</summary>
    <p class="muted">${text}</p>
  </details>`;
}

function winnerText(run: InheritedRun): string {
  const share = Math.max(...run.shares[run.shares.length - 1]);
  return l10n.t('With this seed, the winner ends with a share of {0} %.', Math.round(100 * share));
}

/** How many of the seeds have each outcome: a bar whose parts add up to all of them. */
function outcomesOf(runs: readonly InheritedRun[]): TemplateResult {
  const names: Readonly<Record<InheritedOutcome, string>> = {
    largest: l10n.t('the largest at the start, not the best'),
    largestAndBest: l10n.t('the largest at the start, and the best'),
    best: l10n.t('the best, not the largest at the start'),
    other: l10n.t('another format'),
  };
  const counts = inheritedOutcomes.map((outcome) => ({
    ...{ outcome, name: names[outcome] },
    count: runs.filter((run) => inheritedOutcome(run) === outcome).length,
  }));
  const width = 240;
  let before = 0;
  const parts = counts.map(({ outcome, count }) => {
    const x = (width * before) / runs.length;
    before += count;
    return svg`<rect class="outcome-${outcome}" x=${x} width=${(width * count) / runs.length} height="12"></rect>`;
  });
  return html`<figure class="bench-outcomes" aria-label=${l10n.t('Possible outcomes')}>
    <figcaption>${l10n.t('Possible outcomes: the winner in {0} seeds', runs.length)}</figcaption>
    <svg class="bench-bar" viewBox="0 0 ${width} 12" preserveAspectRatio="none" aria-hidden="true">
      ${parts}
    </svg>
    <ul>
      ${counts.map(
        ({ outcome, name, count }) =>
          html`<li>
            <svg class="outcome-swatch" width="12" height="12" aria-hidden="true">
              <rect class="outcome-${outcome}" width="12" height="12"></rect></svg
            ><span class="number">${count}</span> ${name}
          </li>`,
      )}
    </ul>
  </figure>`;
}

function remedyText(remedy: Remedy): string {
  switch (remedy) {
    case 'none':
      return l10n.t('There is no intervention.');
    case 'refresh':
      return l10n.t(
        'The refresh restores the formats for a while, but the cause of the win remains.',
      );
    case 'anchor':
      return l10n.t(
        'While it is active, the anchor holds the reference shares, whether or not a format has won.',
      );
  }
}

function sharesPlot(
  run: InheritedRun,
  runs: readonly InheritedRun[],
  width: number,
): TemplateResult {
  const last = times[times.length - 1];
  const plot = createPlot(
    { width, height },
    { name: l10n.t('time'), domain: [0, last] },
    { name: l10n.t('share of a format'), domain: [0, 1] },
  );
  const { x, y } = plot;
  const curves = run.shares[0].map((_, f) => {
    const path = linePath(run.shares.map((shares, k): Point => [x(times[k]), y(shares[f])]));
    return svg`<path class="bench-line bench-${f}" d=${path}></path>`;
  });
  // Each run counts by its own largest or best format; the colour is that of the run shown.
  const bandOf = (format: 'largest' | 'best'): unknown => {
    const band = times.map((time, k) => {
      const shares = runs.map((one) => one.shares[k][one[format]]);
      return {
        x: x(time),
        low: y(quantile(shares, 0.25) ?? NaN),
        high: y(quantile(shares, 0.75) ?? NaN),
      };
    });
    return svg`<path class="bench-band bench-${run[format]}" d=${bandPath(band)}></path>`;
  };
  // The labels are at different times, so that they do not overlap on the same curve.
  const name = (format: number, k: number, text: string): unknown =>
    label('plot-note', x(times[k]), y(run.shares[k][format]) - 5, text);
  return html`<svg
    class="axes-plot"
    width=${width}
    height=${height}
    role="img"
    aria-label=${l10n.t('Shares of five formats over time')}
  >
    ${axes(plot)}${cursor(plot, last / 2)}
    ${clipped(plot, 'clip-shares', [bandOf('largest'), bandOf('best'), curves])}
    ${name(run.largest, 12, l10n.t('largest initial share'))} ${name(run.best, 36, l10n.t('best'))}
  </svg>`;
}

let planned: readonly PlanningState[] | undefined;

function plansPlot(width: number): TemplateResult {
  const at = Array.from({ length: 161 }, (_, k) => k);
  const states = (planned ??= planningStates(familiarOrBetter, at));
  const plot = createPlot(
    { width, height: height + 60 },
    { name: l10n.t('time'), domain: [0, 160] },
    { name: l10n.t('entropy (nats)'), domain: [0, 2] },
  );
  const { x, y } = plot;
  const curve = (style: number, of: (state: PlanningState) => number): unknown => {
    const path = linePath(states.map((state, k): Point => [x(at[k]), y(of(state))]));
    return svg`<path class="bench-line bench-${style}" d=${path}></path>`;
  };
  return html`<svg
    class="axes-plot"
    width=${width}
    height=${plot.height}
    role="img"
    aria-label=${l10n.t('Planning and execution entropy over time')}
  >
    ${axes(plot)}
    ${clipped(plot, 'clip-plans', [
      curve(0, ({ planning }) => planning),
      curve(1, ({ execution }) => execution),
      curve(3, ({ success }) => success),
    ])}
    ${label('plot-note', x(104), y(states[104].planning) - 6, l10n.t('planning'), 'end')}
    ${label('plot-note', x(30), y(states[30].execution) - 6, l10n.t('execution'))}
    ${label('plot-note', x(118), y(states[118].success) + 14, l10n.t('success rate'))}
  </svg>`;
}

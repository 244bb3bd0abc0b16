import { html, nothing, render } from 'lit-html';
import {
  readSweep,
  type OutcomeKind,
  type SweepReading,
  type SweepRow,
} from '../../../core/entropy/diagnostics/runSweep.ts';
import { numberText } from '../../../core/numberText.ts';
import type { FromRunView } from '../../../protocol/entropy/runs.ts';
import { checkbox, dropdown, textButton } from '../../kit/controls.ts';
import { elementOf } from '../../kit/elementOf.ts';
import { l10n } from '../../kit/l10n.ts';
import { createRunPicker } from './runPicker.ts';
import type { RunPane, SweepChoices } from './state.ts';
import { drawSweepPlane, drawSweepSection, type SweepDrawing } from './sweepCharts.ts';
import { sweepEstimatesCsv, sweepRunsCsv, type SweepExport } from './sweepCsv.ts';
import { sweepNumbers } from './sweepNumbers.ts';
import {
  chosenControls,
  sweepControls,
  sweepOutcomeKinds,
  sweepRows,
  type SweepOutcome,
} from './sweepRuns.ts';
import { createSweepTable } from './sweepTable.ts';
import { controlNames, outcomeNames, placeText, sweepVerdictText } from './sweepLabels.ts';

/** The cusp fit over all runs: control plane, estimates with errors, and verdict. */
export function createSweepPane(actions: {
  readonly send: (message: FromRunView) => void;
  readonly choose: (run: number) => void;
  readonly change: (sweep: Partial<SweepChoices>) => void;
}): RunPane {
  const { send, choose, change } = actions;
  const readOut = elementOf(html`<p class="run-readout number"></p>`);
  const describe = (text: string): void => void render(text, readOut);
  const plane = createRunPicker(l10n.t('Runs in the control plane of the cusp'), choose, describe);
  const section = createRunPicker(l10n.t('Runs over the first control'), choose, describe);
  const table = createSweepTable((typed) => change({ typed }));
  const node = elementOf(
    html`<section class="run-section" aria-label=${l10n.t('Cusp fit over the runs')}></section>`,
  );

  let key = '';
  let reading: SweepReading | undefined;
  let shown: readonly unknown[] = [];
  /** The fit is only repeated if one of its inputs has changed. */
  const read = (rows: readonly SweepRow[], kind: OutcomeKind): SweepReading => {
    const now = JSON.stringify([rows, kind]);
    if (!reading || now !== key) reading = readSweep(rows, kind);
    key = now;
    return reading;
  };

  return {
    node,
    update: ({ sweep, chosen }, runs) => {
      node.hidden = runs.length < 2;
      if (node.hidden) return;
      // Skipped on pointer moves, which concern other panes, as runs may have very many rows.
      const now = [sweep, chosen, runs, node.clientWidth];
      if (now.every((part, i) => part === shown[i])) return;
      shown = now;
      const controls = chosenControls(runs, sweep);
      const rows = sweepRows(runs, sweep, controls);
      const fitted = read(rows, sweep.outcome === 'entropy' ? 'entropy' : 'unbounded');
      const [verdict, ...power] = sweepVerdictText(fitted, controls);
      const names = controls.map((control) =>
        control === 'learningRate' ? l10n.t('Learning rate (log10)') : controlNames()[control],
      );
      const exported: SweepExport = { runs, rows, controls, outcome: sweep.outcome };
      const boxes = sweepControls.map((control) =>
        checkbox({
          label: controlNames()[control],
          checked: controls.includes(control),
          onChange: (checked) =>
            change({
              controls: sweepControls.filter((one) =>
                one === control ? checked : controls.includes(one),
              ),
            }),
        }),
      );
      const caption = l10n.t(
        'Inside the curve, two outcomes are possible; a triangle points to the one that the run reached. Click a run or use the arrow keys to select it.',
      );
      const others = l10n.t('The folded curve uses the other controls of the selected run.');
      render(
        html`<h2>${l10n.t('Cusp fit over the runs')}</h2>
          <p class="muted">
            ${l10n.t('A statistical fit (Cobb 1981). Each run is one observation: its outcome against its training settings. Each control enters both the asymmetry α and the bifurcation factor β. Type or paste the settings that the logs do not contain.')}
          </p>
          <div class="sweep-choices">
            <div class="run-knob">
              <span>${l10n.t('Outcome')}</span>
              ${dropdown({
                label: l10n.t('Outcome'),
                choices: sweepOutcomeKinds.map((kind) => ({
                  value: kind,
                  label: outcomeNames()[kind],
                })),
                value: sweep.outcome,
                onChange: (value) => change({ outcome: value as SweepOutcome }),
              })}
            </div>
            <div class="sweep-controls" role="group" aria-label=${l10n.t('Controls')}>${boxes}</div>
          </div>
          <p class="run-standing" aria-live="polite">${verdict}</p>
          <p class="muted">${power.join(' ')}</p>
          <div ?hidden=${fitted.kind !== 'fitted'}>
            <div class="run-figures">${plane.node}${section.node}</div>
            ${readOut}
            <p class="muted">${controls.length > 1 ? `${caption} ${others}` : caption}</p>
          </div>
          <div class="sweep-numbers">
            ${fitted.kind === 'fitted' ? sweepNumbers(fitted, names) : nothing}
          </div>
          ${table({ runs, chosen, choices: sweep, controls, reading: fitted })}
          <div class="run-model">
            ${textButton({
              label: l10n.t('Save runs as CSV'),
              appearance: 'secondary',
              onClick: () => {
                const content = sweepRunsCsv(exported, fitted);
                send({ kind: 'save', fileName: 'cusp-runs.csv', content });
              },
            })}
            ${
              fitted.kind === 'fitted'
                ? textButton({
                    label: l10n.t('Save estimates as CSV'),
                    appearance: 'secondary',
                    onClick: () => {
                      const content = sweepEstimatesCsv(exported, fitted);
                      send({ kind: 'save', fileName: 'cusp-estimates.csv', content });
                    },
                  })
                : nothing
            }
          </div>`,
        node,
      );
      if (fitted.kind !== 'fitted') return;
      const drawing: SweepDrawing = {
        reading: fitted,
        rows,
        chosen,
        outcomeName: outcomeNames()[sweep.outcome],
        controlName: names[0],
      };
      const textOf = (run: number): string => {
        const place = fitted.places[fitted.used.indexOf(run)];
        return `${runs[run].label} · α ${numberText(place.alpha, 3)} · β ${numberText(place.beta, 3)} · ${placeText(place)}`;
      };
      // The figures only have a width once rendered.
      plane.show(drawSweepPlane(drawing, plane.width), chosen, textOf);
      section.show(drawSweepSection(drawing, section.width), chosen, textOf);
    },
  };
}

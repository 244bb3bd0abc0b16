import {
  readSweep,
  type SweepReading,
  type SweepRow,
} from '../../../core/entropy/diagnostics/runSweep.ts';
import { numberText } from '../../../core/numberText.ts';
import type { FromRunView } from '../../../protocol/entropy/runs.ts';
import { element } from '../../kit/element.ts';
import { l10n } from '../../kit/l10n.ts';
import { checkbox, dropdown, textButton } from '../../kit/toolkit.ts';
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
  type SweepControl,
  type SweepOutcome,
} from './sweepRuns.ts';
import { createSweepTable } from './sweepTable.ts';
import { controlNames, outcomeNames, placeText, sweepVerdictText } from './sweepWords.ts';

/** A cusp over all runs, one row each: its control plane, its errors, and whether it can be told. */
export function createSweepPane(actions: {
  readonly send: (message: FromRunView) => void;
  readonly choose: (run: number) => void;
  readonly change: (sweep: Partial<SweepChoices>) => void;
}): RunPane {
  const { send, choose, change } = actions;
  let controls: readonly SweepControl[] = [];
  let exported: SweepExport | undefined;
  const outcome = dropdown(l10n.t('Outcome'), (value) =>
    change({ outcome: value as SweepOutcome }),
  );
  const boxes = new Map(
    sweepControls.map((control) => [
      control,
      checkbox(controlNames()[control], (checked) =>
        change({
          controls: sweepControls.filter((one) =>
            one === control ? checked : controls.includes(one),
          ),
        }),
      ),
    ]),
  );
  const verdict = element('p', { class: 'run-standing', 'aria-live': 'polite' });
  const power = element('p', { class: 'muted' });
  const readOut = element('p', { class: 'run-readout number' });
  const tell = (text: string): void => void (readOut.textContent = text);
  const plane = createRunPicker(l10n.t('Runs in the control plane of the cusp'), choose, tell);
  const section = createRunPicker(l10n.t('Runs over the first control'), choose, tell);
  const caption = element('p', { class: 'muted' });
  const figures = element(
    'div',
    {},
    element('div', { class: 'run-figures' }, plane.node, section.node),
    readOut,
    caption,
  );
  const numbers = element('div', { class: 'sweep-numbers' });
  const table = createSweepTable((typed) => change({ typed }));
  const saveRuns = textButton(l10n.t('Save runs as CSV'), 'secondary', () => {
    if (!exported || !reading) return;
    const content = sweepRunsCsv(exported, reading);
    send({ kind: 'save', fileName: 'cusp-runs.csv', content });
  });
  const saveEstimates = textButton(l10n.t('Save estimates as CSV'), 'secondary', () => {
    if (!exported || reading?.kind !== 'fitted') return;
    const content = sweepEstimatesCsv(exported, reading);
    send({ kind: 'save', fileName: 'cusp-estimates.csv', content });
  });
  const node = element(
    'section',
    { class: 'run-section', 'aria-label': l10n.t('Cusp fit over the runs') },
    element('h2', {}, l10n.t('Cusp fit over the runs')),
    element(
      'p',
      { class: 'muted' },
      l10n.t(
        'A statistical fit (Cobb 1981): each run is one observation, how it ended against what it was trained with. Each control is in the asymmetry α and in the bifurcation β. What a log does not tell can be typed in, or pasted as a column.',
      ),
    ),
    element(
      'div',
      { class: 'sweep-choices' },
      element('div', { class: 'run-knob' }, element('span', {}, l10n.t('Outcome')), outcome.node),
      element(
        'div',
        { class: 'sweep-controls', role: 'group', 'aria-label': l10n.t('Controls') },
        ...[...boxes.values()].map((box) => box.node),
      ),
    ),
    verdict,
    power,
    figures,
    numbers,
    table.node,
    element('div', { class: 'run-model' }, saveRuns, saveEstimates),
  );

  let key = '';
  let reading: SweepReading | undefined;
  let shown: readonly unknown[] = [];
  /** The fit is made anew only when a number of it is another. */
  const read = (rows: readonly SweepRow[]): SweepReading => {
    const now = JSON.stringify(rows);
    if (!reading || now !== key) reading = readSweep(rows);
    key = now;
    return reading;
  };

  return {
    node,
    update: ({ sweep, chosen }, runs) => {
      node.hidden = runs.length < 2;
      if (node.hidden) return;
      // Other panes follow the pointer, and the runs may have very many rows.
      const now = [sweep, chosen, runs, node.clientWidth];
      if (now.every((part, i) => part === shown[i])) return;
      shown = now;
      controls = chosenControls(runs, sweep);
      outcome.set(
        sweepOutcomeKinds.map((kind) => ({ value: kind, label: outcomeNames()[kind] })),
        sweep.outcome,
      );
      for (const [control, box] of boxes) box.set(controls.includes(control));
      const rows = sweepRows(runs, sweep, controls);
      exported = { runs, rows, controls, outcome: sweep.outcome };
      const fitted = read(rows);
      const [first, ...more] = sweepVerdictText(fitted, controls);
      if (verdict.textContent !== first) verdict.textContent = first;
      power.textContent = more.join(' ');
      figures.hidden = fitted.kind !== 'fitted';
      saveEstimates.hidden = fitted.kind !== 'fitted';
      numbers.replaceChildren();
      table.update({ runs, chosen, choices: sweep, controls, reading: fitted });
      if (fitted.kind !== 'fitted') return;
      const names = controls.map((control) =>
        control === 'learningRate' ? l10n.t('Learning rate (log10)') : controlNames()[control],
      );
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
      plane.show(drawSweepPlane(drawing, plane.width), chosen, textOf);
      section.show(drawSweepSection(drawing, section.width), chosen, textOf);
      caption.textContent =
        l10n.t(
          'Inside the curve two outcomes are possible; triangles point to the one that the run came to. Press a run to choose it, or use the arrow keys.',
        ) +
        (controls.length > 1
          ? ` ${l10n.t('The folded curve is for the other controls of the chosen run.')}`
          : '');
      numbers.replaceChildren(...sweepNumbers(fitted.fit, names));
    },
  };
}

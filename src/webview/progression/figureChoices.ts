import { html, nothing, type TemplateResult } from 'lit-html';
import { axesWithin } from '../../core/progression/imageSurface.ts';
import { dropdown } from '../kit/controls.ts';
import { l10n } from '../kit/l10n.ts';
import { axisNames, depthOf } from './foldedDrawing.ts';
import type { Figure, ProgressionState } from './state.ts';

export interface FigureActions {
  readonly chooseFigure: (figure: Figure) => void;
  readonly chooseAxes: (axes: readonly number[]) => void;
}

/** Chooses what a sequence by layer draws, and the neurons used as axes. */
export function figureChoices(
  { plan, figure, picture, axes: wished }: ProgressionState,
  { chooseFigure, chooseAxes }: FigureActions,
): TemplateResult | typeof nothing {
  const depth = plan?.sequence.kind === 'layer' && picture ? depthOf(picture) : undefined;
  if (depth === undefined || !picture) return nothing;
  const names = axisNames(picture, depth);
  const shown = axesWithin(names.length, wished);
  const hasAxes = figure === 'sheet' && names.length >= 3;
  const axes = [l10n.t('First axis'), l10n.t('Second axis'), l10n.t('Third axis')];
  return html`${dropdown({
    label: l10n.t('Picture'),
    choices: [
      { value: 'surface', label: l10n.t('Surface over the inputs') },
      { value: 'sheet', label: l10n.t('Folded sheet') },
    ],
    value: figure,
    onChange: (value) => chooseFigure(value as Figure),
  })}${hasAxes ? axes.map((label, axis) => axisChoice(label, axis, names, shown, chooseAxes)) : nothing}`;
}

function axisChoice(
  label: string,
  axis: number,
  names: readonly string[],
  shown: readonly number[],
  chooseAxes: FigureActions['chooseAxes'],
): TemplateResult {
  const choices = names.map((name, i) => ({
    value: String(i),
    label: l10n.t('Axis {0}: {1}', axis + 1, name),
  }));
  const none = { value: '', label: l10n.t('No third axis') };
  return dropdown({
    label,
    choices: axis === 2 ? [...choices, none] : choices,
    value: String(shown[axis] ?? ''),
    onChange: (value) =>
      chooseAxes(value === '' ? shown.slice(0, axis) : exchanged(shown, axis, Number(value))),
  });
}

/** The axes with one set to a neuron. If another axis had that neuron, the two are swapped. */
function exchanged(axes: readonly number[], at: number, neuron: number): number[] {
  const before = axes.at(at);
  const moved = axes.map((own) => (own === neuron && before !== undefined ? before : own));
  return at < axes.length ? moved.with(at, neuron) : [...axes, neuron];
}

import { axesWithin } from '../../core/progression/imageSurface.ts';
import { l10n } from '../kit/l10n.ts';
import { dropdown } from '../kit/toolkit.ts';
import { axisNames, depthOf } from './foldedDrawing.ts';
import type { Figure, ProgressionState } from './state.ts';

export interface FigureActions {
  readonly chooseFigure: (figure: Figure) => void;
  readonly chooseAxes: (axes: readonly number[]) => void;
}

/** What is drawn of a moment by layer, and along which neurons. */
export function createFigureChoices({ chooseFigure, chooseAxes }: FigureActions): {
  readonly nodes: readonly HTMLElement[];
  readonly update: (state: ProgressionState) => void;
} {
  let shown: readonly number[] = [];
  const figure = dropdown(l10n.t('Picture'), (value) => chooseFigure(value as Figure));
  const axes = [l10n.t('First axis'), l10n.t('Second axis'), l10n.t('Third axis')].map(
    (label, axis) =>
      dropdown(label, (value) => {
        if (value === '') chooseAxes(shown.slice(0, axis));
        else chooseAxes(exchanged(shown, axis, Number(value)));
      }),
  );
  return {
    nodes: [figure.node, ...axes.map(({ node }) => node)],
    update: ({ plan, figure: chosen, picture, axes: wished }) => {
      const depth = plan?.sequence.kind === 'layer' && picture ? depthOf(picture) : undefined;
      const names = depth === undefined || !picture ? [] : axisNames(picture, depth);
      shown = axesWithin(names.length, wished);
      figure.node.hidden = depth === undefined;
      if (depth !== undefined)
        figure.set(
          [
            { value: 'surface', label: l10n.t('Surface over the inputs') },
            { value: 'sheet', label: l10n.t('Folded sheet') },
          ],
          chosen,
        );
      axes.forEach((list, axis) => {
        list.node.hidden = depth === undefined || chosen !== 'sheet' || names.length < 3;
        if (list.node.hidden) return;
        const choices = names.map((name, i) => ({
          value: String(i),
          label: l10n.t('Axis {0}: {1}', axis + 1, name),
        }));
        const none = { value: '', label: l10n.t('No third axis') };
        list.set(axis === 2 ? [...choices, none] : choices, String(shown[axis] ?? ''));
      });
    },
  };
}

/** Axes of which one has become another neuron; whichever had that one takes over the old one. */
function exchanged(axes: readonly number[], at: number, neuron: number): number[] {
  const before = axes.at(at);
  const moved = axes.map((own) => (own === neuron && before !== undefined ? before : own));
  return at < axes.length ? moved.with(at, neuron) : [...axes, neuron];
}

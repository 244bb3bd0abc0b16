import type { Size } from '../../../core/plot/labelPlacement.ts';
import { rasterOfSheets } from '../../../core/entropy/sheetRaster.ts';
import { l10n } from '../../kit/l10n.ts';
import type { Plot, Point } from '../../kit/plot.ts';
import type { Geometry } from './geometry.ts';
import { labelsOf } from './labels.ts';
import { labelOnBackground, type PlotLabel } from './plotLabels.ts';

/** The parts of the control plane that have a name. */
type Region = 'left' | 'both' | 'right';

/** Pixels from a row to the next at which the regions are looked at, and from a name to a fold. */
const rowStep = 4;
const padding = 4;

/** A row of pixels, and the two folds in it; above a cusp they are one. */
interface Row {
  readonly y: number;
  readonly folds: readonly [number, number] | undefined;
}

/**
 * Names of the regions of the control plane. Each lies inside its region; of a name with several
 * forms, the longest for which there is room.
 */
export function regionNames(geometry: Geometry, plot: Plot, font: string): readonly PlotLabel[] {
  const { modelView } = geometry;
  if (modelView.model.lostBelow) return namesByState(geometry, plot, font);
  const rows = rowsOf(geometry, plot);
  const { onlyLower, both, onlyUpper } = labelsOf(modelView);
  // Whether the state increases with the first control.
  const isRising = modelView.settings.kind !== 'normalForm';
  const names: readonly (readonly [Region, readonly string[]])[] = [
    ['both', both],
    ['right', [isRising ? onlyUpper : onlyLower]],
    ['left', [isRising ? onlyLower : onlyUpper]],
  ];
  return names.flatMap(([region, forms]) => {
    const fitting = forms
      .map((text) => labelOnBackground(text, font, (size) => centresIn(region, rows, plot, size)))
      .find(({ centres }) => centres.length > 0);
    return fitting ? [fitting] : [];
  });
}

/** Pixels from a column to the next at which the states of a region are counted. */
const columnStep = 6;

/** Names by the states over each place, for models in which a policy can be lost for good. */
function namesByState(geometry: Geometry, plot: Plot, font: string): readonly PlotLabel[] {
  const { modelView, mesh, window, height } = geometry;
  const { left, right, top, bottom } = plot;
  const [columns, rows] = [
    Math.max(1, Math.floor((right - left) / columnStep)),
    Math.max(1, Math.floor((bottom - top) / rowStep)),
  ];
  const size = { width: columns, height: rows };
  const { count, lost } = rasterOfSheets(mesh, window, size, height.of, modelView.model.lostBelow);
  const kindAt = (row: number, column: number): string => {
    const pixel = row * columns + column;
    return `${Math.min(2, count[pixel])} ${lost?.at[pixel] ?? 0}`;
  };
  const { onlyLower, both } = labelsOf(modelView);
  const names: readonly (readonly [string, readonly string[]])[] = [
    ['1 1', [l10n.t('held, or lost for good'), l10n.t('held or lost')]],
    ['0 1', [l10n.t('lost')]],
    ['1 0', [onlyLower]],
    ['2 0', both.slice(0, -1)],
  ];
  return names.flatMap(([kind, forms]) => {
    const fitting = forms
      .map((text) => labelOnBackground(text, font, (box) => centresOf(kind, box)))
      .find(({ centres }) => centres.length > 0);
    return fitting ? [fitting] : [];
  });

  /** Places around which everything is of one kind, the middle of the plane first. */
  function centresOf(kind: string, box: Size): readonly Point[] {
    const [across, down] = [
      Math.ceil((box.width / 2 + padding) / columnStep),
      Math.ceil((box.height / 2 + padding) / rowStep),
    ];
    const found: Point[] = [];
    for (let row = down; row + down < rows; row += 2)
      for (let column = across; column + across < columns; column += 2) {
        const isInside = (): boolean => {
          for (let r = row - down; r <= row + down; r += down)
            for (let c = column - across; c <= column + across; c++)
              if (kindAt(r, c) !== kind) return false;
          return true;
        };
        if (isInside())
          found.push([left + (column + 0.5) * columnStep, top + (row + 0.5) * rowStep]);
      }
    const middle: Point = [(left + right) / 2, (top + bottom) / 2];
    const distance = ([x, y]: Point): number => Math.hypot(x - middle[0], y - middle[1]);
    return found.sort((a, b) => distance(a) - distance(b));
  }
}

function rowsOf({ curves, modelView }: Geometry, { top, bottom, x, y }: Plot): readonly Row[] {
  const { cusps } = modelView.model;
  const cusp = cusps.at(-1);
  const count = Math.max(0, Math.floor((bottom - top) / rowStep) + 1);
  return Array.from({ length: count }, (_, i): Row => {
    const row = top + i * rowStep;
    const control2 = y.invert(row);
    const folds = curves
      .filter(
        ({ points }) =>
          control2 >= points[0].control2 && control2 <= points[points.length - 1].control2,
      )
      .map(({ at }) => x(at(control2).control1))
      .sort((a, b) => a - b);
    if (folds.length === 2) return { y: row, folds: [folds[0], folds[1]] };
    // With several cusps, only the part with two folds is named.
    if (folds.length > 0 || !cusp || cusps.length > 1) return { y: row, folds: undefined };
    const middle = x(cusp.control1);
    return { y: row, folds: [middle, middle] };
  });
}

/** The centres at which a name is inside a region, those with the most room first. */
function centresIn(
  region: Region,
  rows: readonly Row[],
  { left, right }: Plot,
  { width, height }: Size,
): readonly Point[] {
  const found: { readonly centre: Point; readonly room: number }[] = [];
  rows.forEach(({ y }) => {
    const covered = rows.filter((row) => Math.abs(row.y - y) <= height / 2 + rowStep);
    let [from, to] = [left, right];
    for (const { folds } of covered) {
      if (!folds) return;
      if (region === 'left') to = Math.min(to, folds[0] - padding);
      if (region === 'right') from = Math.max(from, folds[1] + padding);
      if (region === 'both') {
        from = Math.max(from, folds[0] + padding);
        to = Math.min(to, folds[1] - padding);
      }
    }
    const room = to - from - width;
    if (room < 0) return;
    for (const share of [0.5, 0.2, 0.8])
      found.push({ centre: [from + width / 2 + share * room, y], room });
  });
  return found.sort((a, b) => b.room - a.room).map(({ centre }) => centre);
}

import { foldCurves, type BifurcationCurve } from '../../../core/entropy/bifurcation.ts';
import { control2At, control2Share } from '../../../core/entropy/controlAxis.ts';
import type { ModelView, HeightKey, HeightScale } from '../../../core/entropy/modelView.ts';
import { meshFoldedSurface, type FoldedMesh } from '../../../core/entropy/foldedMesh.ts';
import { maxwellPoints, type MaxwellPoint } from '../../../core/entropy/maxwell.ts';
import type { ControlWindow } from '../../../core/entropy/sheetRaster.ts';

/** The surface of a model over a window of its control plane, and its bifurcation set. */
export interface Geometry {
  readonly modelView: ModelView;
  readonly window: ControlWindow;
  readonly height: HeightScale;
  readonly mesh: FoldedMesh;
  readonly curves: readonly BifurcationCurve[];
  /** The Maxwell set by unstable sheet, each by ascending control2. */
  readonly maxwell: readonly (readonly MaxwellPoint[])[];
  /** Whether it is coarse, as during a drag. */
  readonly hurried: boolean;
  /** Least and greatest height within the window. */
  readonly range: readonly [number, number];
}

/** The resolution of a geometry. */
const finenesses = {
  hurried: { rows: { folded: 16, single: 9 }, columns: 11, maxwell: 6 },
  calm: { rows: { folded: 36, single: 24 }, columns: 22, maxwell: 24 },
} as const;

/** Computes geometries and caches the last one. */
export function createGeometer(): (
  modelView: ModelView,
  window: ControlWindow,
  height: HeightKey,
  hurried: boolean,
) => Geometry {
  let last: Geometry | undefined;
  return (modelView, window, key, hurried) => {
    const fits = last?.modelView === modelView && last.window === window && last.height.key === key;
    if (last && fits && (hurried || !last.hurried)) return last;
    last = geometryOf(modelView, window, key, hurried ? 'hurried' : 'calm');
    return last;
  };
}

/** The geometry of a model over a window. */
export function geometryOf(
  modelView: ModelView,
  window: ControlWindow,
  key: HeightKey,
  fineness: keyof typeof finenesses,
): Geometry {
  const { rows, columns, maxwell } = finenesses[fineness];
  const { model } = modelView;
  const height = modelView.heights.find((one) => one.key === key) ?? modelView.heights[0];
  const [from, to] = window.control1;
  const span = heightSpan(modelView, window, height);
  const mesh = meshFoldedSurface(model, {
    ...window,
    rows,
    columns,
    drawnAt: (state, control2) => [
      (2 * clamped(model.control1At(state, control2), from, to)) / (to - from),
      height.of(state) / span,
    ],
  });
  return {
    modelView,
    window,
    height,
    hurried: fineness === 'hurried',
    mesh,
    curves: foldCurves(model, { ...window, rows }),
    maxwell: maxwellCurves(modelView, window, maxwell),
    range: heightRange(mesh, window, height),
  };
}

/** The part of the Maxwell set in the window, by sheet. */
function maxwellCurves(
  { model }: ModelView,
  window: ControlWindow,
  samples: number,
): MaxwellPoint[][] {
  const curves: MaxwellPoint[][] = [];
  for (let i = 0; i <= samples; i++) {
    const control2 = control2At(window, i / samples);
    maxwellPoints(model, control2).forEach((point, k) => (curves[k] ??= []).push(point));
  }
  // Every curve starts or ends at a cusp, which the samples miss.
  for (const curve of curves)
    for (const { state, control1, control2 } of model.cusps) {
      const point = { control1, control2, lower: state, upper: state };
      const step = 1.5 / samples;
      const near = (end: MaxwellPoint): boolean =>
        Math.abs(control2Share(window, end.control2) - control2Share(window, control2)) < step &&
        end.lower <= state &&
        state <= end.upper;
      if (near(curve[0]) && curve[0].control2 > control2) curve.unshift(point);
      else if (near(curve[curve.length - 1])) curve.push(point);
    }
  return curves;
}

/** The approximate range of heights, to scale them against the first control. */
function heightSpan({ model }: ModelView, window: ControlWindow, { of }: HeightScale): number {
  const heights = window.control1.flatMap((c1) =>
    window.control2.flatMap((c2) => model.equilibria(c1, c2).map(of)),
  );
  return Math.max(1e-9, Math.max(...heights) - Math.min(...heights));
}

/** The range of heights in the window. */
function heightRange(
  { points }: FoldedMesh,
  { control1: [from, to] }: ControlWindow,
  { of, key }: HeightScale,
): readonly [number, number] {
  if (key === 'success' || key === 'share') return [0, 1];
  let lo = Infinity;
  let hi = -Infinity;
  const slack = 1e-9 * (to - from);
  for (let i = 0; i < points.length; i += 3) {
    if (points[i] < from - slack || points[i] > to + slack) continue;
    const h = of(points[i + 2]);
    lo = Math.min(lo, h);
    hi = Math.max(hi, h);
  }
  if (!(lo < hi)) return [lo - 1, lo + 1];
  return key === 'entropy' ? [0, hi] : [lo, hi];
}

function clamped(x: number, lo: number, hi: number): number {
  return Math.min(hi, Math.max(lo, x));
}

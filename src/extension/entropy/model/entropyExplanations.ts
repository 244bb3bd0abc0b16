import { l10n } from 'vscode';
import { foldCrossings, foldCurves } from '../../../core/entropy/bifurcation.ts';
import { modelViewOf } from '../../../core/entropy/modelView.ts';
import { controlsOf } from '../../../core/entropy/controls.ts';
import { foldControls, restPoints } from '../../../core/entropy/equilibriumModel.ts';
import { numberText } from '../../../core/numberText.ts';
import type { EntropySpec } from '../../../language/entropy/entropySpec.ts';

/** Symbols of both controls and of the state. */
function symbolsOf(model: EntropySpec['model']): readonly [string, string, string] {
  switch (model.kind) {
    case 'grpo':
      return model.klGradient === 'reverse' ? ['u₀', 'B', 'u'] : ['u_ref', 'β', 'u'];
    case 'normalForm':
      return ['b', 'a', 'x'];
    case 'twoFormats':
      return ['h', 'J', 'L'];
  }
}

/** Paragraphs of Markdown about the folds and cusps of a model. */
export function aboutModel({
  model,
  controls,
}: Pick<EntropySpec, 'model' | 'controls'>): readonly string[] {
  const modelView = modelViewOf(model, controls);
  const { cusps } = modelView.model;
  const [first, second] = symbolsOf(model);
  if (cusps.length === 0) {
    // A gain without bound folds the surface once, however strong the pull is.
    const folds = modelView.model.foldStates(modelView.window.control2[1]);
    return [
      folds.length === 0
        ? l10n.t('This model has no fold: its state changes continuously for all controls.')
        : l10n.t('This model has a fold without a cusp. Beyond the fold, no state is stable.'),
    ];
  }
  const points = cusps.map(
    ({ control1, control2 }) =>
      `${first} = ${numberText(control1, 6)}, ${second} = ${numberText(control2, 6)}`,
  );
  return [
    cusps.length === 1
      ? l10n.t('The surface has two folds, which meet in a cusp:')
      : l10n.t('The folds of the surface meet in {0} cusps:', cusps.length),
    points.map((point) => `- ${point}`).join('\n'),
  ];
}

/** Paragraphs about the point of the controls and its equilibria. */
export function aboutControls({ model, controls }: EntropySpec): readonly string[] {
  const place = controlsOf(model, controls);
  if (!place)
    return [
      l10n.t(
        'Without a KL penalty or an entropy bonus there is no restoring force and no fold: the entropy decreases to zero.',
      ),
    ];
  const modelView = modelViewOf(model, controls);
  const { control1, control2 } = place;
  const [first, second, state] = symbolsOf(model);
  const points = restPoints(modelView.model, control1, control2);
  const text = points
    .map((point) => {
      const value = `${state} = ${numberText(point.state)}`;
      return point.stable ? l10n.t('{0}, stable', value) : l10n.t('{0}, unstable', value);
    })
    .map((line) => `- ${line}`);
  const range = { control2: modelView.window.control2, rows: { folded: 40, single: 8 } };
  const folds = foldCrossings(foldCurves(modelView.model, range), control1);
  const distances = (values: readonly number[]): string =>
    values.length === 0 ? '–' : values.map((value) => numberText(value)).join(', ');
  return [
    `**${first} = ${numberText(control1)}, ${second} = ${numberText(control2)}**`,
    text.join('\n'),
    l10n.t(
      'Folds: at this {2}, {0} = {1}; at this {0}, {2} = {3}.',
      first,
      distances(foldControls(modelView.model, control2)),
      second,
      distances(folds.map((fold) => fold.control2)),
    ),
  ];
}

import type { ModelReport } from '../../core/entropy/modelReport.ts';
import type { ModelSettings } from '../../core/entropy/modelView.ts';
import { numberText } from '../../core/numberText.ts';
import { printable } from '../../core/printable.ts';
import { controlsByKey } from '../../language/entropy/controls.ts';
import type { EntropySpec } from '../../language/entropy/entropySpec.ts';
import { estimatorWords, kindWords, klGradientWords } from '../../language/entropy/model.ts';
import { regimeMeanings } from './regimeMeanings.ts';
import { table, type Row } from './rows.ts';

/** Digits of values that depend on the model alone. */
const digits = 6;

/** The report on a spec for people. */
export function modelText({ name, model, controls }: EntropySpec, report: ModelReport): string {
  const { plane, regime, equilibria, folds, cusp, thresholds } = report;
  const isTraining = model.kind === 'grpo';
  const rows: Row[] = [
    ['model', modelWords(model)],
    ['controls', valuesText(controlsByKey(controls))],
    ...(plane ? [['plane', valuesText(plane)] as const] : []),
    ['regime', `${regime}: ${regimeMeanings[regime]}`],
    ...equilibria.map(({ u, stable, entropy, success }): Row => {
      const values = {
        u,
        ...(entropy !== undefined && { entropy }),
        ...(success !== undefined && { success }),
      };
      return ['equilibria', `${valuesText(values)}, ${stable ? 'stable' : 'unstable'}`];
    }),
    ...folds.map(({ control, value, u }): Row => ['folds', valuesText({ [control]: value, u })]),
    ['cusp', cusp ? valuesText(cusp) : 'none'],
    ...(isTraining
      ? ([
          ['hold', thresholdText(thresholds.hold)],
          ['undo', thresholdText(thresholds.undo)],
        ] as const)
      : []),
  ];
  return `${name === undefined ? '' : `${printable(name)}\n`}${table(rows)}`;
}

function thresholdText(beta: number | undefined): string {
  if (beta === undefined) return 'at no kl';
  return beta === 0 ? 'at every kl' : `kl above ${numberText(beta, digits)}`;
}

function modelWords(model: ModelSettings): string {
  if (model.kind !== 'grpo') return kindWords[model.kind];
  const { estimator, decisions, klGradient } = model;
  const group = 'group' in estimator ? `, group ${estimator.group}` : '';
  const kl = klGradientWords[klGradient];
  return `grpo, estimator ${estimatorWords[estimator.kind]}${group}, decisions ${decisions}, kl_gradient ${kl}`;
}

function valuesText(values: Readonly<Record<string, number | readonly number[]>>): string {
  return Object.entries(values)
    .map(([name, value]) => {
      const numbers = typeof value === 'number' ? [value] : value;
      return `${name} ${numbers.map((x) => numberText(x, digits)).join(' and ')}`;
    })
    .join(', ');
}

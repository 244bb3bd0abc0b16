import type { Optimiser } from '../../core/training/optimiser.ts';
import { choiceFrom, fieldsFrom, numberBetween, wrongKind } from '../text/decode.ts';
import type { Report } from '../text/report.ts';
import type { SourceNode } from '../text/source.ts';

/** An optimiser and its default learning rate. */
export interface ChosenOptimiser {
  readonly optimiser: Optimiser;
  readonly rate: number;
}

/**
 * Optimisers by name with their default parameters. The learning rates are the defaults of
 * TensorFlow Playground (gd), Keras (momentum) and Kingma & Ba 2015 (adam).
 */
const byName = {
  gd: { optimiser: { kind: 'gd' }, rate: 0.03 },
  momentum: { optimiser: { kind: 'momentum', momentum: 0.9 }, rate: 0.01 },
  adam: { optimiser: { kind: 'adam', beta1: 0.9, beta2: 0.999, epsilon: 1e-8 }, rate: 0.001 },
} satisfies Record<Optimiser['kind'], ChosenOptimiser>;

const names = Object.keys(byName) as Optimiser['kind'][];

export const defaultOptimiser: ChosenOptimiser = byName.gd;

/** `gd`, `momentum`, `adam`, `{ momentum: 0.8 }` or `{ adam: { beta1: 0.9, … } }`. */
export function optimiserFrom(node: SourceNode, report: Report): ChosenOptimiser | undefined {
  const named = (): string => 'The optimiser';
  if (node.kind === 'string') {
    const name = choiceFrom(node, report, named, names, 'unknown-optimiser');
    return name && byName[name];
  }
  if (node.kind !== 'object') {
    wrongKind(node, report, named, 'gd, momentum, adam or { momentum: 0.9 }');
    return undefined;
  }
  const forms = ['momentum', 'adam'];
  const fields = fieldsFrom(node, report, named, forms);
  const [momentum, adam] = forms.map((key) => fields?.get(key));
  if ((momentum === undefined) === (adam === undefined)) {
    report.error(
      'optimiser-form',
      node.range,
      `${named()} must have exactly one of the keys momentum, adam`,
    );
    return undefined;
  }
  return momentum ? momentumFrom(momentum, report) : adamFrom(adam!, report);
}

function momentumFrom(node: SourceNode, report: Report): ChosenOptimiser | undefined {
  const momentum = numberBetween(node, report, () => 'The momentum', fraction);
  return momentum === undefined
    ? undefined
    : { ...byName.momentum, optimiser: { kind: 'momentum', momentum } };
}

function adamFrom(node: SourceNode, report: Report): ChosenOptimiser | undefined {
  const fields = fieldsFrom(node, report, () => 'The parameters of adam', [
    'beta1',
    'beta2',
    'epsilon',
  ]);
  if (!fields) return undefined;
  const errors = report.errors;
  const number = (key: 'beta1' | 'beta2' | 'epsilon'): number => {
    const own = fields.get(key);
    const limits = key === 'epsilon' ? { min: 0, without: 'min' as const } : fraction;
    const value = own && numberBetween(own, report, () => `"${key}" of adam`, limits);
    return value ?? byName.adam.optimiser[key];
  };
  const [beta1, beta2, epsilon] = [number('beta1'), number('beta2'), number('epsilon')];
  if (report.errors > errors) return undefined;
  return { ...byName.adam, optimiser: { kind: 'adam', beta1, beta2, epsilon } };
}

const fraction = { min: 0, max: 1, without: 'max' } as const;

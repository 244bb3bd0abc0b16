import type { ModelSettings, TokenCounts } from '../../core/entropy/modelView.ts';
import type { Estimator } from '../../core/entropy/grpo/estimator.ts';
import type { KlGradient } from '../../core/entropy/grpo/klGradient.ts';
import { fieldsFrom, integerFrom, numberFrom, required, type Fields } from '../text/decode.ts';
import type { Report } from '../text/report.ts';
import { inserting } from '../text/quickFix.ts';
import { headOf, type SourceNode } from '../text/source.ts';
import { wordFrom } from '../text/word.ts';
import { numberIn } from './bounds.ts';

const kinds = {
  grpo: 'grpo',
  normal_form: 'normalForm',
  two_formats: 'twoFormats',
} as const satisfies Record<string, ModelSettings['kind']>;

/** What the kinds of models are called in a spec. */
export const kindWords = Object.fromEntries(
  Object.entries(kinds).map(([word, kind]) => [kind, word]),
) as Readonly<Record<ModelSettings['kind'], string>>;

const estimators = {
  grpo: 'grpo',
  rloo: 'rloo',
  dr_grpo: 'drGrpo',
  max_rl: 'maxRl',
  dynamic_sampling: 'dynamicSampling',
  infinite_group: 'infiniteGroup',
} as const satisfies Record<string, Estimator['kind']>;

/** What the kinds of estimators are called in a spec. */
export const estimatorWords = Object.fromEntries(
  Object.entries(estimators).map(([word, kind]) => [kind, word]),
) as Readonly<Record<Estimator['kind'], string>>;

const klGradients = {
  reverse: 'reverse',
  k3: 'k3',
  k3_clamped: 'k3Clamped',
} as const satisfies Record<string, KlGradient>;

/** What the KL gradients are called in a spec. */
export const klGradientWords = Object.fromEntries(
  Object.entries(klGradients).map(([word, kind]) => [kind, word]),
) as Readonly<Record<KlGradient, string>>;

const deviations = { unbiased: 'unbiased', population: 'population' } as const;

const grpoKeys = [
  'estimator',
  'group',
  'deviation',
  'epsilon',
  'decisions',
  'tokens',
  'kl_gradient',
];

/** `{ kind: grpo, estimator: …, group: …, decisions: … }`, or one of the other kinds alone. */
export function modelFrom(node: SourceNode, report: Report): ModelSettings | undefined {
  const isGrpo =
    node.kind === 'object' &&
    node.entries.every(
      ({ key, value }) => key !== 'kind' || value.kind !== 'string' || value.value === 'grpo',
    );
  const keys = isGrpo ? ['kind', ...grpoKeys] : ['kind'];
  const fields = fieldsFrom(node, report, () => '"model"', keys);
  const kindNode =
    fields &&
    required(fields, 'kind', report, 'A model has "kind": grpo, normal_form or two_formats');
  const kind = kindNode && wordFrom(kindNode, report, () => 'The kind of the model', kinds);
  if (!fields || !kind) return undefined;
  return kind === 'grpo' ? grpoFrom(fields, report) : { kind };
}

/** The kind named in the text, even if the rest is invalid. */
export function kindOf(root: SourceNode): ModelSettings['kind'] | undefined {
  const valueOf = (node: SourceNode | undefined, key: string): SourceNode | undefined =>
    node?.kind === 'object' ? node.entries.find((entry) => entry.key === key)?.value : undefined;
  const kind = valueOf(valueOf(root, 'model'), 'kind');
  if (kind?.kind !== 'string' || !Object.hasOwn(kinds, kind.value)) return undefined;
  return kinds[kind.value as keyof typeof kinds];
}

function grpoFrom(fields: Fields, report: Report): ModelSettings | undefined {
  const errors = report.errors;
  const estimator = estimatorFrom(fields, report);
  const decisions = numberIn(fields, 'decisions', report, 'decisions', {
    min: 1,
    max: 10_000,
    fallback: 10,
  });
  const tokensNode = fields.get('tokens');
  const tokens = tokensNode ? tokensFrom(tokensNode, report) : usualTokens;
  const klGradient = klGradientFrom(fields, report);
  if (report.errors > errors || !estimator || decisions === undefined || !tokens) return undefined;
  return klGradient && { kind: 'grpo', estimator, decisions, tokens, klGradient };
}

/** Specs without this key mean the reverse KL divergence. */
function klGradientFrom(fields: Fields, report: Report): KlGradient | undefined {
  const own = fields.get('kl_gradient');
  return own ? wordFrom(own, report, () => '"kl_gradient" of the model', klGradients) : 'reverse';
}

/** Whether a model does not say which gradient its KL weight is of. */
export function lacksKlGradient(node: SourceNode): boolean {
  return node.kind === 'object' && node.entries.every(({ key }) => key !== 'kl_gradient');
}

/** A hint on a model whose KL weights matter and which does not say which gradient they are of. */
export function hintAtKlGradient(node: SourceNode, report: Report): void {
  if (node.kind !== 'object') return;
  const message =
    'No "kl_gradient": the model assumes reverse. TRL differentiates k3 by default, and verl k3_clamped';
  report.hint('assumed-kl-gradient', headOf(node), message, [
    inserting('Add kl_gradient: k3 (TRL)', node, 'kl_gradient', 'k3'),
    inserting('Add kl_gradient: k3_clamped (verl)', node, 'kl_gradient', 'k3_clamped'),
    inserting('Add kl_gradient: reverse', node, 'kl_gradient', 'reverse'),
  ]);
}

function estimatorFrom(fields: Fields, report: Report): Estimator | undefined {
  const errors = report.errors;
  const word = <T>(key: string, words: Readonly<Record<string, T>>, fallback: T): T | undefined => {
    const node = fields.get(key);
    return node ? wordFrom(node, report, () => `"${key}" of the model`, words) : fallback;
  };
  const kind = word('estimator', estimators, 'grpo');
  const deviation = word('deviation', deviations, 'unbiased');
  const groupNode = fields.get('group');
  const limits = { min: 2, max: 512 };
  const group = groupNode
    ? integerFrom(groupNode, report, () => '"group" of the model', limits)
    : 8;
  const epsilonNode = fields.get('epsilon');
  const epsilon = epsilonNode ? numberFrom(epsilonNode, report, () => '"epsilon" of the model') : 0;
  if (epsilonNode && epsilon !== undefined && epsilon < 0)
    report.error(
      'out-of-range',
      epsilonNode.range,
      `"epsilon" must not be below zero, found ${epsilon}`,
    );
  if (report.errors > errors || group === undefined || epsilon === undefined) return undefined;
  switch (kind) {
    case 'grpo':
      return deviation && { kind, group, deviation };
    case 'drGrpo':
    case 'maxRl':
    case 'dynamicSampling':
      return { kind, group };
    case 'infiniteGroup':
      return { kind, epsilon };
    default:
      return kind && { kind };
  }
}

const usualTokens: TokenCounts = { right: 1, wrong: 15, criticalShare: 1 };

function tokensFrom(node: SourceNode, report: Report): TokenCounts | undefined {
  const fields = fieldsFrom(node, report, () => '"tokens"', ['right', 'wrong', 'critical_share']);
  if (!fields) return undefined;
  const limits = { min: 1, max: 1e9 };
  const right = numberIn(fields, 'right', report, 'tokens', { ...limits, fallback: 1 });
  const wrong = numberIn(fields, 'wrong', report, 'tokens', { ...limits, fallback: 15 });
  const criticalShare = numberIn(fields, 'critical_share', report, 'tokens', {
    min: 0,
    max: 1,
    above: true,
    fallback: 1,
  });
  if (right === undefined || wrong === undefined || criticalShare === undefined) return undefined;
  return { right, wrong, criticalShare };
}

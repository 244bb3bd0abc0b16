import { type ModelSettings } from '../../core/entropy/modelView.ts';
import { type ControlSettings } from '../../core/entropy/controls.ts';
import type { Fields } from '../text/decode.ts';
import type { Report } from '../text/report.ts';
import { numberIn, pairIn, type Bounds } from './bounds.ts';

/** Keys of the controls by kind of model. */
export const controlKeys: Readonly<Record<ModelSettings['kind'], readonly string[]>> = {
  grpo: ['kl', 'entropy_bonus', 'reference_success', 'credit'],
  normalForm: ['forcing', 'splitting'],
  twoFormats: ['success', 'reference_share', 'usage_feedback', 'strength'],
};

const probability = { min: 0, max: 1, above: true, below: true };
const weight = { min: 0, max: 1e6 };
const anywhere = { min: -1e6, max: 1e6 };

/** The controls given by the keys of an object; missing ones are taken from `before`. */
export function controlsFrom(
  fields: Fields,
  report: Report,
  where: string,
  before: ControlSettings,
): ControlSettings | undefined {
  const errors = report.errors;
  const read = (key: string, bounds: Omit<Bounds, 'fallback'>, fallback: number): number =>
    numberIn(fields, key, report, where, { ...bounds, fallback }) ?? NaN;
  let controls: ControlSettings;
  switch (before.kind) {
    case 'grpo':
      controls = {
        kind: 'grpo',
        kl: read('kl', weight, before.kl),
        entropyBonus: read('entropy_bonus', weight, before.entropyBonus),
        referenceSuccess: read('reference_success', probability, before.referenceSuccess),
        credit: read('credit', { ...weight, above: true, max: 1 }, before.credit),
      };
      break;
    case 'normalForm':
      controls = {
        kind: 'normalForm',
        forcing: read('forcing', anywhere, before.forcing),
        splitting: read('splitting', anywhere, before.splitting),
      };
      break;
    case 'twoFormats': {
      const node = fields.get('success');
      const success = node && pairIn(node, report, '"success"', { min: 0, max: 1 });
      controls = {
        kind: 'twoFormats',
        success: success ?? before.success,
        referenceShare: read('reference_share', probability, before.referenceShare),
        usageFeedback: read('usage_feedback', weight, before.usageFeedback),
        strength: read('strength', { ...weight, above: true }, before.strength),
      };
    }
  }
  return report.errors === errors ? controls : undefined;
}

/** Controls under their keys in a spec. */
export function controlsByKey(
  controls: ControlSettings,
): Readonly<Record<string, number | readonly number[]>> {
  switch (controls.kind) {
    case 'grpo':
      return {
        kl: controls.kl,
        entropy_bonus: controls.entropyBonus,
        reference_success: controls.referenceSuccess,
        credit: controls.credit,
      };
    case 'normalForm':
      return { forcing: controls.forcing, splitting: controls.splitting };
    case 'twoFormats':
      return {
        success: controls.success,
        reference_share: controls.referenceShare,
        usage_feedback: controls.usageFeedback,
        strength: controls.strength,
      };
  }
}

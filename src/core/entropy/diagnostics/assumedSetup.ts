import type {
  ConfigSetting,
  ConfiguredKl,
  FoundConfig,
  TrainerConfig,
  UnknownValue,
} from './trainerConfig.ts';
import { defaultSetup, type TrainingSetup } from './training.ts';

/** Where a value is from. */
export type Origin =
  /** A column of the log. */
  | { readonly from: 'log'; readonly column: string }
  /** Set by the user. */
  | { readonly from: 'user' }
  /** The configuration of the training: a file, or the log itself. */
  | {
      readonly from: 'config';
      readonly key: string;
      readonly line: number;
      readonly file: string | undefined;
    }
  /** The default of the trainer, because its configuration lacks the key. */
  | { readonly from: 'trainer'; readonly key: string; readonly file: string | undefined }
  /** Nothing says anything. */
  | { readonly from: 'default' };

export interface Assumed<T> {
  readonly value: T;
  readonly origin: Origin;
}

/** The settings of a training with their origins. */
export type AssumedSetup = {
  readonly [K in Exclude<keyof TrainingSetup, 'klGradient'>]: Assumed<TrainingSetup[K]>;
} & {
  /** How the KL term is differentiated; `none` without such a term. */
  readonly klGradient: Assumed<ConfiguredKl>;
};

/** What the log of a run says about its training. */
interface LoggedRun {
  readonly mapping: Readonly<Partial<Record<string, string>>>;
  readonly series: Readonly<Partial<Record<string, Float64Array>>>;
}

/**
 * The settings of a training: those of its log come first, then those of the user, of the configuration,
 * and the defaults.
 */
export function assumedSetup(
  run: LoggedRun,
  given: Partial<TrainingSetup>,
  found: FoundConfig | undefined,
): AssumedSetup {
  const config = found?.config;
  const file = found?.file;
  const pick = <K extends keyof TrainingSetup>(
    key: K,
    setting: ConfigSetting<TrainingSetup[K]> | undefined,
    role?: string,
  ): Assumed<TrainingSetup[K]> => {
    const column = role === undefined ? undefined : loggedBy(run, role);
    if (column) return column as Assumed<TrainingSetup[K]>;
    const typed = given[key];
    if (typed !== undefined) return { value: typed, origin: { from: 'user' } };
    return setting
      ? configured(setting, file)
      : { value: defaultSetup[key], origin: { from: 'default' } };
  };
  const isMeasured = run.series.kl?.some((value) => value > 0) ?? false;
  // A trainer that measures a divergence does not have its default of none.
  const stated = <T>(setting: ConfigSetting<T> | undefined): ConfigSetting<T> | undefined =>
    setting && setting.line === undefined && isMeasured ? undefined : setting;
  const kl = pick('kl', inRange(stated(config?.klCoefficient), 0, 1e3), 'klWeight');
  // A weight that the configuration does not have is that of another term.
  const isOther = kl.value > 0 && config?.klCoefficient?.value === 0;
  const gradient = isOther ? undefined : stated(known(config?.klGradient));
  return {
    estimator: pick('estimator', known(config?.estimator)),
    group: pick('group', inRange(config?.group, 2, 4096, true)),
    decisions: pick('decisions', undefined),
    kl,
    entropyBonus: pick('entropyBonus', inRange(config?.entropyCoefficient, 0, 1e3), 'entropyBonus'),
    rewardRange: pick('rewardRange', undefined),
    klGradient:
      gradient && given.klGradient === undefined
        ? configured(gradient, file)
        : pick('klGradient', undefined),
  };
}

/** The values alone. */
export function setupOf(assumed: AssumedSetup): TrainingSetup {
  const { estimator, group, decisions, kl, klGradient, entropyBonus, rewardRange } = assumed;
  const { value: gradient } = klGradient;
  return {
    estimator: estimator.value,
    group: group.value,
    decisions: decisions.value,
    // A term without a gradient, as k1 as a loss, has no weight in the model.
    kl: gradient === 'none' ? 0 : kl.value,
    klGradient: gradient === 'none' ? defaultSetup.klGradient : gradient,
    entropyBonus: entropyBonus.value,
    rewardRange: rewardRange.value,
  };
}

/** What a configuration says that the models do not know, with its origin. */
export function unknownSettings(
  found: FoundConfig | undefined,
): readonly (Assumed<string> & { readonly setting: 'klGradient' | 'estimator' })[] {
  if (!found) return [];
  return (['klGradient', 'estimator'] as const).flatMap((setting) => {
    const one: TrainerConfig[typeof setting] = found.config[setting];
    if (one === undefined || !isUnknown(one.value)) return [];
    const { unknown } = one.value;
    return [{ setting, ...configured({ ...one, value: unknown }, found.file) }];
  });
}

/** The last value of a column, if a log has it. */
function loggedBy({ mapping, series }: LoggedRun, role: string): Assumed<number> | undefined {
  const value = series[role]?.findLast((one) => !Number.isNaN(one));
  const column = mapping[role];
  if (value === undefined || column === undefined) return undefined;
  return { value, origin: { from: 'log', column } };
}

function configured<T>(
  { value, key, line }: ConfigSetting<T>,
  file: string | undefined,
): Assumed<T> {
  const origin: Origin =
    line === undefined ? { from: 'trainer', key, file } : { from: 'config', key, line, file };
  return { value, origin };
}

function isUnknown(value: string | UnknownValue): value is UnknownValue {
  return typeof value === 'object';
}

function known<T extends string>(
  setting: ConfigSetting<T | UnknownValue> | undefined,
): ConfigSetting<T> | undefined {
  if (!setting) return undefined;
  const { value } = setting;
  return isUnknown(value) ? undefined : { ...setting, value };
}

function inRange(
  setting: ConfigSetting<number> | undefined,
  min: number,
  max: number,
  isInteger = false,
): ConfigSetting<number> | undefined {
  if (!setting) return undefined;
  const { value } = setting;
  return value >= min && value <= max && (!isInteger || Number.isInteger(value))
    ? setting
    : undefined;
}

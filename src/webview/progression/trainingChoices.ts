import type { Pace, Plan, TrainingCourse, TrainingOffer } from '../../protocol/progression.ts';
import { l10n } from '../kit/l10n.ts';
import { dropdown, textButton } from '../kit/toolkit.ts';
import type { ProgressionState } from './state.ts';

export interface TrainingActions {
  /** Begins a course anew. */
  readonly follow: (course: TrainingCourse) => void;
  /** Goes on from the present moment in another way. */
  readonly changeCourse: (course: TrainingCourse) => void;
  /** Goes on from the last moment in another way. */
  readonly extend: (course: TrainingCourse) => void;
}

/** Learning rates to choose from, besides that of the spec. */
const usualRates = [1e-4, 3e-4, 1e-3, 3e-3, 0.01, 0.03, 0.1, 0.3, 1, 3];

/** Moments that are added at a time, and how many there may be. */
const more = 50;
const mostMoments = 1000;

/** How a training goes on from the present moment, and past its end. */
export function createTrainingChoices({ follow, changeCourse, extend }: TrainingActions): {
  readonly nodes: readonly HTMLElement[];
  update(state: ProgressionState): void;
} {
  let plan: Plan | undefined;
  let position = 0;
  const change = (make: (course: TrainingCourse) => TrainingCourse): void => {
    if (plan?.course.kind === 'training') changeCourse(make(plan.course));
  };
  const before = ({ moment }: { readonly moment: number }): boolean => moment < position;
  const rate = dropdown(l10n.t('Learning rate from this moment on'), (value) =>
    change((course) => ({
      ...course,
      rates: [...course.rates.filter(before), { moment: position, rate: Number(value) }],
    })),
  );
  const pace = dropdown(l10n.t('Pace from this moment on'), (value) =>
    change(({ kind, rates, paces = [], beyond }) => ({
      kind,
      rates,
      paces: [...paces.filter(before), { moment: position, pace: value as Pace }],
      // Another pace needs another number of moments; past the end there is none to be had by itself.
      ...(beyond &&
        beyond.from < position && {
          beyond: { from: beyond.from, moments: position - beyond.from + more },
        }),
    })),
  );
  const trainOn = textButton(l10n.t('Train on'), 'secondary', () => {
    if (plan?.course.kind !== 'training') return;
    const from = plan.length - 1;
    const { beyond } = plan.course;
    // What has been added counts on from where that began, so that the moments stay what they are.
    const start = beyond && beyond.from < from ? beyond.from : from;
    extend({ ...plan.course, beyond: { from: start, moments: from - start + more } });
  });
  trainOn.title = l10n.t('{0} more moments, past the last epoch and the stop rules', more);
  const rewind = textButton(l10n.t('Rewind'), 'secondary', () =>
    follow({ kind: 'training', rates: [] }),
  );
  rewind.title = l10n.t('Back to the same initial weights and to the training of the spec');
  return {
    nodes: [rate.node, pace.node, trainOn, rewind],
    update: (state) => {
      ({ plan, position } = state);
      const course = plan?.course;
      const offer = plan?.offer.training;
      const isTraining = course?.kind === 'training' && offer !== undefined;
      rate.node.hidden = pace.node.hidden = trainOn.hidden = rewind.hidden = !isTraining;
      if (!plan || !isTraining) return;
      const now = course.rates.findLast(({ moment }) => moment <= position)?.rate ?? offer.rate;
      const rates = [...new Set([...usualRates, offer.rate, now])].sort((a, b) => a - b);
      rate.set(
        rates.map((value) => ({ value: String(value), label: l10n.t('Rate {0}', value) })),
        String(now),
      );
      const paces = pacesOf(offer);
      pace.node.hidden = paces.length < 2;
      pace.set(
        paces.map((value) => ({ value, label: paceName(value, offer) })),
        course.paces?.findLast(({ moment }) => moment <= position)?.pace ?? 'plan',
      );
      const isOver = state.ending?.kind === 'diverged' || plan.length >= mostMoments;
      trainOn.toggleAttribute('disabled', isOver);
      const isUnchanged = course.rates.length === 0 && !course.paces && !course.beyond;
      rewind.toggleAttribute('disabled', position === 0 && isUnchanged);
    },
  };
}

function pacesOf({ stepsPerEpoch, epochsPerMoment }: TrainingOffer): Pace[] {
  return [
    'plan',
    ...(epochsPerMoment > 1 ? (['epoch'] as const) : []),
    ...(stepsPerEpoch > 1 ? (['batch'] as const) : []),
  ];
}

function paceName(pace: Pace, { epochsPerMoment }: TrainingOffer): string {
  if (pace === 'batch') return l10n.t('A mini-batch a moment');
  if (pace === 'epoch' || epochsPerMoment === 1) return l10n.t('An epoch a moment');
  return l10n.t('{0} epochs a moment', epochsPerMoment);
}

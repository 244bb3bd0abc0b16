import type { InterpolationSequence, Plan } from '../../protocol/progression.ts';

/**
 * The interpolation from a frame to the next, for sequences whose networks differ only in their
 * weights; undefined for others, and after the last frame.
 */
export function interpolationAfter(
  { sequence, length }: Pick<Plan, 'sequence' | 'length'>,
  position: number,
): InterpolationSequence | undefined {
  if (position + 1 >= length) return undefined;
  const way = { kind: 'interpolation', from: position, to: position + 1 } as const;
  // The offered networks start with the checkpoints and the spec, as the frames do.
  if (sequence.kind === 'checkpoints') return way;
  return sequence.kind === 'training' ? { ...way, training: sequence } : undefined;
}

import type { InterpolationSequence, Plan } from '../../protocol/progression.ts';

/**
 * The interpolation from a frame to the next one, for sequences whose networks differ only in their
 * weights; undefined for other sequences and for the last frame.
 */
export function interpolationAfter(
  { sequence, length }: Pick<Plan, 'sequence' | 'length'>,
  position: number,
): InterpolationSequence | undefined {
  if (position + 1 >= length) return undefined;
  const way = { kind: 'interpolation', from: position, to: position + 1 } as const;
  // The networks on offer start with the checkpoints and the spec, in the order of the frames.
  if (sequence.kind === 'checkpoints') return way;
  return sequence.kind === 'training' ? { ...way, training: sequence } : undefined;
}

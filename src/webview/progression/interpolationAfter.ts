import type { InterpolationSequence, Plan } from '../../protocol/progression.ts';

/**
 * The straight way from a moment to the next, where moments are networks of one shape that are told
 * apart by their weights alone; undefined for others, and after the last.
 */
export function interpolationAfter(
  { sequence, length }: Pick<Plan, 'sequence' | 'length'>,
  position: number,
): InterpolationSequence | undefined {
  if (position + 1 >= length) return undefined;
  const way = { kind: 'interpolation', from: position, to: position + 1 } as const;
  // The offered networks begin with the checkpoints and the spec, as the moments do.
  if (sequence.kind === 'checkpoints') return way;
  return sequence.kind === 'training' ? { ...way, training: sequence } : undefined;
}

import type { Format } from '../text/format.ts';
import { inline } from '../text/inline.ts';
import { inserting } from '../text/quickFix.ts';
import { editsOf, type TextEdit } from '../text/textEdits.ts';
import { isAnchored, isNumberAt, type Unwritable } from './neuronEdits.ts';
import { isInside, rootNode } from './writeWeights.ts';

/**
 * The text edits that set the learning rate of the training: the number is replaced in place, or the key is
 * added at the end of the training. None if there is nothing to change.
 */
export function rateEdits(
  text: string,
  format: Format,
  rate: number,
): readonly TextEdit[] | Unwritable {
  const root = rootNode(text, format);
  const training =
    root?.kind === 'object' ? root.entries.find(({ key }) => key === 'training')?.value : undefined;
  if (training?.kind !== 'object') return 'elsewhere';
  if (isAnchored(text, training.range)) return 'shared';
  const written = training.entries.find(({ key }) => key === 'learning_rate')?.value;
  if (!written) {
    const edits = editsOf(inserting('', training, 'learning_rate', rate), text, format);
    return edits.length > 0 ? edits : 'elsewhere';
  }
  if (written.kind === 'number' && written.value === rate) return [];
  if (isAnchored(text, written.range)) return 'shared';
  if (!isInside(written.range, training.range) || !isNumberAt(text, written.range))
    return 'elsewhere';
  return [{ range: written.range, text: inline(rate, format) }];
}

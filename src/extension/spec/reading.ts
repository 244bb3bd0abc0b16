import { Range } from 'vscode';
import type { Facts } from '../../core/analysis/facts.ts';
import type { ReadText } from '../../protocol/engine.ts';
import { positionsIn } from '../../language/text/position.ts';
import type { Naming } from '../../language/network/naming.ts';
import type { OutlineItem } from '../../language/services/outline.ts';
import type { Problem, TextRange } from '../../language/text/problem.ts';
import type { SourceMap } from '../../language/spec.ts';

/** What was read in the text of a spec. */
export interface Reading {
  readonly version: number;
  readonly problems: readonly Problem[];
  /** Undefined if the text does not parse. */
  readonly outline: OutlineItem | undefined;
  readonly source: SourceMap | undefined;
  readonly naming: Naming | undefined;
  /**
   * Facts about the network; present if the text has no errors, did not have to wait for a save,
   * and has been computed.
   */
  readonly facts: Facts | undefined;
  rangeOf(range: TextRange): Range;
}

/** What was read in one version of a text. */
export function readingOf(
  text: string,
  version: number,
  { problems, outline, source, naming }: ReadText,
  facts: Facts | undefined,
): Reading {
  const positionOf = positionsIn(text);
  const rangeOf = ({ start, end }: TextRange): Range => {
    const from = positionOf(start);
    const to = positionOf(end);
    return new Range(from.line - 1, from.column - 1, to.line - 1, to.column - 1);
  };
  return { version, problems, outline, source, naming, facts, rangeOf };
}

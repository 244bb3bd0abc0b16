import type { Facts } from '../core/analysis/facts.ts';
import type { Format } from '../spec/format.ts';
import type { Naming } from '../spec/naming.ts';
import type { OutlineItem } from '../spec/outline.ts';
import type { SourceMap } from '../spec/spec.ts';
import type { Problem } from '../spec/problem.ts';
import type { Picture } from './view.ts';

/** One text to understand and compute. */
export interface ComputeRequest {
  readonly text: string;
  readonly format: Format;
  readonly version: number;
  /** Used as the title when the spec has no name. */
  readonly fileName: string;
  /** How far to go: only read the text, count what it makes, or send the picture of it too. */
  readonly want: 'problems' | 'facts' | 'picture';
  /** Stop after this many cells with a partial picture. */
  readonly maxCells: number;
}

/** Nothing but problems and an outline when there is an error; otherwise as far as was wanted. */
export interface ComputeResult {
  readonly problems: readonly Problem[];
  /** Absent where the text does not parse. */
  readonly outline?: OutlineItem;
  readonly source?: SourceMap;
  readonly naming?: Naming;
  readonly facts?: Facts;
  readonly picture?: Picture;
}

/** Cells found so far, and the share of the domain's area that they cover. */
export interface ComputeProgress {
  readonly cells: number;
  readonly share: number;
}

/** What the engine does, wherever it runs. */
export interface Engine {
  /** Rejects with the signal's reason when aborted; other rejections are failures of ours. */
  compute(
    request: ComputeRequest,
    signal: AbortSignal,
    onProgress: (progress: ComputeProgress) => void,
  ): Promise<ComputeResult>;
}

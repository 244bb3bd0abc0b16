import type { SourceMap } from '../spec/spec.ts';
import type { Problem } from '../spec/problem.ts';
import type { Picture } from './view.ts';

/** One text to understand and compute. */
export interface ComputeRequest {
  readonly text: string;
  readonly format: 'json' | 'yaml';
  readonly version: number;
  /** Used as the title when the spec has no name. */
  readonly fileName: string;
  /** Stop after this many cells with a partial picture. */
  readonly maxCells: number;
}

/** `picture` and `source` are absent when the problems contain an error. */
export interface ComputeResult {
  readonly problems: readonly Problem[];
  readonly picture?: Picture;
  readonly source?: SourceMap;
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

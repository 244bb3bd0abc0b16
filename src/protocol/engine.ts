import type { Facts } from '../core/analysis/facts.ts';
import type { Check } from '../core/selfCheck/check.ts';
import type { Format } from '../language/text/format.ts';
import type { Naming } from '../language/network/naming.ts';
import type { OutlineItem } from '../language/services/outline.ts';
import type { SourceMap } from '../language/spec.ts';
import type { Problem } from '../language/text/problem.ts';
import type { HysteresisExperiment } from '../core/entropy/simulator/hysteresisExperiment.ts';
import type { ExperimentUpdate, SimulateUpdate, SimulateRequest } from './entropy/interventions.ts';
import type { RunsResult } from '../language/log/runsInLog.ts';
import type { RunsUpdate, RunsRequest } from './entropy/runs.ts';
import type { ProgressionUpdate, ProgressionRequest, ProgressionResult } from './progression.ts';
import type { Picture } from './preview.ts';

/** One text to understand and compute. */
export interface ComputeRequest {
  readonly text: string;
  readonly format: Format;
  readonly version: number;
  /** Used as the title when the spec has no name. */
  readonly fileName: string;
  /**
   * How far to go: only read the text, compute its facts, or its picture. A `preview` gets its
   * picture as soon as that is complete, and coarse ones before if it takes long; the facts follow.
   */
  readonly want: 'problems' | 'facts' | 'picture' | 'preview';
  /** Stop after this many cells, with a partial picture. */
  readonly maxCells: number;
}

/** What was read in a text. */
export interface ReadText {
  readonly problems: readonly Problem[];
  /** Absent if the text does not parse. */
  readonly outline?: OutlineItem;
  /** Absent when there is an error. */
  readonly source?: SourceMap;
  readonly naming?: Naming;
  /** The files that it names, by paths relative to its folder; absent if there are none. */
  readonly files?: readonly string[];
}

/** Only what was read if there is an error; otherwise as much as was requested. */
export interface ComputeResult extends ReadText {
  readonly facts?: Facts;
  readonly picture?: Picture;
}

/**
 * What is reported before the end of a computation, in this order, each kind any number of times.
 */
export type ComputeUpdate =
  /** The text has no errors. */
  | { readonly kind: 'read'; readonly read: ReadText }
  /** Cells found so far, and the share of the domain's area that they cover. */
  | { readonly kind: 'progress'; readonly cells: number; readonly share: number }
  /** The picture of a preview, or a coarse one. */
  | { readonly kind: 'picture'; readonly picture: Picture };

/** What an engine does, by name: the request, the updates while it is at work, and the result. */
export interface Operations {
  readonly compute: Operation<ComputeRequest, ComputeUpdate, ComputeResult>;
  /** Reads a training log and its runs with all diagnostics. */
  readonly readRuns: Operation<RunsRequest, RunsUpdate, RunsResult>;
  /** Trains a toy policy by several recipes with several seeds; the result counts the runs. */
  readonly simulate: Operation<SimulateRequest, SimulateUpdate, number>;
  /** Trains a toy policy from both sides of its fold; the result counts the runs. */
  readonly trainBothSides: Operation<HysteresisExperiment, ExperimentUpdate, number>;
  /** A sequence of networks, reported frame by frame. */
  readonly computeProgression: Operation<ProgressionRequest, ProgressionUpdate, ProgressionResult>;
  /** Checks the mathematics of this build against known answers. */
  readonly selfCheck: Operation<undefined, never, readonly Check[]>;
}

interface Operation<Request, Update, Result> {
  readonly request: Request;
  readonly update: Update;
  readonly result: Result;
}

export type OperationName = keyof Operations;

/** Rejects with the signal's reason when aborted; any other rejection is a bug. */
export type Perform<K extends OperationName> = (
  request: Operations[K]['request'],
  signal: AbortSignal,
  onUpdate: (update: Operations[K]['update']) => void,
) => Promise<Operations[K]['result']>;

/** The engine, in this thread or another. */
export type Engine = { readonly [K in OperationName]: Perform<K> };

import type { ComputeProgress, ComputeRequest, ComputeResult } from '../protocol/engine.ts';

/** What the owner of an engine sends to it. */
export type ToEngine =
  | { readonly kind: 'compute'; readonly id: number; readonly request: ComputeRequest }
  | { readonly kind: 'cancel'; readonly id: number };

/** What an engine answers. Every `compute` ends in exactly one of done, cancelled, failed. */
export type FromEngine =
  | { readonly kind: 'progress'; readonly id: number; readonly progress: ComputeProgress }
  | { readonly kind: 'done'; readonly id: number; readonly result: ComputeResult }
  | { readonly kind: 'cancelled'; readonly id: number }
  | { readonly kind: 'failed'; readonly id: number; readonly message: string };

/** One end of a two-way stream of messages: a worker thread, a web worker, a test. */
export interface Port<Out, In> {
  post(message: Out, transfer?: ArrayBuffer[]): void;
  onMessage(listener: (message: In) => void): void;
}

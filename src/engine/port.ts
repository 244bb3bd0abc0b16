import type { OperationName, Operations } from '../protocol/engine.ts';

/** Messages to an engine. */
export type ToEngine = Call | { readonly kind: 'cancel'; readonly id: number };

/** The request of an operation. */
export type Call<K extends OperationName = OperationName> = {
  readonly [P in K]: {
    readonly kind: 'call';
    readonly id: number;
    readonly operation: P;
    readonly request: Operations[P]['request'];
  };
}[K];

/** Messages from an engine. Every call ends in exactly one of done, cancelled, failed and unavailable. */
export type FromEngine =
  | {
      readonly kind: 'update';
      readonly id: number;
      readonly update: Operations[OperationName]['update'];
    }
  | {
      readonly kind: 'done';
      readonly id: number;
      readonly result: Operations[OperationName]['result'];
    }
  | { readonly kind: 'cancelled'; readonly id: number }
  | { readonly kind: 'failed'; readonly id: number; readonly message: string }
  /** There is no kernel: a KernelUnavailableError at the other end. */
  | { readonly kind: 'unavailable'; readonly id: number };

/** One end of a two-way stream of messages: a worker thread, a web worker, a test. */
export interface Port<Out, In> {
  post(message: Out, transfer?: ArrayBuffer[]): void;
  onMessage(listener: (message: In) => void): void;
}

/** Points to learn from, and what the network shall say about them. */
export interface DataSet {
  readonly count: number;
  readonly inputs: number;
  /** count × inputs, row-major. */
  readonly points: Float64Array;
  readonly targets: Targets;
}

export type Targets =
  | {
      readonly kind: 'classes';
      /** One per class, in the order of their numbers. */
      readonly names: readonly string[];
      /** The class of every point, from 0. */
      readonly labels: Uint16Array;
    }
  | {
      readonly kind: 'values';
      readonly outputs: number;
      /** count × outputs, row-major. */
      readonly values: Float64Array;
    };

/** Training data: points and their targets. */
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
      /** The names of the classes. */
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

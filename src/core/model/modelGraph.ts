import type { Activation } from '../network/activation.ts';
import type { LinearMap, SparseRow } from './linearMap.ts';
import type { Shape } from './shape.ts';

/** Units that each take the largest of some entries; of equal ones the first counts as the winner. */
export interface MaxGroups {
  /** The number of units. */
  readonly size: number;
  /** Writes the entries of a unit, each with weight 1, into an empty row. There is at least one. */
  readonly entries: (unit: number, into: SparseRow) => void;
}

/** A function between tensors. The sum of all of a network is exactly the real function that it is taken for. */
export type Operator =
  | { readonly kind: 'linear'; readonly map: LinearMap }
  /** A function of one variable for each entry. */
  | { readonly kind: 'activation'; readonly activationOf: (unit: number) => Activation }
  | { readonly kind: 'max' | 'min'; readonly groups: MaxGroups };

/** One operator of a network, with the values that it takes, laid one after the other, and the one that it makes. */
export interface Step {
  readonly operator: Operator;
  readonly inputs: readonly number[];
  readonly output: number;
}

/** A named value, which is a tensor. */
export interface ModelPort {
  readonly name: string;
  readonly shape: Shape;
  readonly value: number;
}

/** A network as a graph of operators on tensors of known shapes. Values are numbered. */
export interface ModelGraph {
  /** A point of the network has their entries one after the other. */
  readonly inputs: readonly ModelPort[];
  readonly outputs: readonly ModelPort[];
  /** The number of entries of each value. */
  readonly sizes: readonly number[];
  /** In an order in which every value is made before it is taken. */
  readonly steps: readonly Step[];
}

/** What becomes of a layer of a file. */
export type Treatment =
  /** It has folds or max units. */
  | 'piecewise-linear'
  /** It is affine, and is folded into what follows. */
  | 'linear'
  /** It is left out at the output, where it changes no class. */
  | 'dropped'
  /** It is none of these, so that the graph cannot be used. */
  | 'refused';

/** A layer as the file has it. */
export interface Layer {
  readonly name: string;
  /** In the words of the format. */
  readonly operator: string;
  /** Of its first result; absent if that cannot be known because something before it is refused. */
  readonly shape?: Shape;
  /** Breakpoints of all its units. */
  readonly folds: number;
  /** Units that take the largest or smallest of several entries. */
  readonly maxUnits: number;
  /** Numbers of the file that it takes. */
  readonly parameters: number;
  /** Absent if something before it is refused. */
  readonly treatment?: Treatment;
  /** Why it is refused or dropped, as a sentence without a period. */
  readonly reason?: string;
}

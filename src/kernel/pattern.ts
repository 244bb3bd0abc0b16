import { Neuron } from './program';

/*
 * The activation pattern of the cell in hand: bit f is set if the cell lies above fold f. Bits of folds
 * that are not decided mean nothing.
 */

let pattern: usize = 0;

export function usePattern(at: usize): void {
  pattern = at;
}

export function patternInHand(): usize {
  return pattern;
}

export function writeFold(fold: i32, above: i32): void {
  const word = pattern + (((<usize>fold) >> 5) << 2);
  const bit = fold & 31;
  store<i32>(word, (load<i32>(word) & ~(1 << bit)) | (above << bit));
}

/** Writes the bits of a neuron that lies in its piece `piece`. */
export function writePiece(neuron: Neuron, piece: i32): void {
  for (let k = 0; k < neuron.folds; k++) writeFold(neuron.firstFold + k, i32(k < piece));
}

/** The piece of a neuron whose folds are all decided. */
export function pieceOf(neuron: Neuron): i32 {
  let piece = 0;
  for (let k = 0; k < neuron.folds; k++) {
    const fold = neuron.firstFold + k;
    piece += (load<i32>(pattern + (((<usize>fold) >> 5) << 2)) >>> (fold & 31)) & 1;
  }
  return piece;
}

/** Sets the bit of a fold in another pattern if it is set in the one in hand. */
export function copyFold(to: usize, fold: i32): void {
  const word = ((<usize>fold) >> 5) << 2;
  store<i32>(to + word, load<i32>(to + word) | (load<i32>(pattern + word) & (1 << (fold & 31))));
}

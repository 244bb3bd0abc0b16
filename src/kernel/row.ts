import { arena, realAt, take, toLow } from './memory';
import { gradientErrorOf, neuronAt, program, valueErrorOf } from './program';

/** The row of a fold that may cross a cell: a·x + b·y + c vanishes on it. Lies in the arena. */
@unmanaged
export class Row {
  a: f64;
  b: f64;
  /** Constant of the preactivation; a, b and this have low parts in precise runs. */
  constant: f64;
  /** Less the breakpoint. */
  c: f64;
  /** Bound of the error of the value. */
  error: f64;
  /** |a| + |b| with a bound of its error: what an error of the coordinates is multiplied by. */
  steepness: f64;
  fold: i32;
  /** Neuron of the program. */
  neuron: i32;
  /** Its line, which is added with the first cut along it; −1 until then. */
  line: i32;
  spare: i32;
}

/** The row of a fold of a neuron whose a, b, c stand at `at`, `run` bytes apart. */
export function newRow(neuron: i32, fold: i32, at: usize, run: usize): Row {
  const it = neuronAt(neuron);
  const row = changetype<Row>(take(arena, offsetof<Row>()));
  const a = load<f64>(at);
  const b = load<f64>(at + run);
  const constant = load<f64>(at + 2 * run);
  row.a = a;
  row.b = b;
  row.constant = constant;
  row.c = constant - realAt(program.threshold, fold);
  row.error = valueErrorOf(it, a, b, constant);
  row.steepness = abs(a) + abs(b) + gradientErrorOf(it, a, b);
  row.fold = fold;
  row.neuron = neuron;
  row.line = -1;
  if (toLow !== 0) {
    const low = changetype<usize>(row) + toLow;
    store<f64>(low, load<f64>(at + toLow));
    store<f64>(low, load<f64>(at + run + toLow), 8);
    store<f64>(low, load<f64>(at + 2 * run + toLow), 16);
  }
  return row;
}

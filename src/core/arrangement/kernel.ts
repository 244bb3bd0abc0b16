import wasm from '../../kernel/kernel.wasm';
import { KernelUnavailableError } from '../kernelUnavailable.ts';
import { OutOfMemoryError } from '../outOfMemory.ts';
import type { ArrangementInput } from './arrangementInput.ts';
import { CertifiedSign } from './certifiedSign.ts';
import { writeProgram } from './programLayout.ts';

/** What src/kernel/kernel.ts exports and describes. Addresses are numbers, and so are booleans: 0 and 1. */
export interface KernelExports {
  readonly memory: { readonly buffer: ArrayBuffer };
  begin(
    groups: number,
    rows: number,
    folds: number,
    pieces: number,
    weights: number,
    outputs: number,
  ): number;
  start(precise: boolean): void;
  tablesAt(): number;
  cellCount(): number;

  subproblem(corners: number): number;
  plant(): void;
  run(work: number, mostCells: number): number;
  takeOldest(): number;
  workDone(): number;
  areaWaiting(): number;
  patternInHand(): number;
  insert(row: number, cells: number, halfEdges: number): number;

  reserveEntries(table: number, more: number): number;
  appendReserved(
    vertices: number,
    lines: number,
    edges: number,
    seams: number,
    blurred: number,
    cells: number,
    halfEdges: number,
  ): void;
  prepareVertices(from: number, end: number): void;
  sew(from: number, end: number): void;

  markBlurred(): number;
  nextBlurred(from: number, end: number): number;
  blurredFoldBefore(): number;
  blurredFoldAfter(): number;
  moveBlurred(x: number, y: number): void;
  largestTerm(
    maps: number,
    cells: number,
    outputs: number,
    output: number,
    reachX: number,
    reachY: number,
  ): number;

  beginNumbering(edgesPerBatch: number): void;
  placeCells(from: number, end: number): void;
  finishedEdges(): number;
  finishedVertices(): number;
  numberEdges(from: number, end: number): number;
  batchEndsAt(): number;
  batchCellsAt(): number;
  batchFoldsAt(): number;
  batchVerticesAt(): number;
  batchErrorsAt(): number;
  renumberRings(from: number, end: number): void;
  endNumbering(): void;

  beginRegions(cells: number, outputs: number): number;
  firstDoubtfulEdge(
    edgeCells: number,
    from: number,
    end: number,
    maps: number,
    outputs: number,
    relative: number,
  ): number;
  joinRegions(left: number, right: number): void;
  numberRegions(): number;
  regionNumbersAt(): number;
  endRegions(): void;
}

/** Entries of one size in the memory of a kernel, one behind the other: a `Table` of src/kernel. */
export interface Table {
  readonly at: number;
  readonly count: number;
  /** Bytes of an entry. */
  readonly entry: number;
}

/** The tables of src/kernel/halfEdge.ts, by number. */
export const tables = {
  ...{ vertices: 0, lines: 1, edges: 2, seams: 3, blurred: 4 },
  ...{ ringStarts: 5, rings: 6, patterns: 7, maps: 8 },
} as const;

export const tableCount = 9;

/** So many signs of a subdivision needed exact arithmetic that more precise rows are faster. */
export class InconclusiveError extends Error {
  override readonly name = 'InconclusiveError';
}

/**
 * An instance of the kernel (src/kernel) with memory of its own, for one subdivision at a time. It is
 * taken from those that this thread has kept, and given back for the next.
 */
export class Kernel {
  /** Its functions. Whatever grows its memory detaches the views that were taken before. */
  readonly call: KernelExports;

  private input: ArrangementInput | undefined;
  private precise = false;
  private sign: CertifiedSign | undefined;
  private pattern = new Uint32Array(0);
  /** Cells that were there when the subdivision of the last subproblem began. */
  private firstCell = 0;

  private constructor() {
    const api = webAssembly();
    this.call = new api.Instance(compiled(api), {
      host: {
        exactSign: (fold: number, p: number, q: number) => this.exactSign(fold, p, q),
        outOfMemory: (bytes: number) => {
          throw new OutOfMemoryError(bytes);
        },
      },
    }).exports as KernelExports;
  }

  /** A kernel for subdivisions of an input. Throws a KernelUnavailableError where there can be none. */
  static for(input: ArrangementInput, precise: boolean): Kernel {
    const known = spares.findIndex((spare) => spare.input === input);
    const kernel = spares.splice(known < 0 ? spares.length - 1 : known, 1).at(0) ?? new Kernel();
    kernel.start(input, precise);
    return kernel;
  }

  /** A kernel without a network, with room for the maps of a complex. */
  static forMaps(outputs: number): Kernel {
    const kernel = spares.pop() ?? new Kernel();
    kernel.input = undefined;
    kernel.precise = false;
    kernel.call.begin(0, 0, 0, 0, 0, outputs);
    return kernel;
  }

  /** Starts again from nothing. */
  start(input: ArrangementInput, precise: boolean): void {
    if (this.input !== input || this.precise !== precise) {
      this.input = undefined;
      writeProgram(this.call, input, precise);
      this.input = input;
      this.pattern = new Uint32Array((input.program.folds.count + 31) >> 5);
      this.sign = undefined;
    }
    this.precise = precise;
    this.call.start(precise);
  }

  /** Leaves its memory to the next subdivision. Tables and views of it are stale from then on. */
  giveBack(): void {
    if (spares.length < mostSpares && this.call.memory.buffer.byteLength <= mostBytes)
      spares.push(this);
  }

  get isPrecise(): boolean {
    return this.precise;
  }

  get cellCount(): number {
    return this.call.cellCount();
  }

  /** Counts signs that needed exact arithmetic from here on. */
  countSigns(): void {
    this.firstCell = this.cellCount;
    if (this.sign) this.sign.spared = 0;
  }

  /** Exact signs and crossings under a pattern. */
  signUnder(pattern: Uint32Array): CertifiedSign {
    this.pattern.set(pattern);
    return this.certifiedSign;
  }

  table(k: number): Table {
    const [at, count, , entry] = this.ints(this.call.tablesAt() + 24 * k, 4);
    return { at: at >>> 0, count, entry };
  }

  ints(at: number, count: number): Int32Array<ArrayBuffer> {
    return new Int32Array(this.call.memory.buffer, at >>> 0, count);
  }

  words(at: number, count: number): Uint32Array<ArrayBuffer> {
    return new Uint32Array(this.call.memory.buffer, at >>> 0, count);
  }

  doubles(at: number, count: number): Float64Array<ArrayBuffer> {
    return new Float64Array(this.call.memory.buffer, at >>> 0, count);
  }

  singles(at: number, count: number): Float32Array<ArrayBuffer> {
    return new Float32Array(this.call.memory.buffer, at >>> 0, count);
  }

  bytes(at: number, count: number): Uint8Array<ArrayBuffer> {
    return new Uint8Array(this.call.memory.buffer, at >>> 0, count);
  }

  private get certifiedSign(): CertifiedSign {
    if (!this.input) throw new Error('The kernel has no network');
    const { program, domain } = this.input;
    this.sign ??= new CertifiedSign(program, domain, this.pattern);
    return this.sign;
  }

  private exactSign(fold: number, p: number, q: number): number {
    const pattern = this.words(this.call.patternInHand(), this.pattern.length);
    const { spared } = this.certifiedSign;
    if (!this.precise && spared > 100 + (this.cellCount - this.firstCell) / 200)
      throw new InconclusiveError('Doubles do not suffice');
    return this.signUnder(pattern).ofFold(fold, p, q);
  }
}

/** Kernels that wait for the next subdivision. */
const spares: Kernel[] = [];
/** A complex that is computed while coarse ones are shown, and a subproblem of another. */
const mostSpares = 3;
// Enough for some hundred thousand cells; a complex of more can wait for its memory.
const mostBytes = 256 * 2 ** 20;

/** What is needed of the global object `WebAssembly`: `core` is compiled without the types of the DOM. */
interface WebAssemblyApi {
  readonly Module: new (bytes: Uint8Array) => object;
  readonly Instance: new (module: object, imports: object) => { readonly exports: unknown };
}

let compiledKernel: object | undefined;

/** The kernel, compiled once per thread. */
function compiled(api: WebAssemblyApi): object {
  try {
    compiledKernel ??= new api.Module(wasm);
    return compiledKernel;
  } catch (cause) {
    throw new KernelUnavailableError({ cause });
  }
}

function webAssembly(): WebAssemblyApi {
  const { WebAssembly: api } = globalThis as { readonly WebAssembly?: WebAssemblyApi };
  if (!api) throw new KernelUnavailableError();
  return api;
}

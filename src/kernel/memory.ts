import { outOfMemory } from './host';

/*
 * Linear memory has two kinds of room. The *heap* hands out blocks of powers of two for what lives
 * long or grows: the program, the tables, the arena. Blocks that are given back are used again. The
 * *arena* is a stack for what belongs to cells that wait or are in hand. It is made of chunks of one
 * size and rewound when a cell is taken up again.
 */

// ---- the heap ----

/** Blocks have 2^smallestClass bytes at least. */
const smallestClass = 6;

/** Per power of two the first of the blocks that were given back, each of which holds the next. */
const free = memory.data(32 << 2);
let heapTop: usize = 0;

/** Gives back everything. */
export function clearHeap(): void {
  memory.fill(free, 0, 32 << 2);
  heapTop = (__heap_base + 63) & ~63;
}

/** Bytes of the block that has room for so many. */
export function blockBytes(bytes: usize): usize {
  return <usize>1 << classOf(bytes);
}

function classOf(bytes: usize): usize {
  if (bytes > 1 << 30) outOfMemory(<f64>bytes);
  return max(<usize>smallestClass, 32 - <usize>clz<u32>(<u32>bytes - 1));
}

/** A block of the heap, of `blockBytes(bytes)`. What is in it is undefined. */
export function allocate(bytes: usize): usize {
  const size = classOf(bytes);
  const head = free + (size << 2);
  const block = load<usize>(head);
  if (block !== 0) {
    store<usize>(head, load<usize>(block));
    return block;
  }
  const at = heapTop;
  const top = <u64>at + (<u64>1 << size);
  const pages = <i32>((top + 0xffff) >> 16) - memory.size();
  if (pages > 0 && (top > 0xffff0000 || memory.grow(pages) < 0)) outOfMemory(<f64>bytes);
  heapTop = <usize>top;
  return at;
}

/** Gives back a block that had room for `bytes`. */
export function release(block: usize, bytes: usize): void {
  const head = free + (classOf(bytes) << 2);
  store<usize>(block, load<usize>(head));
  store<usize>(head, block);
}

// ---- the arena ----

/**
 * In runs with precise rows every chunk has a second half. The low part of a double-double lies
 * there, this far behind the high part.
 */
export let toLow: usize = 0;

let chunkBytes: usize = 0;
let firstChunk: usize = 0;
let chunk: usize = 0;
let chunkEnd: usize = 0;
let arenaTop: usize = 0;

/** A chunk starts with the address of the next one. */
const chunkHeader: usize = 16;
const smallestChunk: usize = 1 << 20;

/** Makes an empty arena for allocations of up to `largest` bytes. */
export function startArena(largest: usize, precise: bool): void {
  chunkBytes = max(smallestChunk, blockBytes(largest + chunkHeader));
  toLow = precise ? chunkBytes : 0;
  firstChunk = newChunk();
  enterChunk(firstChunk);
}

function newChunk(): usize {
  const block = allocate(chunkBytes + toLow);
  store<usize>(block, 0);
  return block;
}

function enterChunk(block: usize): void {
  chunk = block;
  chunkEnd = block + chunkBytes;
  arenaTop = block + chunkHeader;
}

/** Room in the arena, at a multiple of 16. */
export function take(bytes: usize): usize {
  const at = arenaTop;
  const top = (at + bytes + 15) & ~15;
  if (top > chunkEnd) return takeFromNextChunk(bytes);
  arenaTop = top;
  return at;
}

function takeFromNextChunk(bytes: usize): usize {
  if (load<usize>(chunk) === 0) store<usize>(chunk, newChunk());
  enterChunk(load<usize>(chunk));
  const at = arenaTop;
  arenaTop = (at + bytes + 15) & ~15;
  if (arenaTop > chunkEnd) outOfMemory(<f64>bytes);
  return at;
}

/** Room for `count` doubles, and for one more where their number is odd: loops take two at a time. */
export function takeReals(count: i32): usize {
  return take(<usize>((count + 1) & ~1) << 3);
}

/** A place in the arena. */
@unmanaged
export class Mark {
  chunk: usize;
  top: usize;
}

export function setMark(mark: Mark): void {
  mark.chunk = chunk;
  mark.top = arenaTop;
}

/** Gives back all that was taken since the mark was set. */
export function rewind(mark: Mark): void {
  chunk = mark.chunk;
  chunkEnd = chunk + chunkBytes;
  arenaTop = mark.top;
}

// ---- tables that grow ----

/** Entries of one size, one behind the other. The host reads these fields, four 32-bit numbers. */
@unmanaged
export class Table {
  /** Address of the first entry. */
  at: usize;
  count: i32;
  /** Bytes of the block that it lies in. */
  bytes: usize;
  /** Bytes of an entry. */
  entry: usize;
}

/** Makes an empty table in the smallest block. */
export function startTable(table: Table, entry: usize): void {
  table.bytes = <usize>1 << smallestClass;
  table.at = allocate(table.bytes);
  table.count = 0;
  table.entry = entry;
}

/** Makes room for `more` entries. The table may move. */
export function makeRoom(table: Table, more: i32): void {
  const needed = <u64>table.entry * <u64>(table.count + more);
  if (needed <= <u64>table.bytes) return;
  if (needed > 1 << 30) outOfMemory(<f64>needed);
  const bytes = blockBytes(<usize>needed);
  const at = allocate(bytes);
  memory.copy(at, table.at, table.entry * table.count);
  release(table.at, table.bytes);
  table.at = at;
  table.bytes = bytes;
}

// ---- arrays ----

export function realAt(array: usize, i: i32): f64 {
  return load<f64>(array + (<usize>i << 3));
}

export function intAt(array: usize, i: i32): i32 {
  return load<i32>(array + (<usize>i << 2));
}

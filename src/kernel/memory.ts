import { outOfMemory } from './host';

/*
 * Linear memory has two kinds of room. The *heap* hands out blocks of powers of two for what lives
 * long or grows: the program, the tables, chunks of arenas. Blocks that are given back are used again.
 * An *arena* is a stack for what belongs to cells that wait or are in hand.
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
  return (<usize>1) << classOf(bytes);
}

function classOf(bytes: usize): usize {
  if (bytes > 1 << 30) outOfMemory(<f64>bytes);
  return max(<usize>smallestClass, 32 - <usize>clz<u32>(<u32>max<usize>(bytes, 1) - 1));
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
  const top = <u64>at + ((<u64>1) << size);
  const pages = <i32>((top + 0xffff) >> 16) - memory.size();
  if (pages > 0) grow(pages, bytes);
  heapTop = <usize>top;
  return at;
}

/** Growing takes long, and memory that is not used costs nothing: there is more at once, if there is. */
function grow(pages: i32, bytes: usize): void {
  const most = 0xffff - memory.size();
  if (pages > most) outOfMemory(<f64>bytes);
  const ample = min(most, max(pages, max(morePages, memory.size() >> 2)));
  if (memory.grow(ample) < 0 && memory.grow(pages) < 0) outOfMemory(<f64>bytes);
}

const morePages = 64;

/** A block with room for `count` entries of so many bytes. */
export function allocateEntries(count: i32, bytes: usize): usize {
  const all = <u64>count * <u64>bytes;
  if (all > 1 << 30) outOfMemory(<f64>all);
  return allocate(<usize>all);
}

/** Gives back a block that had room for `bytes`. */
export function release(block: usize, bytes: usize): void {
  const head = free + (classOf(bytes) << 2);
  store<usize>(block, load<usize>(head));
  store<usize>(head, block);
}

// ---- arenas ----

/** A stack of chunks of one size, each of which starts with the address of the next one. */
@unmanaged
export class Arena {
  first: usize;
  /** The chunk in use. */
  chunk: usize;
  /** End of the chunk. */
  end: usize;
  /** First free byte. */
  top: usize;
}

/** For what belongs to cells; rewound when a cell is taken up again. */
export const arena = changetype<Arena>(memory.data(offsetof<Arena>()));
/** For what a reduction works on. */
export const scratch = changetype<Arena>(memory.data(offsetof<Arena>()));

/**
 * In runs with precise rows every chunk has a second half. The low part of a double-double lies
 * there, this far behind the high part.
 */
export let toLow: usize = 0;

let chunkBytes: usize = 0;

const chunkHeader: usize = 16;
const smallestChunk: usize = 1 << 20;

/** Makes empty arenas for allocations of up to `largest` bytes. */
export function startArenas(largest: u64, precise: bool): void {
  if (largest > 1 << 29) outOfMemory(<f64>largest);
  const bytes = max(smallestChunk, blockBytes(<usize>largest + chunkHeader));
  if (bytes !== chunkBytes || precise !== toLow > 0) {
    releaseChunks(arena);
    releaseChunks(scratch);
    chunkBytes = bytes;
    toLow = precise ? bytes : 0;
    arena.first = newChunk();
    scratch.first = newChunk();
  }
  empty(arena);
  empty(scratch);
}

/** Forgets the arenas, when the heap was cleared. */
export function forgetArenas(): void {
  chunkBytes = toLow = arena.first = scratch.first = 0;
}

function releaseChunks(it: Arena): void {
  for (let block = it.first; block !== 0;) {
    const next = load<usize>(block);
    release(block, chunkBytes + toLow);
    block = next;
  }
}

export function empty(it: Arena): void {
  enterChunk(it, it.first);
}

function newChunk(): usize {
  const block = allocate(chunkBytes + toLow);
  store<usize>(block, 0);
  return block;
}

function enterChunk(it: Arena, block: usize): void {
  it.chunk = block;
  it.end = block + chunkBytes;
  it.top = block + chunkHeader;
}

/** Room for so many bytes, at a multiple of 16. */
export function take(it: Arena, bytes: usize): usize {
  const at = it.top;
  const top = (at + bytes + 15) & ~15;
  if (top > it.end) return takeFromNextChunk(it, bytes);
  it.top = top;
  return at;
}

function takeFromNextChunk(it: Arena, bytes: usize): usize {
  if (bytes > chunkBytes - chunkHeader) outOfMemory(<f64>bytes);
  if (load<usize>(it.chunk) === 0) store<usize>(it.chunk, newChunk());
  enterChunk(it, load<usize>(it.chunk));
  const at = it.top;
  it.top = (at + bytes + 15) & ~15;
  return at;
}

/** Room for `count` doubles, and for one more where their number is odd: loops take two at a time. */
export function takeReals(it: Arena, count: i32): usize {
  return take(it, (<usize>((count + 1) & ~1)) << 3);
}

/** Copies what an arena has come to, which is a place to rewind it to. */
export function copyMark(to: Arena, from: Arena): void {
  memory.copy(changetype<usize>(to), changetype<usize>(from), offsetof<Arena>());
}

// ---- tables that grow ----

/** Entries of one size, one behind the other. The host reads these fields, numbers of 32 bits. */
@unmanaged
export class Table {
  /** Address of the first entry. */
  at: usize;
  count: i32;
  /** Bytes of the block that it lies in. */
  bytes: usize;
  /** Bytes of an entry. */
  entry: usize;
  /** The block that it is going to lie in, or 0, and how many bytes are there already. */
  ahead: usize;
  moved: usize;
}

/** Makes an empty table in the smallest block. */
export function startTable(table: Table, entry: usize): void {
  table.bytes = (<usize>1) << smallestClass;
  table.at = allocate(table.bytes);
  table.count = 0;
  table.entry = entry;
  table.ahead = table.moved = 0;
}

/** Makes room for `more` entries. The table may move. */
export function makeRoom(table: Table, more: i32): void {
  const needed = <u64>table.entry * <u64>(table.count + more);
  if (needed <= <u64>table.bytes) return;
  if (needed > 1 << 30) outOfMemory(<f64>needed);
  const bytes = blockBytes(<usize>needed);
  if (bytes !== 2 * table.bytes) stay(table);
  const at = table.ahead !== 0 ? table.ahead : allocate(bytes);
  const rest = table.moved;
  memory.copy(at + rest, table.at + rest, table.entry * <usize>table.count - rest);
  release(table.at, table.bytes);
  table.at = at;
  table.bytes = bytes;
  table.ahead = table.moved = 0;
}

/** To move a larger table at once would hold up whoever waits: memory is slow when it is first used. */
const largeTable: usize = 1 << 20;

/**
 * Moves a part of a table that is large and will soon be full to where it will have twice the room, in
 * proportion to how full it is. To be called again and again.
 */
export function moveAhead(table: Table): void {
  const used = table.entry * <usize>table.count;
  if (table.bytes < largeTable || 4 * <u64>used < 3 * <u64>table.bytes) return;
  if (table.bytes >= 1 << 30) return;
  if (table.ahead === 0) table.ahead = allocate(2 * table.bytes);
  const share = (4 * <f64>used) / <f64>table.bytes - 3;
  const end = <usize>(share * <f64>used);
  if (end <= table.moved) return;
  memory.copy(table.ahead + table.moved, table.at + table.moved, end - table.moved);
  table.moved = end;
}

/** Gives up moving a table, whose entries may be changed from then on. */
export function stay(table: Table): void {
  if (table.ahead !== 0) release(table.ahead, 2 * table.bytes);
  table.ahead = table.moved = 0;
}

/** Where entry `i` of a table is to be changed as well, because it has moved, at least in part; 0 if not. */
export function movedEntry(table: Table, i: i32): usize {
  const offset = <usize>i * table.entry;
  return offset < table.moved ? table.ahead + offset : 0;
}

/** Adds an entry; returns where it is. The table may move. */
export function addEntry(table: Table): usize {
  makeRoom(table, 1);
  const at = table.at + <usize>table.count * table.entry;
  table.count++;
  return at;
}

// ---- arrays ----

export function realAt(array: usize, i: i32): f64 {
  return load<f64>(array + ((<usize>i) << 3));
}

export function intAt(array: usize, i: i32): i32 {
  return load<i32>(array + ((<usize>i) << 2));
}

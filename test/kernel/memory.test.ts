import assert from 'node:assert/strict';
import fc from 'fast-check';
import wasm from '../../src/kernel/memory.wasm';
import { draws } from '../draws.ts';
import { instantiate, type WithMemory } from './instance.ts';

interface Memory extends WithMemory {
  readonly arena: { readonly value: number };
  readonly scratch: { readonly value: number };
  readonly toLow: { readonly value: number };
  clearHeap(): void;
  blockBytes(bytes: number): number;
  allocate(bytes: number): number;
  release(block: number, bytes: number): void;
  startArenas(largest: bigint, precise: number): void;
  forgetArenas(): void;
  empty(arena: number): void;
  take(arena: number, bytes: number): number;
  copyMark(to: number, from: number): void;
  startTable(table: number, entry: number): void;
  addEntry(table: number): number;
  moveAhead(table: number): void;
  movedEntry(table: number, i: number): number;
  stay(table: number): void;
}

interface Block {
  readonly at: number;
  readonly bytes: number;
  readonly stamp: number;
}

const stamp = (kernel: WithMemory, { at, bytes, stamp: value }: Block): void => {
  new Uint8Array(kernel.memory.buffer, at, bytes).fill(value);
};

const assertStamped = (kernel: WithMemory, block: Block): void => {
  const { at, bytes, stamp: value } = block;
  assert.ok(Buffer.from(kernel.memory.buffer, at, bytes).equals(Buffer.alloc(bytes, value)));
};

describe('memory', () => {
  const size = fc.oneof(fc.integer({ min: 1, max: 300 }), fc.integer({ min: 1, max: 300_000 }));

  it('hands out blocks that do not overlap, and uses again what is given back', () => {
    const kernel = instantiate(wasm) as Memory;
    fc.assert(
      fc.property(fc.array(fc.tuple(size, fc.boolean()), { maxLength: 40 }), (steps) => {
        kernel.clearHeap();
        const blocks: Block[] = [];
        const free: Block[] = [];
        steps.forEach(([bytes, giveBack], i) => {
          const at = kernel.allocate(bytes);
          const again = free.findIndex((b) => b.at === at);
          if (free.some((b) => kernel.blockBytes(b.bytes) === kernel.blockBytes(bytes)))
            assert.ok(again >= 0);
          if (again >= 0) free.splice(again, 1);
          blocks.push({ at, bytes, stamp: i });
          stamp(kernel, blocks[blocks.length - 1]);
          blocks.forEach((block) => assertStamped(kernel, block));
          if (!giveBack) return;
          const [block] = blocks.splice(i % blocks.length, 1);
          kernel.release(block.at, block.bytes);
          free.push(block);
        });
      }),
      { numRuns: draws(100) },
    );
  });

  for (const precise of [false, true])
    it(`rewinds arenas ${precise ? 'with room for low parts' : 'to where they were'}`, () => {
      const kernel = instantiate(wasm) as Memory;
      kernel.clearHeap();
      kernel.forgetArenas();
      kernel.startArenas(400_000n, Number(precise));
      const low = kernel.toLow.value;
      assert.equal(low > 0, precise);
      const mark = kernel.allocate(16);
      fc.assert(
        fc.property(
          fc.array(size, { maxLength: 40 }),
          fc.array(size, { maxLength: 40 }),
          (p, q) => {
            for (const arena of [kernel.arena.value, kernel.scratch.value]) kernel.empty(arena);
            const blocks: Block[] = [];
            const takeAll = (sizes: readonly number[], arena: number): void => {
              for (const bytes of sizes) {
                const at = kernel.take(arena, bytes);
                assert.equal(at % 16, 0);
                const first = blocks.length;
                blocks.push({ at, bytes, stamp: first & 255 });
                if (precise) blocks.push({ at: at + low, bytes, stamp: (first + 1) & 255 });
                blocks.slice(first).forEach((block) => {
                  stamp(kernel, block);
                });
              }
            };
            takeAll(p, kernel.arena.value);
            kernel.copyMark(mark, kernel.arena.value);
            const kept = blocks.length;
            takeAll(q, kernel.arena.value);
            const beyond = blocks.splice(kept);
            takeAll(q, kernel.scratch.value);
            kernel.copyMark(kernel.arena.value, mark);
            // Scratch is apart, and what was taken since the mark is handed out again.
            beyond.forEach((block) => assertStamped(kernel, block));
            takeAll(q, kernel.arena.value);
            const again = blocks.slice(-beyond.length || blocks.length).map(({ at }) => at);
            assert.deepEqual(
              again,
              beyond.map(({ at }) => at),
            );
            blocks.forEach((block) => assertStamped(kernel, block));
          },
        ),
        { numRuns: draws(60) },
      );
    });

  it('moves large tables bit by bit, while entries are added and changed', () => {
    const kernel = instantiate(wasm) as Memory;
    fc.assert(
      fc.property(
        fc.integer({ min: 3, max: 7 }),
        fc.integer({ min: 1, max: 3000 }),
        (words, step) => {
          kernel.clearHeap();
          const table = kernel.allocate(64);
          kernel.startTable(table, 4 * words);
          const values: number[] = [];
          let moving = 0;
          for (let i = 0; i < 2 ** 19 / words; i++) {
            const at = kernel.addEntry(table) >>> 2;
            new Int32Array(kernel.memory.buffer).fill(i, at, at + words);
            values.push(i);
            if (i % step > 0) continue;
            kernel.moveAhead(table);
            const moved = new Int32Array(kernel.memory.buffer, table, 6)[5];
            if (moved > 0) moving++;
            // Once some entries have moved, every other change is of one of those.
            const first = moved > 0 && moving % 2 === 1;
            const k = (i * 7919) % (first ? Math.ceil(moved / (4 * words)) : values.length);
            const second = kernel.movedEntry(table, k);
            assert.equal(second !== 0, 4 * words * k < moved);
            const ints = new Int32Array(kernel.memory.buffer);
            for (const entry of [ints[table >> 2] + 4 * words * k, second])
              if (entry !== 0) ints.fill(-i, entry >> 2, (entry >> 2) + words);
            values[k] = -i;
          }
          assert.ok(moving > 0);
          kernel.stay(table);
          const [at, count] = new Int32Array(kernel.memory.buffer, table, 2);
          assert.equal(count, values.length);
          const found = new Int32Array(kernel.memory.buffer, at, words * count);
          values.forEach((value, i) => {
            for (let w = 0; w < words; w++) if (found[words * i + w] !== value) assert.fail();
          });
        },
      ),
      { numRuns: draws(8) },
    );
  });

  it('says how much memory is missing', () => {
    const kernel = instantiate(wasm) as Memory;
    kernel.clearHeap();
    assert.throws(() => {
      for (;;) kernel.allocate(2 ** 30);
    }, /out of memory: 1073741824/);
    assert.throws(() => kernel.allocate(-1), /out of memory: 4294967295/);
    kernel.startArenas(1000n, 0);
    assert.throws(() => kernel.take(kernel.arena.value, 2 ** 28), /out of memory/);
  });
});

#!/usr/bin/env node
/*
 * Compares degenerate networks with the definition in integers, and a tenth of as many with themselves on
 * any number of threads (test/deep).
 *
 *   npm run test:deep [-- --draws 100000] [--seed N]
 *
 * The seed of every batch of 500 draws is the first one plus its number; a failure prints that of its own.
 */
import { fork } from 'node:child_process';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { root } from './project.mjs';

const { values } = parseArgs({ options: { draws: { type: 'string' }, seed: { type: 'string' } } });
const draws = Number(values.draws ?? 100_000);
const firstSeed = Number(values.seed ?? Date.now() % 2 ** 30);
const perBatch = Math.min(500, draws);
const batches = Math.ceil(draws / perBatch);
const begin = performance.now();
let [started, done, failed] = [0, 0, 0];
let reported = begin;

console.log(`${draws} networks, seed ${firstSeed}`);
const processes = Math.min(availableParallelism(), batches);
await Promise.all(Array.from({ length: processes }, checkBatches));
console.log(failed > 0 ? `${failed} failures` : 'no failure');
if (failed > 0) process.exitCode = 1;

/** Gives batches to a process until there are no more. */
async function checkBatches() {
  const child = fork(join(root, 'out/js/test/deep/run.js'));
  const ended = new Promise((_, reject) => {
    child.once('exit', (code) => reject(new Error(`A process ended with code ${code}.`)));
  });
  while (started < batches) {
    const seed = firstSeed + started++;
    const answer = new Promise((resolve) => child.once('message', resolve));
    child.send({ seed, compared: perBatch, inParts: Math.ceil(perBatch / 10) });
    const failures = /** @type {string[]} */ (await Promise.race([answer, ended]));
    for (const failure of failures) console.log(`\nSeed ${seed}:\n${failure}\n`);
    failed += failures.length;
    report(++done);
  }
  ended.catch(() => undefined);
  child.disconnect();
}

/** @param {number} done */
function report(done) {
  const now = performance.now();
  if (now < reported + 10_000 && done < batches) return;
  reported = now;
  const seconds = Math.round((now - begin) / 1000);
  console.log(`${done * perBatch} of ${draws}, ${failed} failures, ${seconds} s`);
}

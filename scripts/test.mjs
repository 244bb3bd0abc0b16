#!/usr/bin/env node
// `npm test`: every check and every test, from types to the real workbench, installing what it needs.
import { ensureDependencies, PlainError } from './project.mjs';

try {
  ensureDependencies();
  // Only now: the stages import packages.
  const { runStages } = await import('./test/schedule.mjs');
  process.exitCode = await runStages(process.argv.slice(2));
} catch (error) {
  console.error(error instanceof PlainError ? error.message : error);
  process.exitCode = 1;
}

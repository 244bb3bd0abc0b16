#!/usr/bin/env node
// `npm test`: runs all checks and tests, from types to the real workbench, and installs what they need.
import { ensureDependencies, PlainError } from './project.mjs';

try {
  ensureDependencies();
  // Imported after the installation, because the stages import packages.
  const { runStages } = await import('./test/schedule.mjs');
  process.exitCode = await runStages(process.argv.slice(2));
} catch (error) {
  console.error(error instanceof PlainError ? error.message : error);
  process.exitCode = 1;
}

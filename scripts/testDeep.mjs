#!/usr/bin/env node
// `npm run test:deep`: the unit tests with 30 times as many random inputs, or as DRAWS says.
process.env.DRAWS ||= '30';
process.argv.splice(2, Infinity, 'unit');
await import('./test.mjs');

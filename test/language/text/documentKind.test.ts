import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { formatOf, formatOfText } from '../../../src/language/text/format.ts';
import { documentKind } from '../../../src/language/text/documentKind.ts';

describe('the format of a text without a name', () => {
  it('is JSON if it starts as JSON does, and otherwise YAML', () => {
    for (const text of ['{}', '[]', ' {\n "a": 1}', '\uFEFF{"a": 1}', '// a\n{}', '[{ "a": 1 }]'])
      assert.equal(formatOfText(text), 'json', text);
    for (const text of ['', 'layers:', '{ layers: [] }', '# {"a"', '---\n{}', '- a', "{'a': 1}"])
      assert.equal(formatOfText(text), 'yaml', text);
  });

  it('is that of every example', () => {
    for (const file of readdirSync('examples')) {
      const text = readFileSync(`examples/${file}`, 'utf8');
      const format = formatOf(file);
      if (format) assert.equal(formatOfText(text), format, file);
    }
  });
});

describe('the kind of a file', () => {
  it('is found in the text of every example, whatever its name', () => {
    for (const file of readdirSync('examples')) {
      const text = readFileSync(`examples/${file}`, 'utf8');
      const wanted = file.includes('.fold.')
        ? 'network'
        : file.includes('.entropy.')
          ? 'entropy'
          : undefined;
      if (!wanted) continue;
      assert.equal(documentKind(file, ''), wanted);
      assert.equal(documentKind('untitled', text), wanted, file);
    }
  });

  it('is that of prose for a README, although a spec is in it', () => {
    assert.equal(documentKind('README.md', readFileSync('README.md', 'utf8')), 'other');
  });

  it('is a log by its name or its text', () => {
    for (const name of [
      'run.csv',
      'metrics.jsonl',
      'train.log',
      'trainer_state.json',
      'events.out.tfevents.1700000000.host.12.0',
      'run-1a2b3c.wandb',
    ])
      assert.equal(documentKind(name, ''), 'log', name);
    assert.equal(documentKind('state.json', '{"epoch": 1, "log_history": []}'), 'log');
  });

  it('is unknown for what may become a spec', () => {
    assert.equal(documentKind('Untitled-1', ''), 'unknown');
    assert.equal(documentKind('new.yaml', 'name: mine\n'), 'unknown');
  });
});

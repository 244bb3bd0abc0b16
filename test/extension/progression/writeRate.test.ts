import assert from 'node:assert/strict';
import { Uri } from 'vscode';
import { writeRate } from '../../../src/extension/progression/writeRate.ts';
import { eventually } from '../../eventually.ts';
import { window, workspace as fake } from '../../fakes/vscode.ts';

const spec = 'training:\n  data: xor\n  learning_rate: 0.1 # usual\n';

const uri = Uri.file('/folder/rate.fold.yaml');

describe('a learning rate that is written into the spec', () => {
  it('is one edit, which a message offers to undo', async () => {
    const document = fake.show('rate.fold.yaml', 'yaml', spec);
    await writeRate(uri, 0.03);
    const written = spec.replace('0.1', '0.03');
    assert.equal(document.getText(), written);
    const told = window.informed.at(-1);
    assert.deepEqual(told?.message, ['The learning rate in rate.fold.yaml is now 0.03.', 'Undo']);
    told?.answer('Undo');
    await eventually(() => assert.equal(document.getText(), spec));
    fake.close(document);
  });

  it('is not undone in a text that was edited since', async () => {
    const document = fake.show('rate.fold.yaml', 'yaml', spec);
    await writeRate(uri, 0.03);
    const told = window.informed.at(-1);
    await writeRate(uri, 0.3);
    const count = window.informed.length;
    told?.answer('Undo');
    await eventually(() => assert.equal(window.informed.length, count + 1));
    assert.match(window.informed.at(-1)?.message[0] ?? '', /edited since/);
    assert.equal(document.getText(), spec.replace('0.1', '0.3'));
    fake.close(document);
  });

  it('is not written where it comes from an alias', async () => {
    const text = 'rate: &r 0.1\ntraining: { data: xor, learning_rate: *r }\n';
    const document = fake.show('rate.fold.yaml', 'yaml', text);
    await assert.rejects(writeRate(uri, 1), /alias or a merge key/);
    assert.equal(document.getText(), text);
    fake.close(document);
  });
});

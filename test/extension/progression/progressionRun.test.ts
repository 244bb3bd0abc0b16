import assert from 'node:assert/strict';
import { type LogOutputChannel, Uri } from 'vscode';
import { computeProgression } from '../../../src/engine/progression.ts';
import { ProgressionRun } from '../../../src/extension/progression/progressionRun.ts';
import type { SpecSession } from '../../../src/extension/spec/specSession.ts';
import type { Engine } from '../../../src/protocol/engine.ts';
import type { ToProgression } from '../../../src/protocol/progression.ts';
import { eventually } from '../../eventually.ts';
import { workspace as fake } from '../../fakes/vscode.ts';

const spec = `layers:
  - { weights: [[1, 2]] }
checkpoints: [runs/w.json]
`;

describe('the run of a progression', () => {
  it('reads the files that the spec names, and again when one of them is written', async () => {
    const document = fake.show('played.fold.yaml', 'yaml', spec);
    const { uri } = document;
    const at = '/folder/runs/w.json';
    const write = (text: string): void => {
      fake.fs.files.set(at, new TextEncoder().encode(text));
      fake.written.fire(Uri.file(at));
    };
    write('[{ "weights": [[3, 4]] }]');
    const received: ToProgression[] = [];
    const session = { uri, onReading: () => ({ dispose: () => undefined }) };
    const run = new ProgressionRun(
      session as unknown as SpecSession,
      { computeProgression } as Partial<Engine> as Engine,
      {} as LogOutputChannel,
      (message) => received.push(message),
    );
    run.start({ kind: 'checkpoints' }, 0);
    const weights = (): unknown =>
      received.flatMap((one) =>
        one.kind === 'frame' && one.frame.index === 0
          ? [[...one.frame.network.layers[0].weights]]
          : [],
      );
    await eventually(() => assert.deepEqual(weights(), [[3, 4]]));
    write('[{ "weights": [[5, 6]] }]');
    await eventually(() =>
      assert.deepEqual(weights(), [
        [3, 4],
        [5, 6],
      ]),
    );
    write('[{ "weights": [[5]] }]');
    await eventually(() => {
      const last = received.at(-1);
      assert.ok(last?.kind === 'status' && last.status.kind === 'problems');
      assert.match(last.status.problems[0].message, /^runs\/w\.json, line 1: Row 1 of layer 1/);
    });
    run.dispose();
    fake.close(document);
  });
});

import assert from 'node:assert/strict';
import { inOrder } from '../../../src/webview/kit/inOrder.ts';
import { eventually } from '../../eventually.ts';

interface Message {
  readonly name: string;
  /** Steps of its preparation. */
  readonly steps?: number;
}

describe('messages that need preparation', () => {
  const start = (): { post: (message: Message) => void; received: string[]; steps: string[] } => {
    const received: string[] = [];
    const steps: string[] = [];
    const post = inOrder<Message>(({ name }) => received.push(name), {
      prepare: ({ name, steps: count = 0 }) =>
        count === 0 ? undefined : Array.from({ length: count }, () => steps.push(name)).values(),
      isObsolete: ({ steps: count = 0 }, behind) =>
        count > 0 && behind.some((later) => (later.steps ?? 0) > 0),
    });
    return { post, received, steps };
  };

  it('arrive at once if there is nothing to prepare', () => {
    const { post, received } = start();
    post({ name: 'a' });
    post({ name: 'b' });
    assert.deepEqual(received, ['a', 'b']);
  });

  it('arrive in order, each after its preparation', async () => {
    const { post, received } = start();
    post({ name: 'a' });
    post({ name: 'large', steps: 3 });
    post({ name: 'b' });
    assert.deepEqual(received, ['a']);
    await eventually(() => assert.deepEqual(received, ['a', 'large', 'b']));
  });

  it('are dropped if they became obsolete before their preparation began, never later', async () => {
    const { post, received, steps } = start();
    for (const name of ['first', 'second', 'third']) post({ name, steps: 3 });
    await eventually(() => assert.deepEqual(received, ['first', 'third']));
    assert.ok(!steps.includes('second'));
  });
});

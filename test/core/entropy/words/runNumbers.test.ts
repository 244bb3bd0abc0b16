import assert from 'node:assert/strict';
import { fitReward } from '../../../../src/core/entropy/diagnostics/rewardFit.ts';
import { lawText } from '../../../../src/core/entropy/words/runNumbers.ts';
import { withArguments } from '../../../../src/core/localizer.ts';

const english = {
  t: (text: string, ...args: (string | number)[]) => withArguments(text, args),
};

describe('the text of the law', () => {
  it('has one sign in front of each number', () => {
    const entropy = Array.from({ length: 20 }, (_, i) => 1.2 - i / 20);
    for (const [a, b, said] of [
      [0.25, 0.75, 'R = −0.25·exp(H) + 0.75,'],
      [0.25, -0.75, 'R = −0.25·exp(H) − 0.75,'],
      [-0.25, 0.75, 'R = 0.25·exp(H) + 0.75,'],
      [-0.25, -0.75, 'R = 0.25·exp(H) − 0.75,'],
    ] as const) {
      const reward = entropy.map((h, i) => b - a * Math.exp(h) + (i % 2) * 1e-6);
      const fit = fitReward(entropy, reward);
      const law = {
        reward: 'reward',
        isConstant: false,
        fit,
        laws: [],
        lastStep: 20,
        forecast: undefined,
      } as const;
      assert.ok(lawText(law, english).startsWith(said), lawText(law, english));
    }
  });
});

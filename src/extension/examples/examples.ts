import { l10n } from 'vscode';

/** An example of the extension, and what it shows: a spec, or the log of a training run. */
export interface Example {
  readonly file: string;
  readonly name: string;
  readonly about: string;
}

/** A group of examples. */
export interface Chapter {
  readonly title: string;
  readonly examples: readonly Example[];
}

/** All examples in reading order. A list, because a web extension cannot read its own folders. */
export function chapters(): readonly Chapter[] {
  return [
    {
      title: l10n.t('By hand'),
      examples: [
        {
          file: 'one-neuron-graph.fold.yaml',
          name: l10n.t('One neuron of one input'),
          about: l10n.t('A ramp and its breakpoint'),
        },
        {
          file: 'one-neuron.fold.yaml',
          name: l10n.t('One neuron'),
          about: l10n.t('A plane folded along a line'),
        },
        {
          file: 'xor.fold.yaml',
          name: l10n.t('XOR, by hand'),
          about: l10n.t('Two folds make a ridge'),
        },
        {
          file: 'diamond.fold.yaml',
          name: l10n.t('Diamond, by hand'),
          about: l10n.t('A fold that bends four times and closes'),
        },
      ],
    },
    {
      title: l10n.t('Width and depth'),
      examples: [
        {
          file: 'eight-neurons.fold.yaml',
          name: l10n.t('Eight neurons'),
          about: l10n.t('Eight straight lines; every crossing adds a region'),
        },
        {
          file: 'forty-eight-neurons.fold.yaml',
          name: l10n.t('Forty-eight neurons'),
          about: l10n.t('One layer: many folds, all straight'),
        },
        {
          file: 'two-layers.fold.yaml',
          name: l10n.t('Two layers'),
          about: l10n.t('The folds of the second layer bend at those of the first'),
        },
        {
          file: 'three-layers.fold.yaml',
          name: l10n.t('Three layers'),
          about: l10n.t('Folds bend at folds that are already bent, and some close'),
        },
        {
          file: 'sawtooth.fold.yaml',
          name: l10n.t('Sawtooth'),
          about: l10n.t('Five layers of one neuron make 32 pieces'),
        },
      ],
    },
    {
      title: l10n.t('Special cases'),
      examples: [
        {
          file: 'dead-neuron.fold.yaml',
          name: l10n.t('Dead neurons'),
          about: l10n.t('Neurons without a fold, and folds without an effect'),
        },
        {
          file: 'coincident-folds.fold.yaml',
          name: l10n.t('Coincident folds'),
          about: l10n.t('Five neurons whose folds lie on two lines, over a hexagon'),
        },
        {
          file: 'terraces.fold.json',
          name: l10n.t('Terraces'),
          about: l10n.t('Activations with more than one breakpoint, in JSON'),
        },
      ],
    },
    {
      title: l10n.t('Applications'),
      examples: [
        {
          file: 'three-classes.fold.yaml',
          name: l10n.t('Three classes'),
          about: l10n.t('A classifier, coloured by its largest output'),
        },
        {
          file: 'policy.fold.yaml',
          name: l10n.t('A policy of three actions'),
          about: l10n.t('Its entropy as colour, and the effect of a gain on the logits'),
        },
        {
          file: 'slice.fold.yaml',
          name: l10n.t('A slice of four inputs'),
          about: l10n.t('A network of four inputs, on a plane through them'),
        },
        {
          file: 'trained-ripple.fold.yaml',
          name: l10n.t('Ripple, trained'),
          about: l10n.t('A trained network that has learned circles from points'),
        },
        {
          file: 'training-moons.fold.yaml',
          name: l10n.t('Two moons, learned'),
          about: l10n.t('Data and training settings; train it in the view'),
        },
        {
          file: 'training-formula.fold.yaml',
          name: l10n.t('Above a wave, learned'),
          about: l10n.t('Data from a formula: classes, or a value to learn'),
        },
        {
          file: 'checkpoints.fold.yaml',
          name: l10n.t('A ring closes'),
          about: l10n.t('Four checkpoints of a training run, played in order'),
        },
      ],
    },
    {
      title: l10n.t('Entropy collapse'),
      examples: [
        {
          file: 'cusp.entropy.yaml',
          name: l10n.t('Cusp catastrophe'),
          about: l10n.t('Two folds and hysteresis: the state jumps at one control and back at another'),
        },
        {
          file: 'grpo-collapse.entropy.yaml',
          name: l10n.t('GRPO, eight answers per prompt'),
          about: l10n.t('A KL penalty that prevents a collapse need not undo it'),
        },
        {
          file: 'grpo-reverse-kl.entropy.yaml',
          name: l10n.t('GRPO with the reverse KL'),
          about: l10n.t('The same with another KL gradient: to undo takes 2.3 times what prevents'),
        },
        {
          file: 'sft-refresh.entropy.yaml',
          name: l10n.t('SFT refresh of a collapsed policy'),
          about: l10n.t('How much of a fine-tuned policy it takes to leave the collapsed state'),
        },
        {
          file: 'two-formats.entropy.yaml',
          name: l10n.t('Two formats, one of them inherited'),
          about: l10n.t('Two answer formats: between the folds, the outcome depends on history'),
        },
        {
          file: 'kl-lowered.csv',
          name: l10n.t('Log of a training run'),
          about: l10n.t('Simulated GRPO: the KL weight is lowered, and entropy collapses'),
        },
      ],
    },
  ];
}

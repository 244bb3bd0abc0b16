import { l10n, workspace } from 'vscode';
import { activations, needsNoParameter } from '../../language/network/activations.ts';
import type { Json } from '../../language/text/inline.ts';
import { newNetworkText } from '../../language/services/newNetworkText.ts';
import { openUntitled } from '../files/openUntitled.ts';
import { askAll, type Question } from './steps.ts';

/**
 * The text in the spec by label: every activation with a breakpoint, with an example of its
 * parameter.
 */
const activationChoices = new Map<string, Json>(
  activations
    .filter((entry) => needsNoParameter(entry) && entry.make(NaN).breakpoints.length > 0)
    .map(({ name, parameter }) =>
      parameter ? [`${name} ${parameter.example}`, { [name]: parameter.example }] : [name, name],
    ),
);

/**
 * Asks for the parameters of a network, and opens its spec as an unsaved document in the first
 * workspace folder.
 */
export async function newNetwork(): Promise<void> {
  const answers = await askAll(l10n.t('New network'), questions());
  if (!answers) return;
  const [units, hiddenLayers, activation, seed, size, ending] = answers;
  const format = ending === 'JSON' ? 'json' : 'yaml';
  const text = newNetworkText({
    units: Number(units),
    hiddenLayers: Number(hiddenLayers),
    activation: activationChoices.get(activation) ?? activation,
    seed: Number(seed),
    size: Number(size),
    format,
  });
  const folder = workspace.workspaceFolders?.[0]?.uri;
  await openUntitled(folder, `folds-${units}.fold`, format, text);
}

/** In the order of the spec. Most users change only the first. */
function questions(): Question[] {
  return [
    {
      kind: 'text',
      prompt: l10n.t('Neurons per hidden layer'),
      proposal: '8',
      refuse: wholeNumber(1, 1000),
    },
    {
      kind: 'choice',
      prompt: l10n.t('Number of hidden layers'),
      choices: [
        { label: '1', description: l10n.t('All folds are straight lines') },
        {
          label: '2',
          description: l10n.t('Folds of the second layer bend where they cross the first'),
        },
        { label: '3', description: l10n.t('Folds can form closed curves') },
        { label: '4' },
      ],
    },
    {
      kind: 'choice',
      prompt: l10n.t('Activation'),
      choices: [...activationChoices.keys()].map((label) => ({ label })),
    },
    {
      kind: 'text',
      prompt: l10n.t('Random seed of the weights, an integer'),
      proposal: '1',
      refuse: wholeNumber(0, 2 ** 32 - 1),
    },
    {
      kind: 'text',
      prompt: l10n.t('Half the width of the domain: both inputs run from −x to x'),
      proposal: '1',
      refuse: (text) =>
        Number(text) > 0 && Number(text) <= 1e100 ? undefined : l10n.t('Enter a positive number'),
    },
    { kind: 'choice', prompt: l10n.t('Format'), choices: [{ label: 'YAML' }, { label: 'JSON' }] },
  ];
}

function wholeNumber(least: number, most: number): (text: string) => string | undefined {
  return (text) =>
    /^\d+$/.test(text) && Number(text) >= least && Number(text) <= most
      ? undefined
      : l10n.t('Enter an integer from {0} to {1}', least, most);
}

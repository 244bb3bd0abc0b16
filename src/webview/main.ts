import { startApp } from './complex/app.ts';
import { startInterventions } from './entropy/interventions/app.ts';
import { startRuns } from './entropy/runs/app.ts';
import { startEntropy } from './entropy/model/entropyApp.ts';
import { type Bundle, setBundle } from './kit/l10n.ts';
import { startProgression } from './progression/progressionApp.ts';

/** The views of this script by the name that the page gives; the others are never started. */
const views: Readonly<Record<string, (root: HTMLElement) => void>> = {
  complex: startApp,
  run: startRuns,
  entropy: startEntropy,
  interventions: startInterventions,
  progression: startProgression,
};

const root = document.getElementById('app');
const start = views[root?.dataset.view ?? ''];
if (!root || !start) throw new Error('The page names no view that this script knows.');
const texts = document.getElementById('texts')?.textContent;
if (texts) setBundle(JSON.parse(texts) as Bundle);
start(root);

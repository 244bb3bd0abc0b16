import { startApp } from './complex/app.ts';
import { startView } from './kit/startView.ts';
import { startProgression } from './progression/progressionApp.ts';

startView({ complex: startApp, progression: startProgression });

import { startView } from '../kit/startView.ts';
import { startInterventions } from './interventions/app.ts';
import { startEntropy } from './model/entropyApp.ts';
import { startRuns } from './runs/app.ts';

startView({ entropy: startEntropy, run: startRuns, interventions: startInterventions });

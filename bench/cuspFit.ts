/*
 * Measures how many runs a cusp fit needs. On synthetic sweeps, counts how often a cusp is found, with
 * and without one, and how often a 95 % interval covers the true parameter.
 *
 *   npm run bench:cusp [-- --reps N] [-- --controls N,N,…] [-- --runs N,N,…]
 *
 * The default of --runs is 20 and the minimum for which the view shows a fit.
 */
import { fitCusp } from '../src/core/entropy/diagnostics/cuspFit.ts';
import { leastSweepRuns } from '../src/core/entropy/diagnostics/runSweep.ts';
import { mulberry32 } from '../src/core/random.ts';
import { syntheticSweeps } from '../test/core/entropy/syntheticSweeps.ts';

const reps = Number(option('--reps') ?? 200);
const controls = (option('--controls') ?? '1,2,3').split(',').map(Number);
const sizes = option('--runs')?.split(',').map(Number);
const seed = 20_261_127;

process.stdout.write(
  `${reps} sweeps each, seed ${seed}. found: all criteria; AIC: least AIC and 10 % inside only.\n` +
    'covered: 95 % intervals that hold the truth, over all of a and b, and the worst of them.\n\n',
);
for (const k of controls)
  for (const made of syntheticSweeps(k))
    for (const runs of sizes ?? [20, leastSweepRuns(k)]) {
      const uniform = mulberry32(seed + 1000 * k + runs);
      let [found, byAic, regular, fitted] = [0, 0, 0, 0];
      const within: number[] = [];
      for (let r = 0; r < reps; r++) {
        const fit = fitCusp(made.draw(runs, uniform));
        if (!fit) continue;
        fitted++;
        const { aic } = fit.scores.cusp;
        const isLeast = aic < Math.min(fit.scores.linear.aic, fit.scores.logistic.aic);
        if (fit.accepted) found++;
        if (isLeast && fit.criteria.enoughInside) byAic++;
        if (!fit.errors) continue;
        regular++;
        if (!made.truth) continue;
        const { asymmetry, bifurcation } = made.truth;
        const truth = [...asymmetry, ...bifurcation];
        const values = [...fit.asymmetry, ...fit.bifurcation];
        const errors = [...fit.errors.asymmetry, ...fit.errors.bifurcation];
        truth.forEach((t, i) => {
          within[i] = (within[i] ?? 0) + (Math.abs(values[i] - t) <= 1.96 * errors[i] ? 1 : 0);
        });
      }
      const share = (count: number, of: number): string => (count / of).toFixed(3);
      const covered =
        within.length === 0
          ? ''
          : `, covered ${share(
              within.reduce((a, b) => a + b, 0) / within.length,
              regular,
            )} (worst ${share(Math.min(...within), regular)})`;
      process.stdout.write(
        `${k} controls, ${runs} runs, ${made.name}: found ${share(found, reps)}, ` +
          `AIC ${share(byAic, reps)}, errors exist ${share(regular, fitted)}${covered}\n`,
      );
    }

function option(name: string): string | undefined {
  const at = process.argv.indexOf(name);
  return at < 0 ? undefined : process.argv[at + 1];
}

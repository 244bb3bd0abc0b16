import { type Disposable, EventEmitter, InlayHint, l10n, languages } from 'vscode';
import { Lifetime } from '../lifetime.ts';
import { settingsFor } from '../settings.ts';
import type { SpecSessions } from '../spec/specSessions.ts';
import { currentReading, specLanguages } from './specDocument.ts';
import { growthOf, regionsText } from './summary.ts';

/** The number of regions after each layer, at the end of the layer's first line. */
export function provideInlays(sessions: SpecSessions): Disposable {
  const lifetime = new Lifetime();
  const changed = lifetime.own(new EventEmitter<void>());
  lifetime.own(
    sessions.onReading(() => {
      changed.fire();
    }),
  );
  lifetime.own(
    languages.registerInlayHintsProvider(specLanguages, {
      onDidChangeInlayHints: changed.event,
      provideInlayHints(document, visible) {
        const reading = currentReading(sessions, document);
        const { source, facts } = reading ?? {};
        if (!source || !facts || !settingsFor(document.uri).inlayHints) return [];
        const hints: InlayHint[] = [];
        for (let l = source.slice ? 1 : 0; l < facts.regionsByLayer.length; l++) {
          const { line } = document.positionAt(source.layers[l].range.start);
          if (line < visible.start.line || line > visible.end.line) continue;
          const { after } = growthOf(facts, l);
          const label = regionsText(after, facts.complete);
          const hint = new InlayHint(document.lineAt(line).range.end, label);
          hint.paddingLeft = true;
          hint.tooltip = l10n.t('Regions of the domain after this layer');
          hints.push(hint);
        }
        return hints;
      },
    }),
  );
  return lifetime;
}

import { commands, type Disposable, EventEmitter, Uri, window, workspace } from 'vscode';
import { selfCheckMarkdown } from '../core/selfCheck/selfCheckText.ts';
import type { Engine } from '../protocol/engine.ts';
import { Lifetime } from './lifetime.ts';

const scheme = 'fold-complex-self-check';
const report = Uri.from({ scheme, path: '/Self-check of Fold Complex.md' });

/** Runs the self-check in the engine, and shows its table as a read-only document. */
export class SelfCheck implements Disposable {
  private readonly lifetime = new Lifetime();
  private readonly changed = this.lifetime.own(new EventEmitter<Uri>());
  private content = '';

  constructor(
    private readonly engine: Engine,
    private readonly version: string,
  ) {
    this.lifetime.own(
      workspace.registerTextDocumentContentProvider(scheme, {
        onDidChange: this.changed.event,
        provideTextDocumentContent: () => this.content,
      }),
    );
  }

  async run(): Promise<void> {
    const never = new AbortController().signal;
    const checks = await this.engine.selfCheck(undefined, never, () => undefined);
    this.content = selfCheckMarkdown(checks, this.version);
    this.changed.fire(report);
    const known = await commands.getCommands(true);
    if (known.includes('markdown.showPreview'))
      await commands.executeCommand('markdown.showPreview', report);
    else await window.showTextDocument(report, { preview: true });
  }

  dispose(): void {
    this.lifetime.dispose();
  }
}

import { l10n } from 'vscode';
import type { ToView, ViewAnswer } from '../../protocol/preview.ts';

/** Questions that a view has not answered yet. */
export class Questions {
  private readonly open = new Map<number, (answer: ViewAnswer) => void>();
  private next = 0;

  constructor(private readonly post: (message: ToView) => void) {}

  /** Asks for one kind of answer. Rejects with a message for the user. */
  async ask<K extends ViewAnswer['kind']>(
    kind: K,
    question: (id: number) => ToView,
  ): Promise<ViewAnswer & { kind: K }> {
    const id = this.next++;
    const answer = await new Promise<ViewAnswer>((resolve) => {
      this.open.set(id, resolve);
      this.post(question(id));
    });
    if (answer.kind === 'cannot') throw new Error(answer.message);
    if (answer.kind !== kind) throw new Error(`The view answered ${answer.kind} to ${kind}`);
    return answer as ViewAnswer & { kind: K };
  }

  answered(id: number, answer: ViewAnswer): void {
    this.open.get(id)?.(answer);
    this.open.delete(id);
  }

  /** Rejects all open questions: a hidden or closed view does not answer. */
  cancelAll(): void {
    const message = l10n.t('The preview was hidden or closed.');
    for (const id of [...this.open.keys()]) this.answered(id, { kind: 'cannot', message });
  }
}

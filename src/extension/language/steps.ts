import {
  type InputBox,
  type QuickInputButton,
  QuickInputButtons,
  type QuickPick,
  type QuickPickItem,
  window,
} from 'vscode';
import { Lifetime } from '../lifetime.ts';

/** A question in a sequence, with a default answer. */
export type Question =
  | {
      readonly kind: 'text';
      readonly prompt: string;
      readonly proposal: string;
      /** An error message for a text, if it is not valid. */
      readonly refuse: (text: string) => string | undefined;
    }
  | {
      readonly kind: 'choice';
      readonly prompt: string;
      readonly choices: readonly QuickPickItem[];
    };

type Answer = 'back' | 'leave' | { readonly text: string };

/**
 * Asks questions one after another, with a Back button. Returns the answers (the text, or the label
 * of the choice), or undefined if the user cancels.
 */
export async function askAll(
  title: string,
  questions: readonly Question[],
): Promise<readonly string[] | undefined> {
  const answers: string[] = [];
  for (let step = 0; step < questions.length;) {
    const question = questions[step];
    const input = question.kind === 'text' ? textInput(question) : choiceInput(question);
    input.title = title;
    input.step = step + 1;
    input.totalSteps = questions.length;
    input.ignoreFocusOut = true;
    input.buttons = step > 0 ? [QuickInputButtons.Back] : [];
    if (answers[step] !== undefined && 'validationMessage' in input) input.value = answers[step];
    const answer = await shown(input, question);
    if (answer === 'leave') return undefined;
    if (answer === 'back') step--;
    else answers[step++] = answer.text;
  }
  return answers;
}

function textInput({ prompt, proposal }: Extract<Question, { kind: 'text' }>): InputBox {
  const input = window.createInputBox();
  input.prompt = prompt;
  input.value = proposal;
  return input;
}

function choiceInput({
  prompt,
  choices,
}: Extract<Question, { kind: 'choice' }>): QuickPick<QuickPickItem> {
  const pick = window.createQuickPick();
  pick.placeholder = prompt;
  pick.items = choices;
  return pick;
}

async function shown(
  input: InputBox | QuickPick<QuickPickItem>,
  question: Question,
): Promise<Answer> {
  const lifetime = new Lifetime();
  lifetime.own(input);
  try {
    return await new Promise<Answer>((resolve) => {
      const onButton = (button: QuickInputButton): void => {
        if (button === QuickInputButtons.Back) resolve('back');
      };
      lifetime.own(input.onDidTriggerButton(onButton));
      lifetime.own(
        input.onDidHide(() => {
          resolve('leave');
        }),
      );
      lifetime.own(
        input.onDidAccept(() => {
          if ('items' in input) {
            const [item] = input.activeItems;
            if (item) resolve({ text: item.label });
          } else if (refusal(question, input) === undefined) resolve({ text: input.value.trim() });
        }),
      );
      if (!('items' in input))
        lifetime.own(
          input.onDidChangeValue(() => {
            input.validationMessage = refusal(question, input);
          }),
        );
      input.show();
    });
  } finally {
    lifetime.dispose();
  }
}

function refusal(question: Question, { value }: InputBox): string | undefined {
  return question.kind === 'text' ? question.refuse(value.trim()) : undefined;
}

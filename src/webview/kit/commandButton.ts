import type { TemplateResult } from 'lit-html';
import type { Command } from './commands.ts';
import { iconButton } from './controls.ts';

/**
 * The buttons of those commands that have an icon, in this order; `names` are the short labels that
 * stand beside the icons where there is room.
 */
export function commandButtons<S>(
  commands: readonly Command<S>[],
  ids: readonly Command<S>['id'][],
  state: S,
  names: Partial<Record<Command<S>['id'], string>> = {},
): readonly TemplateResult[] {
  return ids.flatMap((id) =>
    commands
      .filter((command) => command.id === id)
      .flatMap((command) => button(command, state, names[id])),
  );
}

function button<S>(
  command: Command<S>,
  state: S,
  name: string | undefined,
): readonly TemplateResult[] {
  const { id, label, icon, isVisible, isEnabled, isPressed, isExpanded, run } = command;
  if (!icon) return [];
  return [
    iconButton({
      icon: icon(state),
      label: label(state),
      ...(name !== undefined && { name }),
      command: id,
      onClick: () => void run(),
      hidden: isVisible?.(state) === false,
      disabled: isEnabled?.(state) === false,
      ...(isPressed && { pressed: isPressed(state) }),
      ...(isExpanded && { expanded: isExpanded(state) }),
    }),
  ];
}

/** A value with the comments around it: what both formats can say, and nothing of how they say it. */
export type Commented =
  | {
      readonly kind: 'scalar';
      readonly value: string | number | boolean | null;
      readonly written?: string;
    }
  | {
      readonly kind: 'list' | 'object';
      readonly members: readonly Member[];
      readonly tail: Comments;
    };

/** An item of a list, or an entry of an object. */
export interface Member {
  readonly key?: string;
  readonly value: Commented;
  readonly before: Comments;
  /** On the line of the value's end. */
  readonly after?: string;
}

/** Lines of comment without their marks; an empty line stands for one. */
export type Comments = readonly (string | typeof blankLine)[];

export const blankLine = Symbol('blank line');

/** A whole text. */
export interface CommentedText {
  readonly root: Member;
  readonly end: Comments;
}

/** Whether a value has no comment in it, so that it may be written on one line. */
export function isBare(value: Commented): boolean {
  if (value.kind === 'scalar') return true;
  return (
    value.tail.length === 0 &&
    value.members.every((one) => one.before.length === 0 && !one.after && isBare(one.value))
  );
}

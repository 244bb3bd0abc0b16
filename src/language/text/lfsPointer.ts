/** The first line of a Git LFS pointer: https://github.com/git-lfs/git-lfs/blob/main/docs/spec.md */
export const lfsPointerStart = 'version https://git-lfs.github.com/spec/';

/** Whether a file is not itself, but the pointer that Git keeps in its place without Git LFS. */
export function isLfsPointer(content: string | Uint8Array): boolean {
  const head =
    typeof content === 'string'
      ? content.slice(0, lfsPointerStart.length)
      : String.fromCharCode(...content.subarray(0, lfsPointerStart.length));
  return head === lfsPointerStart;
}

/** What a file is that `isLfsPointer` accepts, and how to get the real one. */
export const lfsPointerMessage =
  'is a Git LFS pointer, not the file itself; run "git lfs pull" to get the file';

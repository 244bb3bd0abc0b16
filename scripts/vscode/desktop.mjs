import { existsSync, realpathSync } from 'node:fs';
import { delimiter, dirname, join, resolve } from 'node:path';

/**
 * Path of the executable of an installed desktop VS Code, or undefined. Not the `code` command, which
 * returns at once after notifying a running VS Code, and is another program in a remote terminal.
 * @param {NodeJS.ProcessEnv} [env]
 */
export function findDesktop(env = process.env) {
  if (env.VSCODE_EXECUTABLE) return env.VSCODE_EXECUTABLE;
  return [...besideCommand(env), ...usualPlaces(env)].find((path) => existsSync(path));
}

/** Whether a display is available. */
export function hasDisplay(env = process.env) {
  return process.platform !== 'linux' || Boolean(env.DISPLAY || env.WAYLAND_DISPLAY);
}

/**
 * The command is …/bin/code; the executable is in the folder above.
 * @param {NodeJS.ProcessEnv} env
 */
function besideCommand(env) {
  if (process.platform === 'darwin') return [];
  const [command, executable] =
    process.platform === 'win32' ? ['code.cmd', 'Code.exe'] : ['code', 'code'];
  return (env.PATH ?? '')
    .split(delimiter)
    .map((dir) => join(dir, command))
    .filter((path) => existsSync(path))
    .map((path) => resolve(dirname(realpathSync(path)), '..', executable));
}

/** @param {NodeJS.ProcessEnv} env */
function usualPlaces(env) {
  switch (process.platform) {
    case 'darwin':
      return ['/Applications', join(env.HOME ?? '', 'Applications')].flatMap((apps) =>
        ['Code', 'Electron'].map((name) =>
          join(apps, 'Visual Studio Code.app/Contents/MacOS', name),
        ),
      );
    case 'win32':
      return [join(env.LOCALAPPDATA ?? '', 'Programs'), env.ProgramFiles ?? ''].map((programs) =>
        join(programs, 'Microsoft VS Code', 'Code.exe'),
      );
    default:
      return ['/usr/share/code/code', '/snap/code/current/usr/share/code/code'];
  }
}

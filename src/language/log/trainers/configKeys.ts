import type { ConfigSetting } from '../../../core/entropy/diagnostics/trainerConfig.ts';
import type { ConfigEntries } from '../configEntries.ts';
import type { ConfigValue } from '../configLiteral.ts';

/** The keys below a part of a path. */
export class ConfigKeys {
  constructor(
    private readonly entries: ConfigEntries,
    private readonly base: string,
  ) {}

  /** The first of these keys that has a value. */
  value(...keys: readonly string[]): ConfigSetting<ConfigValue> | undefined {
    for (const key of keys) {
      const entry = this.entries.get(this.base + key);
      if (entry && entry.value !== null) return { key, ...entry };
    }
    return undefined;
  }

  has(key: string): boolean {
    return this.entries.has(this.base + key);
  }

  number(...keys: readonly string[]): ConfigSetting<number> | undefined {
    const found = this.value(...keys);
    return typeof found?.value === 'number' ? { ...found, value: found.value } : undefined;
  }

  boolean(...keys: readonly string[]): ConfigSetting<boolean> | undefined {
    const found = this.value(...keys);
    return typeof found?.value === 'boolean' ? { ...found, value: found.value } : undefined;
  }

  text(...keys: readonly string[]): ConfigSetting<string> | undefined {
    const found = this.value(...keys);
    return found && { ...found, value: String(found.value) };
  }
}

/** The default of a trainer, for a key that its configuration does not have. */
export function byDefault<T>(key: string, value: T): ConfigSetting<T> {
  return { value, key, line: undefined };
}

/** Another value that the same key decides. */
export function settingOf<T>({ key, line }: ConfigSetting<unknown>, value: T): ConfigSetting<T> {
  return { value, key, line };
}

import { defineConfig, globalIgnores } from 'eslint/config';
import tseslint from 'typescript-eslint';

const noLayerAbove = (/** @type {string[]} */ ...folders) => ({
  patterns: folders.map((folder) => ({
    regex: `^(\\.\\./)+${folder}/`,
    message: 'Imports point inwards: see test/architecture.test.ts.',
  })),
});

export default defineConfig(
  globalIgnores(['dist/', 'out/', '.vscode-test/', 'media/']),
  tseslint.configs.strictTypeChecked,
  tseslint.configs.stylisticTypeChecked,
  {
    languageOptions: {
      parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname },
    },
    linterOptions: { reportUnusedDisableDirectives: 'error' },
    rules: {
      eqeqeq: 'error',
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { considerDefaultExhaustiveForUnions: true },
      ],
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/no-confusing-void-expression': [
        'error',
        { ignoreArrowShorthand: true, ignoreVoidReturningFunctions: true },
      ],
      // An empty string in the environment means the same as none.
      '@typescript-eslint/prefer-nullish-coalescing': [
        'error',
        { ignorePrimitives: { string: true } },
      ],
      // Reads of arrays are typed as always present (noUncheckedIndexedAccess is off), so this would
      // forbid the checks for those that may not be.
      '@typescript-eslint/no-unnecessary-condition': 'off',
      '@typescript-eslint/no-non-null-assertion': 'off',
      '@typescript-eslint/non-nullable-type-assertion-style': 'off',
      // VS Code takes any object with a `dispose` for a Disposable.
      '@typescript-eslint/no-unsafe-class-instance-assignment': 'off',
      'no-restricted-syntax': [
        'error',
        { selector: 'TSEnumDeclaration', message: 'Use a union of literals.' },
        { selector: 'ExportDefaultDeclaration', message: 'Export by name.' },
        { selector: 'ExportAllDeclaration', message: 'Import from where it is defined.' },
      ],
    },
  },
  {
    // Mathematics and language: data in, data out.
    files: ['src/core/**', 'src/language/**'],
    rules: {
      'no-restricted-properties': [
        'error',
        { object: 'Math', property: 'random', message: 'Take a seed.' },
        { object: 'Date', property: 'now', message: 'Take the time as an argument.' },
      ],
      'no-restricted-globals': ['error', 'Date'],
    },
  },
  {
    files: ['src/core/**'],
    rules: {
      'no-restricted-imports': [
        'error',
        noLayerAbove('language', 'engine', 'protocol', 'extension', 'webview', 'cli'),
      ],
    },
  },
  {
    files: ['src/language/**'],
    rules: {
      'no-restricted-imports': [
        'error',
        noLayerAbove('engine', 'protocol', 'extension', 'webview', 'cli'),
      ],
    },
  },
  {
    // AssemblyScript, whose numbers have types that the type checker does not tell apart, and whose
    // classes are layouts.
    files: ['src/kernel/**'],
    rules: {
      '@typescript-eslint/consistent-type-assertions': [
        'error',
        { assertionStyle: 'angle-bracket' },
      ],
      '@typescript-eslint/consistent-type-imports': 'off',
      '@typescript-eslint/no-unnecessary-type-assertion': 'off',
      'no-restricted-imports': [
        'error',
        { patterns: [{ regex: '^\\.\\./', message: 'The kernel knows nothing outside.' }] },
      ],
    },
  },
  {
    files: ['src/extension/**'],
    rules: { 'no-restricted-imports': ['error', noLayerAbove('webview', 'cli')] },
  },
  {
    files: ['src/webview/**'],
    rules: { 'no-restricted-imports': ['error', noLayerAbove('engine', 'extension', 'cli')] },
  },
  {
    // Tools find their settings by default export.
    files: ['eslint.config.mjs'],
    rules: { 'no-restricted-syntax': 'off' },
  },
  {
    // The rules do not see a cast written as a comment; the type checker does.
    files: ['**/*.{mjs,cjs}'],
    rules: {
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-unsafe-enum-assignment': 'off',
    },
  },
  {
    files: ['**/*.cjs'],
    rules: { '@typescript-eslint/no-require-imports': 'off' },
  },
);

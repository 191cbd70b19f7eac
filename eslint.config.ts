import { type Config, defineConfig } from 'eslint/config';
import reactHooks from 'eslint-plugin-react-hooks';
import tseslint from 'typescript-eslint';

/** The rooms of the house and the rooms each must not look into (see the map in README.md). */
const walls: Record<string, readonly string[]> = {
  contract: ['main', 'renderer', 'preload', 'city', 'demo', 'scripts', 'test'],
  main: ['renderer', 'preload', 'city', 'demo', 'scripts', 'test'],
  renderer: ['main', 'preload', 'city', 'demo', 'scripts', 'test'],
  preload: ['main', 'renderer', 'city', 'demo', 'scripts', 'test'],
  city: ['main', 'renderer', 'preload', 'demo', 'scripts', 'test'],
  demo: ['main', 'renderer', 'preload', 'test'],
};

const forbidRooms = (names: readonly string[]) =>
  names.map((name) => ({ group: [`../**/${name}/**`], message: `This room must not import from ${name}/.` }));

/** Only these places of the main process may know Electron; everything else is tested in plain Node. */
const electronAllowed = [
  'main/index.ts',
  'main/stage/**',
  'main/lockdown/**',
  'main/health/**',
  'main/**/*.electron.ts',
];

const noElectron = {
  name: 'electron',
  message: 'Only stage/, lockdown/, health/ and *.electron.ts may import electron.',
};

export default defineConfig(
  { ignores: ['dist', 'out', 'node_modules', 'test-results'] },
  tseslint.configs.strictTypeChecked,
  {
    languageOptions: { parserOptions: { projectService: true } },
    rules: {
      '@typescript-eslint/consistent-type-assertions': ['error', { assertionStyle: 'never' }],
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
      '@typescript-eslint/unbound-method': 'off',
      // Serves our own page without Node's fetch; its successor `registerSource` is in Electron 45 only (kiosk-scheme.ts).
      '@typescript-eslint/no-deprecated': [
        'error',
        { allow: [{ from: 'package', package: 'electron', name: 'registerFileProtocol' }] },
      ],
    },
  },
  ...Object.entries(walls).map(([room, others]): Config => ({
    files: [`${room}/**/*.{ts,tsx}`],
    rules: { 'no-restricted-imports': ['error', { patterns: forbidRooms(others), paths: [noElectron] }] },
  })),
  {
    files: ['city/dashboard/**/*.{ts,tsx}'],
    rules: {
      'no-restricted-imports': [
        'error',
        {
          patterns: [
            ...forbidRooms(walls['city'] ?? []),
            { regex: '^\\.\\./(?!\\.\\./(?:contract|resources)/)', message: 'The pages know nothing of the server.' },
          ],
        },
      ],
    },
  },
  {
    files: ['contract/**/*.ts'],
    rules: {
      'no-restricted-imports': [
        'error',
        { patterns: [{ regex: '^(?!zod$|\\./[^/]+$)', message: 'contract/ imports nothing but zod.' }] },
      ],
    },
  },
  {
    files: ['preload/**/*.ts', ...electronAllowed],
    rules: { 'no-restricted-imports': ['error', { patterns: forbidRooms(walls['main'] ?? []) }] },
  },
  { files: ['{renderer,city/dashboard}/**/*.{ts,tsx}'], extends: [reactHooks.configs.flat['recommended-latest']] },
  {
    files: ['**/*.mjs', '**/*.js'],
    extends: [tseslint.configs.disableTypeChecked],
  },
);

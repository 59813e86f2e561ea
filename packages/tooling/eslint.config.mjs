import tseslint from 'typescript-eslint'

/**
 * The house rules for every workspace package.
 *
 * @param {string} root the package's own folder (`import.meta.dirname`)
 */
export function houseRules(root) {
  return tseslint.config(
    { ignores: ['.next/**', 'dist/**', 'next-env.d.ts', '**/*.generated.ts'] },
    ...tseslint.configs.recommendedTypeChecked,
    {
      languageOptions: {
        parserOptions: {
          projectService: { allowDefaultProject: ['*.mjs', '*.js'] },
          tsconfigRootDir: root,
        },
      },
      rules: {
        eqeqeq: ['error', 'always', { null: 'ignore' }],
        'no-console': 'error',
        'no-restricted-syntax': [
          'error',
          {
            selector: "MemberExpression[object.name='process'][property.name='env']",
            message: 'Only env.ts reads process.env; take the parsed value as an argument.',
          },
        ],
        '@typescript-eslint/consistent-type-imports': 'error',
        '@typescript-eslint/no-explicit-any': 'error',
        '@typescript-eslint/switch-exhaustiveness-check': 'error',
        '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_' }],
        '@typescript-eslint/require-await': 'off',
        '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true, allowBoolean: true }],
      },
    },
    {
      files: ['**/env.ts', '**/*.config.ts', '**/*.config.mjs', '**/*.test.ts', '**/*.spec.ts'],
      rules: { 'no-restricted-syntax': 'off' },
    },
    { files: ['**/*.mjs', '**/*.js'], ...tseslint.configs.disableTypeChecked },
  )
}

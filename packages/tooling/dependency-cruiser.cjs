/**
 * The import order of the house: contracts -> runtime -> {db, queue, llm, mail} -> http -> apps.
 * `pnpm lint` fails on anything that points the other way, on a cycle, or on a reach into another package's inside.
 */

/** What each package may import of the others; a package that is not listed may import none. */
const mayImport = {
  contracts: [],
  runtime: ['contracts'],
  db: ['contracts', 'runtime'],
  queue: ['contracts', 'runtime'],
  llm: ['contracts', 'runtime'],
  mail: ['contracts', 'runtime'],
  http: ['contracts', 'runtime', 'db', 'queue', 'llm'],
  sandbox: ['contracts', 'runtime'],
}

const layers = Object.entries(mayImport).map(([name, allowed]) => ({
  name: `layer-${name}`,
  comment: `packages/${name} may import ${allowed.length ? allowed.join(', ') : 'no workspace package'}`,
  severity: 'error',
  from: { path: `^packages/${name}/src`, pathNot: '\\.test\\.ts$|/src/test/' },
  to: { path: '^(packages|apps|pg)/', pathNot: `^packages/(${[name, ...allowed].join('|')})/` },
}))

module.exports = {
  forbidden: [
    ...layers,
    { name: 'no-cycles', severity: 'error', from: {}, to: { circular: true } },
    {
      name: 'apps-do-not-import-each-other',
      severity: 'error',
      from: { path: '^apps/([^/]+)/' },
      to: { path: '^apps/([^/]+)/', pathNot: '^apps/$1/' },
    },
    {
      name: 'packages-do-not-import-apps',
      severity: 'error',
      from: { path: '^(packages|pg)/' },
      to: { path: '^apps/' },
    },
    {
      name: 'frontend-imports-contracts-and-runtime',
      severity: 'error',
      from: { path: '^apps/frontend/src', pathNot: '^apps/frontend/src/auth/|\\.test\\.tsx?$' },
      to: { path: '^(packages|pg)/', pathNot: '^packages/(contracts|runtime)/' },
    },
    {
      name: 'frontend-auth-imports-db',
      severity: 'error',
      from: { path: '^apps/frontend/src/auth/', pathNot: '\\.test\\.tsx?$' },
      to: { path: '^(packages|pg)/', pathNot: '^packages/(contracts|runtime|db)/' },
    },
    {
      name: 'e2e-is-black-box',
      severity: 'error',
      from: { path: '^packages/e2e/src/' },
      to: { path: '^(packages|apps|pg)/', pathNot: '^packages/(e2e|contracts|testkit)/' },
    },
    {
      name: 'test-packages-stay-in-tests',
      comment: 'testkit, sandbox, e2e, bench and walls never ship in a service',
      severity: 'error',
      from: {
        path: '^(apps|packages/(contracts|runtime|db|queue|llm|mail|http))/',
        pathNot: '\\.(test|spec|config)\\.tsx?$|/src/test/',
      },
      to: { path: '^packages/(testkit|sandbox|e2e|bench|walls)/' },
    },
    {
      name: 'packages-are-entered-by-their-index',
      severity: 'error',
      from: { path: '^(apps|packages|pg)/([^/]+)/' },
      to: { path: '^packages/[^/]+/src/', pathNot: '^packages/[^/]+/src/index\\.ts$|^$1/$2/' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '(^|/)(node_modules|\\.next|dist|\\.turbo)/' },
    tsPreCompilationDeps: true,
    combinedDependencies: true,
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'default', 'types'] },
  },
}

/**
 * The import rule of docs/architecture.md: which room may import which. Rooms not named in a row may not be imported from it.
 * @type {Record<string, string[]>}
 */
const rooms = {
  errors: [],
  model: ['errors'],
  store: ['model', 'errors'],
  xml: ['model', 'errors'],
  contract: ['model', 'xml', 'errors'],
  expression: ['model', 'errors'],
  adapter: ['model', 'expression', 'store', 'errors'],
  telemetry: ['errors'],
  amqp: [],
  mapping: ['model', 'expression', 'xml', 'errors'],
  outbound: ['model', 'expression', 'mapping', 'xml', 'store', 'amqp', 'errors'],
  workflow: ['model', 'adapter', 'xml', 'outbound', 'store', 'errors'],
  inbound: ['model', 'workflow', 'outbound', 'xml', 'store', 'amqp', 'errors'],
  policies: ['model', 'expression', 'adapter', 'outbound', 'workflow', 'contract', 'store', 'errors'],
  feed: ['model', 'adapter', 'xml', 'contract', 'workflow', 'store', 'telemetry', 'errors'],
  security: ['model', 'store', 'errors', 'workflow'],
  soap: ['model', 'contract', 'workflow', 'xml', 'security', 'errors'],
  config: ['store', 'errors'],
  server: ['soap', 'contract', 'feed', 'workflow', 'telemetry', 'config', 'model', 'errors'],
};

/** @type {import('dependency-cruiser').IConfiguration} */
export default {
  forbidden: [
    ...Object.entries(rooms).map(([room, allowed]) => ({
      name: `room-${room}`,
      severity: 'error',
      from: { path: `^src/${room}/` },
      to: { path: '^src/', pathNot: `^src/(${[room, ...allowed].join('|')})/` },
    })),
    {
      name: 'store-port-only',
      comment: 'Above the store only its port is known; commands choose the implementation.',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/(store|commands)/' },
      to: { path: '^src/store/(sqlite|sqlserver)/' },
    },
    {
      name: 'no-cycles',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'libxml2-owner',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/xml/schema-validator' },
      to: { path: 'libxml2-wasm' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: { extensions: ['.ts', '.mjs', '.js'], conditionNames: ['import', 'node', 'default'] },
  },
};

export default {
  testEnvironment: 'node',
  testEnvironmentOptions: { customExportConditions: ['pollcast-src', 'node', 'node-addons'] },
  roots: ['<rootDir>/test'],
  testMatch: ['**/*.test.ts'],
  extensionsToTreatAsEsm: ['.ts', '.tsx'],
  transform: {
    '^.+\\.tsx?$': [
      '@swc/jest',
      { jsc: { parser: { syntax: 'typescript', tsx: false }, target: 'es2023' }, module: { type: 'es6' } },
    ],
  },
  testTimeout: 240_000,
  maxWorkers: 3,
  testSequencer: '<rootDir>/scripts/test-order.mjs',
};

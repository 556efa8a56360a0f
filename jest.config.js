/** @type {import('jest').Config} */
export default {
  testEnvironment: 'node',
  extensionsToTreatAsEsm: ['.ts'],
  testMatch: ['<rootDir>/test/**/*.test.ts'],
  // What is packed there bears the name of this package.
  modulePathIgnorePatterns: ['<rootDir>/dist/'],
  transform: {
    '^.+\\.ts$': [
      '@swc/jest',
      {
        jsc: {
          parser: { syntax: 'typescript' },
          target: 'es2024',
          experimental: { keepImportAttributes: true },
        },
      },
    ],
  },
  globalSetup: '<rootDir>/test/support/begin-run.ts',
  globalTeardown: '<rootDir>/test/support/end-run.ts',
  setupFiles: ['<rootDir>/test/support/property-seed.ts'],
  // The tests bring up databases and worker processes: a machine with two cores runs two files at a time.
  maxWorkers: 2,
  // A bound for what hangs, not a measure of speed: machines are busy. It leaves room for several waits in one test
  // (`test/support/eventually.ts`): where one is in vain, the test says what it waited for.
  testTimeout: 120_000,
};

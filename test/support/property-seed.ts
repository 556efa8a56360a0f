import fc from 'fast-check';

/** The same cases in every run; `BERTH_TEST_SEED` tries others. */
const fixedSeed = 20_261_123;

fc.configureGlobal({ seed: Number(process.env['BERTH_TEST_SEED'] ?? fixedSeed) });

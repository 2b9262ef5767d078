// SPDX-License-Identifier: Apache-2.0
import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['{src,conformance,scripts,test,testbed,bench}/**/*.test.ts'],
    reporters: ['default', './scripts/closing-line-reporter.ts'],
    // Files leave nothing behind for each other, and starting a process for each would take longer than the tests.
    isolate: false,
    globalSetup: './scripts/build-for-tests.ts',
    hookTimeout: 120_000,
    // How long a test may hang, not how fast it must be: machines are shared.
    testTimeout: 60_000,
  },
});

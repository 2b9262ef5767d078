// SPDX-License-Identifier: Apache-2.0
import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['{src,conformance,scripts,test,testbed,bench}/**/*.test.ts'],
    reporters: ['default', './scripts/closing-line-reporter.ts'],
    hookTimeout: 120_000,
  },
});

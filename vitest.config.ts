import { defineConfig } from 'vitest/config'

/** Packages of the workspace are tested as they are written, not as they were last built. */
const conditions = ['source', 'node']
const ignored = ['**/node_modules/**', '**/dist/**', '.tools/**']
const browserTests = '**/*.browser.test.{ts,tsx}'
const withoutDatabase = ['packages/contract/**', 'packages/sdk/**', 'packages/widget/**', 'packages/adapter-*/**'].map(
  path => `${path}/*.test.{ts,tsx}`,
)
const globalSetup = ['tools/src/testing/global-setup.ts']

export default defineConfig({
  resolve: { conditions },
  ssr: { resolve: { conditions } },
  environments: { __vitest__: { resolve: { conditions } } },
  test: {
    maxWorkers: 2,
    // A worker keeps the modules it has loaded: to load them anew for each file took more than a quarter of the time. No test may rely on them being new.
    isolate: false,
    testTimeout: 60_000,
    hookTimeout: 60_000,
    projects: [
      { extends: true, test: { name: 'plain', include: withoutDatabase, exclude: [...ignored, browserTests] } },
      {
        extends: true,
        test: { name: 'database', include: ['**/*.test.{ts,tsx}'], exclude: [...ignored, browserTests, ...withoutDatabase], globalSetup },
      },
      {
        extends: true,
        test: {
          name: 'browser',
          include: [browserTests],
          exclude: ignored,
          globalSetup: [...globalSetup, 'packages/widget/testing/build-once.ts'],
          // Only something that never comes may fail, not something slow.
          testTimeout: 180_000,
          hookTimeout: 120_000,
          expect: { poll: { timeout: 60_000 } },
          maxConcurrency: 3,
        },
      },
    ],
  },
})

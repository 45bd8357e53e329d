import type { InlineConfig } from 'vite'

/** What every build of the widget has in common. */
export const compilerOptions = {
  configFile: false,
  logLevel: 'warn',
  // Said here and not by NODE_ENV, so that tests build what is shipped.
  define: { 'process.env.NODE_ENV': '"production"' },
  oxc: { jsx: { runtime: 'automatic', importSource: '#dom', development: false } },
  resolve: { conditions: ['source', 'browser', 'module', 'import'] },
  build: {
    target: 'es2022',
    // The oldest browsers with constructed style sheets and what else the panel needs.
    cssTarget: ['chrome111', 'firefox113', 'safari16.4'],
    cssMinify: 'lightningcss',
    modulePreload: false,
  },
} satisfies InlineConfig

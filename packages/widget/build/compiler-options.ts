import type { InlineConfig } from 'vite'
import { callComponents } from './call-components.ts'
import { importJsx } from './import-jsx.ts'
import { numberTexts } from './number-texts.ts'
import { sortDeclarations } from './sort-declarations.ts'

/** What every build of the widget has in common. */
export const compilerOptions = {
  configFile: false,
  logLevel: 'warn',
  plugins: [importJsx, callComponents, numberTexts, sortDeclarations],
  // Said here and not by NODE_ENV, so that tests build what is shipped.
  define: { 'process.env.NODE_ENV': '"production"' },
  // Children as arguments instead of a property: shorter.
  oxc: { jsx: { runtime: 'classic', pragma: 'h', pragmaFrag: 'Fragment', development: false, pure: false } },
  resolve: { conditions: ['source', 'browser', 'module', 'import'] },
  build: {
    target: 'es2022',
    // The oldest browsers with constructed style sheets and what else the panel needs.
    cssTarget: ['chrome111', 'firefox113', 'safari16.4'],
    cssMinify: 'lightningcss',
    modulePreload: false,
  },
} satisfies InlineConfig

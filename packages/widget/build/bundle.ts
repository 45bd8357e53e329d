import { createHash } from 'node:crypto'
import { minify } from 'terser'
import { build } from 'vite'

export interface BundleInput {
  readonly entry: string
  /** May contain `[hash]`, which becomes that of the content. */
  readonly fileName: string
  readonly define?: Record<string, string>
}

/** Bundles one entry with everything it imports into a single minified module. */
export async function bundle({ entry, fileName, define = {} }: BundleInput): Promise<{ fileName: string; code: string }> {
  const result = await build({
    configFile: false,
    logLevel: 'warn',
    // Said here and not by NODE_ENV, so that tests build what is shipped.
    define: { 'process.env.NODE_ENV': '"production"', ...define },
    oxc: { jsx: { runtime: 'automatic', importSource: '#dom', development: false } },
    resolve: { conditions: ['source', 'browser', 'module', 'import'] },
    build: {
      write: false,
      target: 'es2022',
      // The oldest browsers with constructed style sheets and what else the panel needs.
      cssTarget: ['chrome111', 'firefox113', 'safari16.4'],
      cssMinify: 'lightningcss',
      modulePreload: false,
      rolldownOptions: { input: entry, preserveEntrySignatures: 'strict', output: { format: 'es', minify: true } },
    },
  })
  const outputs = [result].flat().flatMap(each => ('output' in each ? each.output : []))
  const [chunk, ...others] = outputs
  if (chunk?.type !== 'chunk' || others.length) {
    throw new Error(`${entry} must become one file, not ${outputs.map(output => output.fileName)}`)
  }
  // A second minifier finds another percent.
  const { code = '' } = await minify(chunk.code, { module: true, ecma: 2022 })
  return { fileName: fileName.replace('[hash]', hashOf(code)), code }
}

const hashOf = (text: string) => createHash('sha256').update(text).digest('base64url').slice(0, 8)

import { build } from 'vite'

export interface BundleInput {
  readonly entry: string
  /** May contain `[hash]`. */
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
      cssMinify: 'lightningcss',
      modulePreload: false,
      rolldownOptions: {
        input: entry,
        preserveEntrySignatures: 'strict',
        output: {
          format: 'es',
          entryFileNames: fileName,
          minify: { compress: { target: 'es2022', dropConsole: false }, mangle: { toplevel: true } },
        },
      },
    },
  })
  const outputs = [result].flat().flatMap(each => ('output' in each ? each.output : []))
  const [chunk, ...others] = outputs
  if (chunk?.type !== 'chunk' || others.length)
    throw new Error(`${entry} must become one file, not ${outputs.map(output => output.fileName)}`)
  return { fileName: chunk.fileName, code: chunk.code }
}

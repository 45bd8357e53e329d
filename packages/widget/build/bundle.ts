import { createHash } from 'node:crypto'
import { minify } from 'terser'
import { build } from 'vite'
import { compilerOptions } from './compiler-options.ts'

export interface BundleInput {
  readonly entry: string
  /** May contain `[hash]`, which becomes that of the content. */
  readonly fileName: string
  readonly define?: Record<string, string>
}

/** Bundles one entry with everything it imports into a single minified module. */
export async function bundle({ entry, fileName, define = {} }: BundleInput): Promise<{ fileName: string; code: string }> {
  const result = await build({
    ...compilerOptions,
    define: { ...compilerOptions.define, ...define },
    build: {
      ...compilerOptions.build,
      write: false,
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

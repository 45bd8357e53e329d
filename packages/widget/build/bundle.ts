import { createHash } from 'node:crypto'
import { type MinifyOptions, minify } from 'terser'
import { build, type Plugin } from 'vite'
import { compilerOptions } from './compiler-options.ts'
import { hoistTexts } from './hoist-texts.ts'
import { inlineCalls } from './inline-calls.ts'
import { nameVariables } from './name-variables.ts'
import { privateNames } from './private-names.ts'
import { keptNames, shortNames } from './short-names.ts'

export interface BundleInput {
  readonly entry: string
  /** May contain `[hash]`, which becomes that of the content. */
  readonly fileName: string
  readonly define?: Record<string, string>
  readonly plugins?: Plugin[]
  /** Changes the bundle before it is minified for the last time. */
  readonly wrap?: (code: string) => string
}

export interface Bundled {
  readonly fileName: string
  readonly code: string
  /** Bytes that each module adds before compression, by its path. */
  readonly modules: ReadonlyMap<string, string>
}

/** What each private name becomes, as the minifier takes it. */
const madeShort = { props: Object.fromEntries(Object.entries(shortNames()).map(([name, short]) => [`$${name}`, short])) }

const minifierOptions: MinifyOptions = {
  module: true,
  ecma: 2022,
  compress: { passes: 3, unsafe: true, unsafe_arrows: true, sequences: false },
}

/** Bundles one entry with everything it imports into a single minified module. */
export async function bundle({ entry, fileName, define = {}, plugins = [], wrap = code => code }: BundleInput): Promise<Bundled> {
  const result = await build({
    ...compilerOptions,
    plugins: [...plugins, ...compilerOptions.plugins],
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
  // A second minifier finds another percent, and shortens our own names.
  const shorten = {
    mangle: { properties: { builtins: true, reserved: keptNames, regex: new RegExp(`^(?:${privateNames.join('|')})$`) } },
    nameCache: { props: madeShort },
  }
  let { code: minified = '' } = await minify(wrap(chunk.code), { ...minifierOptions, ...shorten })
  // What was taken in shows it what else has one caller.
  for (let round = 0; round < 3; round++) minified = (await minify(inlineCalls(minified), minifierOptions)).code ?? ''
  const code = nameVariables(hoistTexts(minified))
  const modules = new Map(Object.entries(chunk.modules).map(([path, module]) => [path, module.code ?? '']))
  return { fileName: fileName.replace('[hash]', hashOf(code)), code, modules }
}

/** Names a content. */
export const hashOf = (text: string) => createHash('sha256').update(text).digest('base64url').slice(0, 8)

import { readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { Plugin } from 'vite'
import { type Bundled, bundle } from './bundle.ts'

const sources = join(import.meta.dirname, '../src')

/**
 * Bundles what the panel loads later. What `panel/shared.ts` names is left out: the file exports a function that is given it and answers
 * what the entry exports.
 */
export function bundleExtras(): Promise<Bundled> {
  const { files, names } = readShared()
  const lend: Plugin = {
    name: 'lend',
    enforce: 'pre',
    async resolveId(source, importer) {
      if (!importer) return null
      const found = await this.resolve(source, importer, { skipSelf: true })
      return found && files.has(found.id) ? { id: 'shared', external: true } : null
    },
  }
  return bundle({
    entry: join(sources, 'extras/extras.tsx'),
    fileName: 'assets/extras.[hash].js',
    plugins: [lend],
    wrap: code => asFunction(code, names),
  })
}

/** The modules that `panel/shared.ts` imports, and the names that it lends. */
function readShared() {
  const path = join(sources, 'panel/shared.ts')
  const text = readFileSync(path, 'utf8')
  const files = [...text.matchAll(/from '(\.[^']+)'/g)].map(([, file = '']) => join(dirname(path), file))
  const names = [...(/shared = \{([^}]*)\}/.exec(text)?.[1] ?? '').matchAll(/\w+/g)].map(([name]) => name)
  return { files: new Set(files), names: new Set(names) }
}

function asFunction(code: string, lent: ReadonlySet<string>): string {
  const imported: string[] = []
  const body = code
    .replace(/import\s*\{([^}]*)\}\s*from\s*["']shared["'];?/g, (_, list: string) => {
      for (const each of list.split(',')) {
        const [name = '', local = name] = each.trim().split(/\s+as\s+/)
        if (!lent.has(name)) throw new Error(`panel/shared.ts does not lend ${name}`)
        imported.push(`${name}:${local}`)
      }
      return ''
    })
    .replace(/export\s*\{([^}]*)\};?\s*$/, (_, list: string) => {
      const exported = list.split(',').map(each => each.trim().split(/\s+as\s+/))
      return `return{${exported.map(([local, name = local]) => `${name}:${local}`).join(',')}}`
    })
  if (/^\s*(?:import|export)\b/m.test(body)) throw new Error('the extras import only what the panel lends')
  return `export default ({${imported.join(',')}})=>{${body}}`
}

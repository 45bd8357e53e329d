import type { Import } from './imports-of.ts'
import { packageName } from './imports-of.ts'

/** Packages of the workspace, and which others their program text may import. Tests may take `@craveva/testing` as well; tools may take all. */
export const mayImport: Record<string, readonly string[]> = {
  '@craveva/contract': [],
  '@craveva/core': ['@craveva/contract'],
  '@craveva/sdk': ['@craveva/contract'],
  '@craveva/widget': ['@craveva/contract', '@craveva/sdk'],
  '@craveva/adapter-kit': ['@craveva/contract', '@craveva/sdk'],
  '@craveva/adapter-example': ['@craveva/adapter-kit'],
  '@craveva/adapter-telegram': ['@craveva/adapter-kit'],
  '@craveva/adapter-shopify': ['@craveva/adapter-kit'],
  '@craveva/adapter-woocommerce': ['@craveva/adapter-kit'],
  '@craveva/adapter-whatsapp': ['@craveva/contract', '@craveva/adapter-kit'],
  '@craveva/server': [
    '@craveva/contract',
    '@craveva/core',
    '@craveva/sdk',
    '@craveva/adapter-kit',
    '@craveva/adapter-telegram',
    '@craveva/adapter-whatsapp',
    '@craveva/adapter-shopify',
    '@craveva/adapter-woocommerce',
  ],
  '@craveva/testing': [],
}

/** Packages that run in browsers: what they take from the contract at run time must not lead to zod. */
export const withoutSchemas: readonly string[] = ['@craveva/sdk', '@craveva/widget']

export interface ImportRule {
  name: string
  /** Whether an import from `path` breaks the rule. */
  breaks(path: string, imported: Import): boolean
  /** Places where it may be broken, each with the reason. */
  except?: Record<string, string>
}

const engine = 'packages/core/src/engine/'
const networkModules = /^(undici|(node:)?(http|https|http2|net|tls|dgram|dns|dns\/promises))$/

/** Rules about single imports in program text; tests and what only they use are free. */
export const importRules: readonly ImportRule[] = [
  {
    name: 'the engine imports its own folder, the shapes of contract, models and tools, and the error of a model',
    breaks: (path, { specifier, file, typeOnly }) => {
      if (!path.startsWith(engine) || file?.startsWith(engine) || file === 'packages/core/src/models/model-error.ts') return false
      const shapes = specifier.startsWith('@craveva/contract/') || /^packages\/core\/src\/(models|tools)\//.test(file ?? '')
      return !(typeOnly && shapes)
    },
  },
  {
    name: 'a store is imported only in its slice',
    breaks: (path, { file }) => file?.endsWith('.store.ts') === true && sliceOf(path) !== sliceOf(file),
  },
  {
    name: 'in core only http/ and app.ts import Express',
    breaks: (path, { specifier }) =>
      path.startsWith('packages/core/src/') &&
      packageName(specifier) === 'express' &&
      !/^packages\/core\/src\/(http\/|app\.ts$)/.test(path),
  },
  {
    name: 'in core only net/ and models/ open connections',
    breaks: (path, { specifier, typeOnly }) =>
      path.startsWith('packages/core/src/') &&
      !typeOnly &&
      networkModules.test(specifier) &&
      !/^packages\/core\/src\/(net|models)\//.test(path),
    except: {
      'packages/core/src/sources/parse/child.ts': 'a socket that its parent opened and passed on',
    },
  },
  {
    name: 'a package is imported by its name, not by a way through its folders',
    breaks: (path, { file }) => file !== undefined && folderOfPackage(path) !== folderOfPackage(file),
  },
]

/** `packages/core/src/agents/x.ts` is in the slice `packages/core/src/agents`. */
const sliceOf = (path: string) => path.split('/').slice(0, 4).join('/')

const folderOfPackage = (path: string) => /^(packages\/[^/]+|testing|tools|scripts)\//.exec(path)?.[1]

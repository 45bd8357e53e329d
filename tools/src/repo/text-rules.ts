/** What must not stand in the files of the repository, and where it may nevertheless, each time with the reason. */
export interface TextRule {
  name: string
  pattern: RegExp
  /** Which files it is about. */
  files: RegExp
  except?: Record<string, string>
}

const code = /\.(ts|tsx|mjs)$/
const everything = /\.(ts|tsx|mjs|md|json|css|html|yaml)$/

export const textRules: readonly TextRule[] = [
  { name: 'no reminders instead of work', pattern: /\b(TODO|FIXME|XXX|HACK)\b/, files: everything },
  {
    name: 'no way around the types',
    pattern: /@ts-(ignore|nocheck|expect-error)|biome-ignore lint\/suspicious\/noExplicitAny/,
    files: code,
    except: { 'packages/core/src/testing/test-client.ts': 'tests look into answers of every shape' },
  },
  { name: 'no paths of one machine', pattern: /(^|[\s'"`(=])\/(work|home\/\w+|Users\/\w+)\//, files: everything },
  {
    name: 'the environment is read in one place',
    pattern: /\bprocess\.env\b/,
    files: /^packages\/[^/]+\/src\/(?!.*\.test\.).*\.tsx?$/,
    except: {
      'packages/server/src/main.ts': 'hands it to config.ts',
      'packages/core/src/testing/create-test-app.ts': 'tests alone',
      'packages/server/src/fixtures/program.ts': 'tests alone',
    },
  },
  {
    name: 'in core, requests are sent by net/ and models/ alone',
    pattern: /(?<![.\w])fetch\(/,
    files: /^packages\/core\/src\/(?!net\/|models\/|.*\.test\.).*\.tsx?$/,
    except: { 'packages/core/src/testing/test-client.ts': 'tests alone' },
  },
  { name: 'no files that re-export everything', pattern: /^export \* from/m, files: code },
  { name: 'no code from text', pattern: /\beval\(|\bnew Function\(|node:vm/, files: /^packages\/[^/]+\/src\/(?!.*\.test\.).*\.tsx?$/ },
]

/** Names that say nothing about what is in a file. */
export const emptyNames = /(^|[/.-])(utils?|helpers?|managers?|misc)([.-]|$)/

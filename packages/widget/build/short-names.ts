import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { privateNames } from './private-names.ts'

/** Names of one or two letters that are short already in one of the files, or that elements have: nothing else may be called so. */
export const keptNames = 'at cx cy d dx dy fr fx fy h id ip is of on q r rx ry t tz x y'.split(' ')

/** In the order that was found to compress best. */
const letters = [...'ejislIznbuAScTkamOLEgpNvwfRoCDPUMFHGVBYXKWJQZ$_']
const keywords = ['as', 'do', 'if', 'in']

/** What each private name becomes, the same in every file of the widget: a single letter for those that the panel writes most often. */
export function shortNames(): Record<string, string> {
  const words = Map.groupBy(sources().match(/\w+/g) ?? [], word => word)
  const uses = (name: string) => words.get(name)?.length ?? 0
  const free = [...letters, ...letters.flatMap(first => letters.map(second => first + second))].filter(
    name => ![...keptNames, ...keywords].includes(name),
  )
  const names = privateNames.toSorted((one, other) => uses(other) - uses(one))
  return Object.fromEntries(names.map((name, index) => [name, free[index] ?? name]))
}

/** The code until the panel is usable. */
function sources(): string {
  const files = ['loader', 'panel', 'dom'].flatMap(folder => {
    const path = join(import.meta.dirname, '../src', folder)
    return readdirSync(path, { recursive: true, encoding: 'utf8' }).map(name => join(path, name))
  })
  const read = [...files.filter(name => /(?<!\.test)\.tsx?$/.test(name)), join(import.meta.dirname, '../../sdk/src/chat.ts')]
  return read.map(path => readFileSync(path, 'utf8')).join('\n')
}

import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { operations } from '@craveva/contract/operations'
import { expect, test } from 'vitest'
import { privateNames } from '../build/private-names.ts'
import { keptNames, shortNames } from '../build/short-names.ts'

const packages = join(import.meta.dirname, '../..')

const sources = (folder: string) =>
  readdirSync(join(packages, folder), { recursive: true, encoding: 'utf8' })
    .filter(name => /(?<!\.test)\.tsx?$/.test(name))
    .map(name => readFileSync(join(packages, folder, name), 'utf8'))

const namesIn = (text: string, pattern: RegExp) => [...text.matchAll(pattern)].map(([, name = '']) => name)

test('no name that the build shortens is a field of what the API takes and answers', () => {
  expect(Object.keys(operations.chat).length).toBeGreaterThan(5)
  const files = ['agents', 'chat', 'errors', 'leads', 'parts', 'stream', 'ui-settings']
  const fields = files.flatMap(file =>
    namesIn(
      readFileSync(join(packages, `contract/src/${file}.ts`), 'utf8'),
      /(?:^\s*|z\.object\(\{ )(\w+)(?:: (?:z\.|id\(|time|\w+\.)| \})/gm,
    ),
  )
  expect(fields).toEqual(expect.arrayContaining(['conversation_id', 'file']))
  expect(privateNames.filter(name => fields.includes(name))).toEqual([])
})

test('none is a command, an option or an event of the page', () => {
  const page = ['index.ts', 'shared/settings.ts', 'loader/settings.ts', 'panel/create-commands.ts']
    .map(file => readFileSync(join(packages, 'widget/src', file), 'utf8'))
    .join('\n')
  const commands = namesIn(page, /^\s+(?:readonly )?(\w+)[?(:,]/gm)
  expect(commands).toContain('setContext')
  const own = new Set(['findParent', 'loadTexts', 'loadExtras', 'conversation', 'visitor', 'show'])
  expect(privateNames.filter(name => commands.includes(name) && !own.has(name))).toEqual([])
})

test('none is taken from the browser', () => {
  const code = sources('widget/src').join('\n')
  const objects =
    'window|document|navigator|location|event|viewport|request|response|input|element|body|context|Date|performance|tone|volume'
  const used = new Set(namesIn(code, new RegExp(`\\b(?:${objects})\\??\\.(\\w+)`, 'g')))
  expect(used).toContain('onLine')
  expect(privateNames.filter(name => used.has(name))).toEqual([])
})

test('each is used, and once in the list', () => {
  const code = [...sources('widget/src'), ...sources('sdk/src')].join('\n')
  expect(privateNames.filter(name => !new RegExp(`\\b${name}\\b`).test(code))).toEqual([])
  expect(new Set(privateNames).size).toBe(privateNames.length)
})

test('none becomes what another is called, or what something else is called anyway', () => {
  const short = Object.values(shortNames())
  expect(new Set(short).size).toBe(privateNames.length)
  const code = [...sources('widget/src'), ...sources('sdk/src')].join('\n').replace(/'[^'\n]*'|"[^"\n]*"|`[^`]*`|\/\/.*/g, '')
  const used = namesIn(code, /\.(\w{1,2})\b/g)
  expect(used).toContain('id')
  expect(short.filter(name => used.includes(name) || keptNames.includes(name))).toEqual([])
})

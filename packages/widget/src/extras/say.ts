import { signal } from '../dom/signal.ts'
import type { App } from '../panel/app.ts'
import { type ExtraTexts, en } from '../texts/extras/en.ts'

/** Says one of the extra texts, in the panel's language. */
export type Say = (key: keyof ExtraTexts, values?: Record<string, string | number>) => string

const known = new WeakMap<App, Say>()

/** The extra texts of a panel: English is at hand, others are loaded; until they are there, nothing is said. */
export function sayFor(app: App): Say {
  const made = known.get(app)
  if (made) return made
  const lists = signal<ReadonlyMap<string, readonly string[] | null>>(new Map([['en', null]]))
  const asked = new Set<string>()

  async function load(code: string) {
    asked.add(code)
    const list = await app.loadTexts(`${code}.more`).catch(() => null)
    lists.value = new Map([...lists.value, [code, list]])
  }

  const say: Say = (key, values) => {
    const code = app.language.value.split('-')[0] ?? ''
    const list = lists.value.get(code)
    if (list === undefined) {
      if (!asked.has(code)) load(code)
      return ''
    }
    return app.fill(list?.[Object.keys(en).indexOf(key)] ?? en[key], values)
  }
  known.set(app, say)
  return say
}

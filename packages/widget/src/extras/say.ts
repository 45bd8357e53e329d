import { type Signal, signal } from '../dom/signal.ts'
import type { App } from '../panel/app.ts'
import { type ExtraTexts, en } from '../texts/extras/en.ts'

/** Says one of the extra texts, in the panel's language. The build puts a number in place of the name. */
export type Say = (key: keyof ExtraTexts, values?: Record<string, string | number>) => string

const known = new WeakMap<App, Say>()
const own = new WeakMap<App, Signal<Partial<ExtraTexts>>>()

/** The extra texts of a panel: English is at hand, others are loaded; until they are there, nothing is said. */
export function sayFor(app: App): Say {
  const made = known.get(app)
  if (made) return made
  const tables = signal<ReadonlyMap<string, ExtraTexts>>(new Map([['en', en]]))
  const asked = new Set<string>()

  async function load(code: string) {
    asked.add(code)
    const table = await app.loadTexts<ExtraTexts>(`${code}.more`).catch(() => en)
    tables.current = new Map([...tables.current, [code, table]])
  }

  const say: Say = (key, values) => {
    const code = app.locale.current.split('-')[0] ?? ''
    const table = tables.current.get(code)
    if (!table && !asked.has(code)) load(code)
    return table ? app.fill(ownExtras(app).current[key] ?? table[key], values) : ''
  }
  known.set(app, say)
  return say
}

/** What the merchant says in words of their own. */
export function ownExtras(app: App): Signal<Partial<ExtraTexts>> {
  const texts = own.get(app) ?? signal({})
  own.set(app, texts)
  return texts
}

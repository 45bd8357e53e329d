import { type Signal, signal } from '../dom/signal.ts'
import type { App } from '../panel/app.ts'
import { type ExtraTexts, en } from '../texts/extras/en.ts'

/** Says one of the extra texts, in the panel's language. The build puts a number in place of the name. */
export type Say = (key: keyof ExtraTexts, values?: Record<string, string | number>) => string

interface Sayings {
  readonly say: Say
  /** What the merchant says in words of their own. */
  readonly own: Signal<Partial<ExtraTexts>>
}

const known = new WeakMap<App, Sayings>()

/** The extra texts of a panel: English is at hand, others are loaded; until they are there, nothing is said. */
function sayingsOf(app: App): Sayings {
  const made = known.get(app) ?? createSayings(app)
  known.set(app, made)
  return made
}

function createSayings(app: App): Sayings {
  const own = signal<Partial<ExtraTexts>>({})
  const tables = new Map<string, Signal<ExtraTexts | null>>([['en', signal(en)]])

  function tableOf(code: string) {
    const table = tables.get(code) ?? signal(null)
    if (!tables.has(code)) {
      tables.set(code, table)
      app.loadTexts<ExtraTexts>(`${code}.more`).then(
        texts => (table.current = texts),
        () => (table.current = en),
      )
    }
    return table.current
  }

  return {
    own,
    say(key, values) {
      const table = tableOf(app.locale.current.split('-')[0] ?? '')
      return table ? app.fill(own.current[key] ?? table[key], values) : ''
    },
  }
}

export const sayFor = (app: App): Say => sayingsOf(app).say

export const ownExtras = (app: App): Signal<Partial<ExtraTexts>> => sayingsOf(app).own

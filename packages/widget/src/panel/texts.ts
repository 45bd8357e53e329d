import { signal } from '../dom/signal.ts'
import type { LoadTexts } from '../shared/panel-module.ts'
import { en, type Texts } from '../texts/en.ts'
import { languageCodes } from '../texts/languages.ts'
import { base } from './base.ts'
import { attempt } from './store/storage.ts'

/** Put in by the build: how the files of the languages begin, beside the panel's own. Empty in the package, where each language is an import. */
declare const TEXTS_FILE: string

export type TextsInUse = ReturnType<typeof createTexts>

/**
 * The panel's texts in one language; they are read through a signal, so a change shows at once. English is always at hand.
 * The build puts numbers in place of the names of texts.
 */
export function createTexts(load: LoadTexts = loadFile) {
  const locale = signal('en')
  const texts = signal<Texts>(en)
  let latest = ''

  /** A text with its places filled in. */
  const t = (key: keyof Texts, values?: Record<string, string | number>) => fill(texts.current[key], values)

  /** Changes the language. One that is not there is English, with dates and numbers of the one that was wanted. */
  async function use(wanted: string) {
    latest = wanted
    const tag = attempt(() => Intl.getCanonicalLocales(wanted)[0]) ?? 'en'
    const code = tag.split('-')[0] ?? ''
    const list = languageCodes.includes(code) ? await load<Texts>(code).catch(() => null) : null
    // Another one was wanted meanwhile.
    if (latest !== wanted) return
    texts.current = list ?? en
    locale.current = list || code === 'en' ? tag : 'en'
  }

  return { locale, texts, t, fill, use, loadTexts: load }
}

const fill = (text: string, values: Record<string, string | number> = {}) =>
  text.replace(/\{(\w+)\}/g, (place, name: string) => String(values[name] ?? place))

/** The files lie beside the panel's own. */
const loadFile: LoadTexts = async name => (TEXTS_FILE ? (await fetch(new URL(`${TEXTS_FILE}.${name}.json`, base))).json() : null)

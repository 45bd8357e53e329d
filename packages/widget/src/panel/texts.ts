import { signal } from '../dom/signal.ts'
import { en, type Texts } from '../texts/en.ts'
import { attempt } from './store/storage.ts'

/** The panel's texts in one language; a text reads them through a signal, so a change of language shows at once. */
export function createTexts(wanted: string) {
  const language = signal(attempt(() => Intl.getCanonicalLocales(wanted)[0]) ?? 'en')
  const texts = signal<Texts>(en)
  const t = (key: keyof Texts, values: Record<string, string | number> = {}) =>
    texts.value[key].replace(/\{(\w+)\}/g, (place, name: string) => String(values[name] ?? place))
  return { language, t }
}

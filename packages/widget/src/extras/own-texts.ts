import { untracked, watch } from '../dom/signal.ts'
import type { App } from '../panel/app.ts'
import { extraNames, names } from '../texts/names.ts'
import { ownExtras } from './say.ts'

/**
 * Says in the merchant's words what they gave by name, in every language: `{ placeholder: '…', 'more.copy': '…' }`. Of names that there are
 * not the console tells. Stands until the scope it is called in ends.
 */
export function useTexts(app: App, given: Readonly<Record<string, unknown>>): void {
  const own: Record<string, string> = {}
  const ownMore: Record<string, string> = {}
  for (const [name, text] of Object.entries(given)) {
    // Where it lies may change: `more.` can be left out.
    const later = name.replace(/^(?:more\.)?/, 'more.')
    if (Object.hasOwn(names, name)) own[names[name] ?? ''] = String(text)
    else if (Object.hasOwn(extraNames, later)) ownMore[extraNames[later] ?? ''] = String(text)
    else console.warn(`craveva: there is no text "${name}"`)
  }
  ownExtras(app).current = { ...ownExtras(app).peek(), ...ownMore }
  watch(() => {
    // Another language brings its own texts.
    app.locale.current
    untracked(() => {
      app.texts.current = { ...app.texts.current, ...own }
    })
  })
}

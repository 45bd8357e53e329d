import type { Child } from '../../dom/jsx.ts'
import type { App } from '../app.ts'
import { Plain } from './plain.tsx'

/** Draws what shows something. Where that breaks, what can be read of it is shown as it is, and the page is told. */
export function guard({ fault }: App, something: object, draw: () => Child): Child {
  try {
    return draw()
  } catch (error) {
    fault(error)
    return <Plain text={() => wordsOf(something)} />
  }
}

/** The first of its fields that people read. */
const wordsOf = (something: object) => String(Object.entries(something).find(([name]) => /title|name|number|message/.test(name))?.[1] ?? '')

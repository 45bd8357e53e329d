import type { App } from '../panel/app.ts'

interface Recognition {
  lang: string
  interimResults: boolean
  onresult: (event: { readonly results: ArrayLike<ArrayLike<{ readonly transcript: string }>> }) => void
  onend: () => void
  onerror: () => void
  start(): void
  stop(): void
}

let running: Recognition | undefined

/** Writes what is spoken into the field; once more ends it. Only where the browser can do it. */
export function dictate({ draft, dictating, locale }: App): void {
  if (running) {
    running.stop()
    return
  }
  const { SpeechRecognition, webkitSpeechRecognition } = window as unknown as Record<string, new () => Recognition>
  const Kind = SpeechRecognition ?? webkitSpeechRecognition
  if (!Kind) return
  const before = draft.peek() && `${draft.peek()} `
  running = Object.assign(new Kind(), { lang: locale.peek(), interimResults: true })
  running.onresult = ({ results }) => {
    draft.current = before + Array.from(results, result => result[0]?.transcript ?? '').join('')
  }
  running.onerror = running.onend = () => {
    running = undefined
    dictating.current = false
  }
  dictating.current = true
  running.start()
}

import { signal } from '../dom/signal.ts'
import { IconButton } from '../panel/chrome/icon-button.tsx'
import type { MessageProperties } from '../panel/messages/message.tsx'
import { textOf } from '../panel/store/entry.ts'
import { sayFor } from './say.ts'

const icons = { copy: 'M9 9h10v11H9zM15 9V4H5v11h4', check: 'M5 12l5 5 9-10' } as const

/** Copies a message's text as it was written. */
export function CopyButton({ app, entry }: MessageProperties) {
  const copied = signal(false)
  async function copy() {
    await navigator.clipboard.writeText(textOf(entry.parts.current))
    copied.current = true
    setTimeout(() => {
      copied.current = false
    }, 2000)
  }
  return (
    <IconButton
      class="icon small copy"
      icon={() => (copied.current ? icons.check : icons.copy)}
      says={() => sayFor(app)(copied.current ? 'copied' : 'copy')}
      onclick={copy}
    />
  )
}

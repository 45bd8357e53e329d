import { signal } from '../dom/signal.ts'
import { IconButton } from '../panel/chrome/icon-button.tsx'
import type { MessageProperties } from '../panel/messages/message.tsx'
import { textOf } from '../panel/store/entry.ts'

const icons = { copy: 'M9 9h10v11H9zM15 9V4H5v11h4', check: 'M5 12l5 5 9-10' } as const

/** Copies a message's text as it was written. */
export function CopyButton({ app: { t }, entry }: MessageProperties) {
  const copied = signal(false)
  async function copy() {
    await navigator.clipboard.writeText(textOf(entry.parts.value))
    copied.value = true
    setTimeout(() => {
      copied.value = false
    }, 2000)
  }
  return (
    <IconButton
      class="small copy"
      icon={() => (copied.value ? icons.check : icons.copy)}
      label={() => t(copied.value ? 'copied' : 'copy')}
      onclick={copy}
    />
  )
}

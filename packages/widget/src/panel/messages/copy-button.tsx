import { signal } from '../../dom/signal.ts'
import { IconButton } from '../chrome/icon-button.tsx'
import { textOf } from '../store/entry.ts'
import type { MessageProperties } from './message.tsx'

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
      class="small"
      icon={() => (copied.value ? 'check' : 'copy')}
      label={() => t(copied.value ? 'copied' : 'copy')}
      onclick={copy}
    />
  )
}

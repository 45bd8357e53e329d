import { onEnd } from '../dom/scope.ts'
import { watch } from '../dom/signal.ts'
import type { App } from '../panel/app.ts'
import { IconButton } from '../panel/chrome/icon-button.tsx'
import { icons } from '../panel/chrome/icons.ts'
import { attempt } from '../panel/store/storage.ts'
import { listen } from '../panel/window.ts'
import { sayFor } from './say.ts'

const day = 86_400_000

/**
 * Shows the merchant's message beside the launcher: after a time or when the pointer leaves the page, on the pages it is meant for, once in so
 * many days. Never while the visitor writes something, never over an open panel, and it takes no focus.
 */
export function invite(app: App): void {
  const settings = app.agentConfig.current?.ui_settings.proactive
  if (!settings || (settings.pages.length > 0 && !settings.pages.some(page => location.pathname.startsWith(page)))) return
  const key = `craveva:${app.agentConfig.current?.agent_id}:invited`
  if (Date.now() - Number(attempt(() => localStorage.getItem(key)) ?? 0) < settings.every_days * day) return
  let shown = false
  let timer: ReturnType<typeof setTimeout> | undefined

  function show() {
    if (shown || app.isOpen.peek() || !app.consented.peek() || app.conversation.entries.peek().length > 0) return
    if (document.activeElement?.matches('input, textarea, select, [contenteditable]')) {
      timer = setTimeout(show, 5000)
      return
    }
    shown = true
    attempt(() => localStorage.setItem(key, String(Date.now())))
    const bubble = (<Bubble app={app} text={settings?.text ?? ''} remove={dismiss} />) as HTMLElement
    function dismiss() {
      bubble.remove()
      // Else the focus were lost with the button that had it.
      app.launcher.focus()
    }
    app.launcher.before(bubble)
    watch(() => app.isOpen.current && bubble.remove())
  }

  if (settings.after_seconds !== null) timer = setTimeout(show, settings.after_seconds * 1000)
  onEnd(() => clearTimeout(timer))
  if (settings.on_exit) listen<MouseEvent>(document, 'mouseout', ({ relatedTarget, clientY }) => !relatedTarget && clientY <= 0 && show())
}

const Bubble = ({ app, text, remove }: { readonly app: App; readonly text: string; readonly remove: () => void }) => (
  <div class="invitation" role="status">
    <button type="button" dir="auto" onclick={() => app.show(true)}>
      {text}
    </button>
    <IconButton class="icon small" icon={icons.close} says={() => sayFor(app)('dismiss')} onclick={remove} />
  </div>
)

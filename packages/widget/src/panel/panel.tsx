import { createChat, type WidgetConfig } from '@craveva/sdk/chat'
import { append } from '../dom/element.ts'
import { inScope, onEnd } from '../dom/scope.ts'
import { signal, untracked, watch } from '../dom/signal.ts'
import type { Panel, PanelHost } from '../shared/panel-module.ts'
import { addStyleSheet } from '../shared/style-sheet.ts'
import type { App } from './app.ts'
import { Dialog } from './chrome/dialog.tsx'
import { explainError } from './explain-error.ts'
import { safeUrl } from './markdown/links.ts'
import css from './panel.css?inline'
import { createConversation } from './store/conversation.ts'
import { type Entry, textOf } from './store/entry.ts'
import { openStorage } from './store/storage.ts'
import { createTexts } from './texts.ts'
import { applyTheme } from './theme.ts'
import { openMemory, watchWindow } from './window.ts'

/** Builds the panel beside the launcher; it stays closed until a command opens it. */
export function mountPanel(host: PanelHost): Panel {
  const [command, destroy] = inScope(() => build(host))
  return { command, destroy }
}

function build({ settings, element, root, launcher, emit }: PanelHost): Panel['command'] {
  const storage = openStorage(settings.agent, '')
  const wasOpen = openMemory(settings.agent)
  const texts = createTexts(element.lang)
  const config = signal<WidgetConfig | null>(settings.config)
  const isOpen = signal(false)
  const focusWanted = signal(0)
  const announcement = signal('')
  const shownParts = new WeakMap<Entry, HTMLElement>()
  const browser = watchWindow()
  const chat = createChat({
    baseUrl: settings.api,
    agentId: settings.agent,
    headers: (): Record<string, string> => {
      const token = storage.read()?.visitor_token
      return token ? { 'X-Visitor-Token': token } : {}
    },
  })
  const conversation = createConversation({
    chat,
    storage,
    explain: error => explainError(error, texts.t),
    onError: error => emit('error', error),
    onMessage(entry) {
      // biome-ignore lint/performance/useDomNodeTextContent: read aloud, blocks need the pauses that line breaks make
      announcement.value = shownParts.get(entry)?.innerText ?? ''
      emit('message', { role: entry.role, text: textOf(entry.parts.value) })
    },
    onChange: () => {},
  })

  let prepared = false
  /** Nothing is asked of the API before the panel is opened for the first time. */
  function prepare() {
    if (prepared) return
    prepared = true
    conversation.load()
    if (!config.value) {
      chat.config().then(
        answer => {
          config.value = answer
        },
        error => emit('error', error),
      )
    }
  }

  function show(open: boolean, takesFocus = open) {
    if (takesFocus) focusWanted.value++
    if (open === isOpen.value) return
    if (open) prepare()
    isOpen.value = open
    wasOpen.value = open && !browser.full.value
    launcher.ariaExpanded = String(open)
    element.toggleAttribute('data-open', open)
    emit(open ? 'open' : 'close')
  }

  const close = () => show(false)
  const pictures = new Set([location.origin, settings.api, ...(settings.page.images?.split(/[\s,]+/) ?? [])])
  const image = (address: string) => {
    const href = safeUrl(address)
    return href && pictures.has(new URL(href).origin) ? href : undefined
  }
  const app: App = {
    conversation,
    config,
    ...texts,
    safeLink: safeUrl,
    image,
    emit,
    isOpen,
    focusWanted,
    full: browser.full,
    announcement,
    shownParts,
    launcher,
    close,
  }
  const commands: Record<string, (argument: unknown) => void> = {
    open: () => show(true),
    close,
    toggle: () => show(!isOpen.value),
    restart: conversation.restart,
    send(text) {
      show(true)
      if (typeof text === 'string' && text.trim()) conversation.send(text.trim())
    },
  }

  addStyleSheet(root, css, settings.page.nonce)
  watch(() => applyTheme(element, settings, config.value, browser.dark.value))
  watch(() => {
    const online = browser.online.value
    untracked(() => conversation.setOnline(online))
  })
  const place = document.createElement('div')
  launcher.before(place)
  append(place, <Dialog app={app} />)
  onEnd(() => place.remove())
  onEnd(close)
  // A page that is opened with the panel on it keeps its focus.
  if (wasOpen.value) show(true, false)

  return (name, argument) => {
    const command = commands[name]
    if (!command) throw new Error(`There is no command "${name}"`)
    command(argument)
  }
}

import { createChat, type WidgetConfig } from '@craveva/sdk/chat'
import { onEnd } from '../dom/scope.ts'
import { computed, signal, untracked, watch } from '../dom/signal.ts'
import type { PanelHost } from '../shared/panel-module.ts'
import type { App } from './app.ts'
import { createChunks } from './chunks.ts'
import { explainError } from './explain-error.ts'
import { labelLauncher } from './label-launcher.ts'
import { createPictureRule } from './markdown/links.ts'
import { createConversation } from './store/conversation.ts'
import { type Entry, textOf } from './store/entry.ts'
import { attempt, openStorage } from './store/storage.ts'
import type { TextsInUse } from './texts.ts'
import { applyTheme } from './theme.ts'
import { createVisitor } from './visitor.ts'
import { listen, openMemory, watchWindow } from './window.ts'

/** Brings together what the components of one panel share, and keeps it in step with the browser and the page. */
export function createApp(host: PanelHost, { use, ...texts }: TextsInUse): App {
  const chunks = createChunks(host)
  const { settings, element, launcher, emit } = host
  const storage = openStorage(settings.agent)
  const wasOpen = openMemory(settings.agent)
  const consentKey = `craveva:${settings.agent}:consent`
  const browser = watchWindow()
  const config = signal<WidgetConfig | null>(settings.config)
  const isOpen = signal(false)
  const focusWanted = signal(0)
  const unread = signal(0)
  const announcement = signal('')
  const consented = signal(settings.page.consent !== 'required' || attempt(() => localStorage.getItem(consentKey)) === 'given')
  const shownParts = new WeakMap<Entry, HTMLElement>()
  const inline = settings.page.position === 'inline'
  const full = computed(() => browser.full.value && !inline)
  let prepared = false

  const visitor = createVisitor(storage, reload, id => conversation.chat.call('POST', `/conversations/${id}/claim`, {}))
  const conversation = createConversation({
    chat: createChat({ baseUrl: settings.api, agentId: settings.agent, headers: visitor.headers }),
    storage,
    explain: error => explainError(error, texts.t),
    onError: error => emit('error', error),
    onMessage(entry) {
      // biome-ignore lint/performance/useDomNodeTextContent: read aloud, blocks need the pauses that line breaks make
      announcement.value = shownParts.get(entry)?.innerText ?? ''
      if (!isOpen.value) unread.value++
      chunks.extras.peek()?.playSound()
      emit('message', { role: entry.role, text: textOf(entry.parts.value) })
    },
    visible: browser.visible,
  })

  /** Shows what is on the server now, once anything was shown. */
  function reload() {
    if (prepared) conversation.load()
  }

  /** Nothing is asked of the API before the panel is needed for the first time, and the visitor agreed where they are asked. */
  async function prepare() {
    if (prepared || !consented.value) return
    prepared = true
    conversation.load()
    if (attempt(() => localStorage.getItem('craveva:sound'))) chunks.extras.bring().catch(() => {})
    config.value ??= await conversation.chat.config().catch(error => {
      emit('error', error)
      return null
    })
  }

  function show(open: boolean, takesFocus = open) {
    if (takesFocus) focusWanted.value++
    if (open === isOpen.value) return
    if (open) prepare()
    unread.value = 0
    isOpen.value = open
    if (!inline) wasOpen.value = open && !full.value
    launcher.ariaExpanded = String(open)
    element.toggleAttribute('craveva-open', open)
    emit(open ? 'open' : 'close')
  }

  function consent(given: unknown = true) {
    consented.value = given === true
    attempt(() => (given === true ? localStorage.setItem(consentKey, 'given') : localStorage.removeItem(consentKey)))
    if (isOpen.value) prepare()
  }

  function begin() {
    watch(() => applyTheme(host, config.value, browser.dark.value))
    watch(() => labelLauncher(host, texts.t, unread.value))
    watch(() => {
      const online = browser.online.value
      untracked(() => conversation.setOnline(online))
    })
    watch(() => conversation.handoff.value && emit('handoff', conversation.handoff.value))
    // Other tabs tell what they change; a page that comes back from the browser's memory has missed it.
    onEnd(storage.onChange(reload))
    listen<PageTransitionEvent>(window, 'pageshow', event => event.persisted && reload())
    onEnd(() => show(false))
    if (storage.read()?.operator) prepare()
    watch(() => config.value?.ui_settings.proactive && chunks.extras.read()?.invite(app))
    // A page that is opened with the panel on it keeps its focus.
    if (inline || wasOpen.value) show(true, false)
  }

  const app: App = {
    ...texts,
    ...chunks,
    setLocale: use,
    conversation,
    visitor,
    config,
    draft: signal(''),
    dictating: signal(false),
    files: signal([]),
    isOpen,
    focusWanted,
    full,
    announcement,
    shownParts,
    consented,
    consent,
    launcher,
    image: createPictureRule([settings.api, ...(settings.page.images?.split(/[\s,]+/) ?? [])]),
    privacy: settings.page.privacy,
    emit,
    show,
    begin,
  }
  return app
}

import { createChat, type WidgetConfig } from '@craveva/sdk/chat'
import { onEnd } from '../dom/scope.ts'
import { computed, signal, untracked, watch } from '../dom/signal.ts'
import type { PanelHost } from '../shared/panel-module.ts'
import type { App } from './app.ts'
import { createExtras } from './extras.ts'
import { createPictureRule } from './markdown/links.ts'
import { createConversation } from './store/conversation.ts'
import { type Entry, textOf } from './store/entry.ts'
import { attempt, openStorage } from './store/storage.ts'
import type { TextsInUse } from './texts.ts'
import { applyTheme } from './theme.ts'
import { createVisitor } from './visitor.ts'
import { listen, watchWindow } from './window.ts'

/** Brings together what the components of one panel share, and keeps it in step with the browser and the page. */
export function createApp(host: PanelHost, { use, ...texts }: TextsInUse): App {
  const extras = createExtras(host)
  const { settings, element, launcher, emit } = host
  const openKey = `craveva:${settings.agent}`
  const consentKey = `${openKey}:consent`
  const browser = watchWindow()
  const agentConfig = signal<WidgetConfig | null>(settings.config)
  const isOpen = signal(false)
  const focusWanted = signal(0)
  const newcomers = signal(0)
  const unread = signal(0)
  const announcement = signal('')
  const consented = signal(settings.page.consent !== 'required' || attempt(() => localStorage.getItem(consentKey)) === 'given')
  const storage = openStorage(settings.agent, () => (consented.peek() ? localStorage : null))
  const shownParts = new WeakMap<Entry, HTMLElement>()
  const inline = settings.page.position === 'inline'
  const full = computed(() => browser.full.current && !inline)
  let prepared = false

  const visitor = createVisitor(storage, { leave, reload, claim: id => conversation.chat.call('POST', `/conversations/${id}/claim`, {}) })
  const conversation = createConversation({
    chat: createChat({
      baseUrl: settings.api,
      agentId: settings.agent,
      // In the language of the panel, and not in that of the browser, the visitor is written to.
      headers: () => ({ ...visitor.headers(), 'Accept-Language': texts.locale.peek() }),
    }),
    storage,
    bring: extras.bring,
    onError: error => emit('error', error),
    onMessage(entry) {
      // biome-ignore lint/performance/useDomNodeTextContent: read aloud, blocks need the pauses that line breaks make
      announcement.current = shownParts.get(entry)?.innerText ?? ''
      if (!isOpen.current) unread.current++
      extras.peek()?.playSound()
      emit('message', { role: entry.role, text: textOf(entry.parts.current) })
    },
  })

  function fault(error: unknown) {
    emit('error', error)
    reportError(error)
  }

  /** Shows what is on the server now, once anything was shown. */
  function reload() {
    if (prepared) conversation.load()
  }

  /** Somebody else is there. What stands in the field is theirs if they have just `signedIn`; `keep`: so is what is not answered yet. */
  function leave(signedIn?: boolean, keep?: boolean) {
    conversation.leave(keep)
    newcomers.current++
    announcement.current = ''
    unread.current = 0
    if (!signedIn) {
      app.draft.current = ''
      app.files.current = []
    }
    reload()
  }

  /** Nothing is asked of the API before the panel is needed for the first time, and the visitor agreed where they are asked. */
  async function prepare() {
    if (prepared || !consented.current) return
    prepared = true
    conversation.load()
    agentConfig.current ??= await conversation.chat.config().catch(error => {
      emit('error', error)
      return null
    })
  }

  function show(open: boolean, takesFocus = open) {
    if (takesFocus) focusWanted.current++
    if (open === isOpen.current) return
    if (open) prepare()
    unread.current = 0
    isOpen.current = open
    remember()
    launcher.ariaExpanded = String(open)
    element.toggleAttribute('craveva-open', open)
    emit(open ? 'open' : 'close')
  }

  /** The next page opens the panel again. */
  function remember() {
    if (!inline && consented.current) attempt(() => sessionStorage.setItem(openKey, isOpen.current && !full.current ? 'open' : ''))
  }

  function consent(given: unknown = true) {
    consented.current = given === true
    attempt(() => (given === true ? localStorage.setItem(consentKey, 'given') : localStorage.removeItem(consentKey)))
    if (!isOpen.current) return
    remember()
    prepare()
  }

  function begin() {
    watch(() => applyTheme(host, agentConfig.current, browser.dark.current))
    watch(() => unread.current && extras.read()?.showUnread(app, unread.current))
    watch(() => {
      const online = browser.isOnline.current
      untracked(() => conversation.setOnline(online))
    })
    // What is said twice is a change to read aloud as well.
    watch(() => {
      if (conversation.running.current) announcement.current = ''
    })
    watch(() => conversation.handoff.current && emit('handoff', conversation.handoff.current))
    watch(() => consented.current && conversation.attended.current && extras.read()?.followOperator(app))
    // Other tabs tell what they change; a page that comes back from the browser's memory has missed it.
    onEnd(storage.onChange(gone => (gone ? visitor.gone() : reload())))
    listen<PageTransitionEvent>(window, 'pageshow', event => event.persisted && reload())
    onEnd(() => show(false))
    if (storage.read()?.operator) prepare()
    watch(() => {
      const own = agentConfig.current?.ui_settings.texts
      if (own) extras.bring().then(({ useTexts }) => useTexts(app, own), reportError)
    })
    watch(() => consented.current && agentConfig.current?.ui_settings.proactive && extras.read()?.invite(app))
    // A page that is opened with the panel on it keeps its focus.
    if (inline || attempt(() => sessionStorage.getItem(openKey)) === 'open') show(true, false)
  }

  const app: App = {
    ...texts,
    extras,
    setLocale: use,
    conversation,
    visitor,
    agentConfig,
    draft: signal(''),
    dictating: signal(false),
    tooLong: signal(false),
    files: signal([]),
    isOpen,
    focusWanted,
    newcomers,
    inline,
    full,
    announcement,
    shownParts,
    consented,
    consent,
    launcher,
    image: createPictureRule([settings.api, ...(settings.page.images?.split(/[\s,]+/) ?? [])]),
    privacy: settings.page.privacy,
    emit,
    fault,
    show,
    begin,
  }
  return app
}

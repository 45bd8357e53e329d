import type { Panel, PanelModule } from '../shared/panel-module.ts'
import type { WidgetSettings } from '../shared/settings.ts'
import { warn } from '../shared/warn.ts'
import { drawLauncher } from './launcher.ts'

export type Listener = (detail: unknown) => void

/** What holds from now on: it waits for the panel instead of bringing it, but for `logout`, and is kept where the panel does not come. */
const lasting = /^(close|identify|consent|set|logout)/

/** What a page asks of one widget, from the moment its script runs. Answers nothing where every widget may be asked the same. */
export type Command = (...call: Call) => Promise<unknown> | undefined

export type Call = readonly [name: string, argument?: unknown, listener?: unknown, agent?: unknown]

/** Those that are not about the same listener of the same event. */
export const except = (calls: readonly Call[], [, event, listener]: Call): Call[] =>
  calls.filter(([, each, one]) => each !== event || one !== listener)

/** Shows the launcher as soon as the page is idle, and brings the panel when the visitor shows interest or the page commands. */
export function startWidget(settings: WidgetSettings, importPanel: () => Promise<PanelModule>): Command {
  const { page, config, agent, findParent } = settings
  const waiting: Call[] = []
  const surface = drawLauncher(settings)
  const { element, launcher, preload } = surface
  const observer = new MutationObserver(attach)
  let attempts = 100
  let listeners: Call[] = []
  let panel: Promise<Panel | undefined> | undefined
  let ready = false

  /** Puts the element where it belongs, and back whenever a page's router throws it out; gives up when the page insists. */
  function attach() {
    const parent = findParent()
    if (element.isConnected || !parent || attempts-- < 0) return
    parent.append(element)
    if (element.popover) element.showPopover?.()
    observer.disconnect()
    for (const node of [document, document.documentElement, parent]) observer.observe(node, { childList: true })
  }

  function emit(event: string, detail?: unknown) {
    const heard = listeners.filter(([, each]) => each === event)
    // Each by itself: what one throws is reported, and the others hear as well.
    for (const [, , listener] of heard) queueMicrotask(() => (listener as Listener)(detail))
    return heard.length > 0
  }

  launcher.onpointerenter = launcher.onfocus = load
  launcher.onclick = () => {
    // The sign on the launcher is painted first: a click is answered at once, however long the panel takes.
    launcher.ariaBusy = 'true'
    requestAnimationFrame(() => setTimeout(() => command('toggle')))
  }

  /** Undefined where the panel does not come: the next call tries again. */
  function load() {
    panel ??= bring().catch((error): undefined => {
      panel = undefined
      emit('error', error)
      warn(error)
    })
    return panel
  }

  async function bring() {
    attach()
    preload(settings.panel, settings.integrity)
    const { mountPanel } = await importPanel()
    const loaded = await mountPanel({ settings, emit, ...surface })
    for (const call of waiting.splice(0)) loaded.command(...call)
    return loaded
  }

  /** Answers at once with a sign on the launcher; the panel follows. */
  async function toPanel(call: Call) {
    const [name] = call
    const lasts = lasting.test(name)
    if (panel || !lasts || name === 'logout') {
      launcher.ariaBusy = 'true'
      const loaded = await load()
      launcher.ariaBusy = 'false'
      if (loaded) return loaded.command(...call)
    }
    if (lasts) waiting.push(call)
  }

  const command: Command = (...call) => {
    const [name, argument, listener] = call
    if (name === 'on') {
      const others = except(listeners, call)
      // A script that came later than ours is told as well.
      if (ready && argument === 'ready' && others.length === listeners.length) queueMicrotask(listener as () => void)
      listeners = [...others, call]
    } else if (name === 'off') listeners = except(listeners, call)
    else if (name === 'destroy') {
      panel?.then(loaded => loaded?.destroy())
      // From now on there is none, and nobody to be told.
      panel = Promise.resolve(undefined)
      listeners = []
      attempts = -1
      observer.disconnect()
      element.remove()
    } else return toPanel(call)
  }

  function begin() {
    try {
      // Bringing the panel tells of a place that cannot be found.
      if (page.position === 'inline' || config?.ui_settings.proactive) load()
      attach()
      if (isAwaited(agent)) load()
    } catch {
      // Storage may be forbidden.
    }
    emit('ready')
    ready = true
  }

  // Where a browser does not tell when it is idle, it is soon.
  const whenIdle = () => (window.requestIdleCallback ?? (setTimeout as unknown as typeof requestIdleCallback))(begin, { timeout: 2000 })
  if (document.readyState === 'loading') addEventListener('DOMContentLoaded', whenIdle)
  else whenIdle()
  return command
}

/** Whether the visitor left the panel open on the page before, or a person is expected to write. */
function isAwaited(agent: string) {
  const key = `craveva:${agent}`
  return /^open|"operator":true/.test((sessionStorage.getItem(key) as string) + localStorage.getItem(key))
}

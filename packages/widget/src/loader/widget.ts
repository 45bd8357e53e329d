import type { Panel, PanelModule } from '../shared/panel-module.ts'
import type { WidgetSettings } from '../shared/settings.ts'
import { warn } from '../shared/warn.ts'
import { createHostElement, keepAttached } from './host-element.ts'
import { drawLauncher } from './launcher.ts'

export type Listener = (detail: unknown) => void

/** Commands that are of no use before the panel is there: they do not bring it. */
const canWait = /^(close|identify|consent|set)/

/** What holds from now on, when the panel does not come as well. */
const lasts = /^(identify|consent|set|logout)/

/** One widget on the page, from the moment its script runs. */
export interface Widget {
  command(name: string, ...rest: unknown[]): unknown
}

/** Draws the launcher as soon as the page is idle, and brings the panel when the visitor shows interest or the page commands. */
export function startWidget(settings: WidgetSettings, importPanel: () => Promise<PanelModule>): Widget {
  const { page, config, agent } = settings
  const inline = page.position === 'inline'
  const listeners = { __proto__: null } as unknown as Record<string, Set<Listener>>
  const waiting: [name: string, argument: unknown][] = []
  let surface: ReturnType<typeof draw> | undefined
  let panel: Promise<Panel | undefined> | undefined
  let gone = false
  let ready = false

  const heard = (event: string) => (listeners[event] ??= new Set())

  function emit(event: string, detail?: unknown) {
    if (gone) return false
    for (const listener of heard(event)) {
      try {
        listener(detail)
      } catch (error) {
        reportError(error)
      }
    }
    return heard(event).size > 0
  }

  function draw() {
    const element = createHostElement(inline)
    const drawn = drawLauncher(element, settings)
    const { launcher } = drawn
    launcher.onpointerenter = launcher.onfocus = load
    launcher.onclick = () => {
      // The sign on the launcher is painted first: a click is answered at once, however long the panel takes.
      launcher.ariaBusy = 'true'
      requestAnimationFrame(() => setTimeout(() => command('toggle')))
    }
    return { element, detach: keepAttached(element, settings.findParent), ...drawn }
  }

  function mount() {
    if (gone) throw new Error('destroyed')
    surface ??= draw()
    return surface
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
    const drawn = mount()
    drawn.preload(settings.panel, settings.integrity)
    const { mountPanel } = await importPanel()
    const loaded = await mountPanel({ settings, emit, ...drawn })
    for (const [name, argument] of waiting.splice(0)) loaded.command(name, argument)
    return loaded
  }

  /** Answers at once with a sign on the launcher; the panel follows. */
  async function toPanel(name: string, argument: unknown) {
    try {
      const { launcher } = mount()
      launcher.ariaBusy = 'true'
      const loaded = await load()
      launcher.ariaBusy = 'false'
      if (loaded) return loaded.command(name, argument)
      if (lasts.test(name)) waiting.push([name, argument])
    } catch (error) {
      warn(error)
    }
  }

  function command(name: string, ...[argument, listener]: unknown[]): unknown {
    if (name === 'on') {
      const listeners = heard(String(argument))
      // A script that came later than ours is told as well.
      if (ready && argument === 'ready' && !listeners.has(listener as Listener)) queueMicrotask(listener as () => void)
      listeners.add(listener as Listener)
    } else if (name === 'off') heard(String(argument)).delete(listener as Listener)
    else if (name === 'destroy') destroy()
    else if (panel || !canWait.test(name)) return toPanel(name, argument)
    else waiting.push([name, argument])
  }

  function destroy() {
    gone = true
    panel?.then(loaded => loaded?.destroy())
    surface?.detach()
    surface = undefined
  }

  whenIdle(() => {
    if (gone) return
    try {
      mount()
      if (inline || config?.ui_settings.proactive || isAwaited(agent)) load()
      emit('ready')
      ready = true
    } catch (error) {
      emit('error', error)
    }
  })
  return { command }
}

function whenIdle(work: () => void) {
  // Where a browser does not tell, it is soon.
  const idle: (work: () => void, limit: IdleRequestOptions) => unknown = window.requestIdleCallback ?? setTimeout
  const later = () => idle(work, { timeout: 2000 })
  if (document.readyState === 'loading') document.addEventListener('DOMContentLoaded', later)
  else later()
}

/** Whether the visitor left the panel open on the page before, or a person is expected to write. */
function isAwaited(agent: string) {
  const key = `craveva:${agent}`
  try {
    return sessionStorage.getItem(key) === 'open' || localStorage.getItem(key)?.includes('"operator":true')
  } catch {
    return false
  }
}

import type { Panel, PanelModule } from '../shared/panel-module.ts'
import type { WidgetSettings } from '../shared/settings.ts'
import { createHostElement, keepAttached } from './host-element.ts'
import { drawLauncher } from './launcher.ts'

export type Listener = (detail: unknown) => void

/** Commands that are of no use before the panel is there: they do not bring it. */
const canWait = /^(identify|consent|set)/

/** One widget on the page, from the moment its script runs. */
export interface Widget {
  command(name: string, ...rest: unknown[]): unknown
}

/** Draws the launcher as soon as the page is idle, and brings the panel when the visitor shows interest or the page commands. */
export function startWidget(settings: WidgetSettings, importPanel: () => Promise<PanelModule>): Widget {
  const listeners = new Map<string, Set<Listener>>()
  let surface: ReturnType<typeof draw> | undefined
  let panel: Promise<Panel> | undefined
  let gone = false
  const waiting: [name: string, argument: unknown][] = []

  function emit(event: string, detail?: unknown) {
    const heard = listeners.get(event) ?? new Set()
    for (const listener of heard) {
      try {
        listener(detail)
      } catch (error) {
        reportError(error)
      }
    }
    return heard.size > 0
  }

  function draw() {
    const element = createHostElement(settings.page.position === 'inline')
    const drawn = drawLauncher(element, settings)
    const { launcher } = drawn
    const detach = keepAttached(element, settings.findParent)
    for (const sign of ['pointerenter', 'focus', 'touchstart']) {
      launcher.addEventListener(sign, () => load().catch(() => {}), { once: true, passive: true })
    }
    launcher.addEventListener('click', () => {
      // The sign on the launcher is painted first: a click is answered at once, however long the panel takes.
      launcher.ariaBusy = 'true'
      requestAnimationFrame(() => setTimeout(() => command('toggle')))
    })
    return { element, detach, ...drawn }
  }

  const mount = () => {
    if (!gone) surface ??= draw()
    return surface
  }

  function load() {
    panel ??= bring().catch(error => {
      panel = undefined
      emit('error', error)
      throw error
    })
    return panel
  }

  async function bring() {
    const drawn = mount()
    if (!drawn) throw new Error('This widget was destroyed')
    drawn.preload(settings.panel, settings.integrity)
    const { mountPanel } = await importPanel()
    const loaded = await mountPanel({ settings, emit, ...drawn })
    for (const [name, argument] of waiting.splice(0)) loaded.command(name, argument)
    return loaded
  }

  /** Answers at once with a sign on the launcher; the panel follows. */
  async function toPanel(name: string, argument: unknown) {
    const launcher = mount()?.launcher
    if (launcher) launcher.ariaBusy = 'true'
    try {
      return (await load()).command(name, argument)
    } finally {
      if (launcher) launcher.ariaBusy = 'false'
    }
  }

  function command(name: string, ...[argument, listener]: unknown[]): unknown {
    if (name === 'on' || name === 'off') return listen(name, String(argument), listener as Listener)
    if (name === 'destroy') return destroy()
    if (!panel && name === 'close') return
    if (!panel && canWait.test(name)) return void waiting.push([name, argument])
    return toPanel(name, argument).catch(error => console.warn('craveva:', error))
  }

  function listen(name: 'on' | 'off', event: string, listener: Listener) {
    const set = listeners.get(event) ?? new Set()
    listeners.set(event, set)
    if (name === 'on') set.add(listener)
    else set.delete(listener)
  }

  function destroy() {
    gone = true
    panel?.then(loaded => loaded.destroy())
    surface?.detach()
    surface = undefined
    listeners.clear()
  }

  whenIdle(() => {
    try {
      if (mount() && (settings.page.position === 'inline' || settings.config?.ui_settings.proactive || isAwaited(settings.agent)))
        load().catch(() => {})
      emit('ready')
    } catch (error) {
      emit('error', error)
    }
  })
  return { command }
}

function whenIdle(work: () => void) {
  const later = () => ('requestIdleCallback' in window ? requestIdleCallback(work, { timeout: 2000 }) : setTimeout(work, 200))
  if (document.readyState === 'loading') document.addEventListener('DOMContentLoaded', later, { once: true })
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

import type { WidgetSettings } from './settings.ts'

/** What the loader hands to the panel: the place to draw in and the way to tell the page what happens. */
export interface PanelHost {
  readonly settings: WidgetSettings
  readonly element: HTMLElement
  readonly root: ShadowRoot
  readonly launcher: HTMLButtonElement
  /** Answers whether anybody listens. */
  emit(event: string, detail?: unknown): boolean
}

export interface Panel {
  /** Carries out one command of the page; unknown ones throw. */
  command(name: string, argument?: unknown): unknown
  destroy(): void
}

/** The module that the loader imports. */
export interface PanelModule {
  mountPanel(host: PanelHost): Panel
}

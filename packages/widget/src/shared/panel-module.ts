import type { WidgetConfig } from '@craveva/sdk/chat'
import type { WidgetSettings } from './settings.ts'

/**
 * What the loader hands to the panel: the place to draw in, the way to tell the page what happens, and what the loader has already so that
 * nothing is loaded twice.
 */
export interface PanelHost {
  readonly settings: WidgetSettings
  readonly element: HTMLElement
  readonly launcher: HTMLButtonElement
  /** Announces a module that will be imported, so that a browser that knows integrity for modules refuses another one. */
  preload(address: string, integrity: string | undefined): void
  /** Adds a style sheet to the shadow root. */
  addStyles(css: string): void
  /** Gives the launcher colour and place after the page's settings and this configuration. Returns the luminance of the colour. */
  paint(config: WidgetConfig | null): number
  /** Answers whether anybody listens. */
  emit(event: string, detail?: unknown): boolean
}

/** Gets the texts of a language by its code, such as `de`, and under `de.more` those of the extras. */
export type LoadTexts = <Table>(name: string) => Promise<Table>

export interface Panel {
  /** Carries out one command of the page; unknown ones throw. */
  command(name: string, argument?: unknown, ...rest: unknown[]): unknown
  destroy(): void
}

/** The module that the loader imports. */
export interface PanelModule {
  mountPanel(host: PanelHost): Promise<Panel>
}

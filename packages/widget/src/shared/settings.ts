import type { WidgetConfig } from '@craveva/sdk/chat'
import type { LoadExtras } from './extras.ts'
import type { PageSettings } from './page-settings.ts'
import type { LoadTexts } from './panel-module.ts'

export type UiSettings = WidgetConfig['ui_settings']

/** Everything one widget on a page is started with. */
export interface WidgetSettings {
  readonly agent: string
  /** Origin of the API, without a path. */
  readonly api: string
  /** Where the panel's module lies. */
  readonly panel: string
  /** Hash the panel's module must have; undefined: any. */
  readonly integrity?: string | undefined
  /** What the server knew when it served the script; null: the panel asks for it when it is opened. */
  readonly config: WidgetConfig | null
  /** What the page decides itself, over the configuration. */
  readonly page: PageSettings
  /** Where the widget hangs; asked again when the page threw it out. */
  readonly findParent: () => Element | null
  /** Gets the texts of a language; the panel asks for its own file without. */
  readonly loadTexts?: LoadTexts
  /** Gets what the panel loads later; the panel asks for its own file without. */
  readonly loadExtras?: LoadExtras
}

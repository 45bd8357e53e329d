import type { WidgetConfig } from '@craveva/sdk/chat'
import { channels } from '../shared/color.ts'
import type { PanelHost } from '../shared/panel-module.ts'

/** The panel's background; panel.css uses the same. */
const surfaces = { light: '#ffffff', dark: '#17191e' } as const

/** Puts the merchant's colour, side and theme on the host element, where the style sheets read them. */
export function applyTheme(host: PanelHost, config: WidgetConfig | null, darkPreferred: boolean): void {
  const { element, settings, luminance, textOn } = host
  const { position, theme: asked } = { ...config?.ui_settings, ...settings.page }
  const color = host.paint(config)
  const theme = asked === 'dark' || (asked !== 'light' && darkPreferred) ? 'dark' : 'light'
  const fill = readableOn(surfaces[theme], color, 1.6, luminance)
  const values = {
    'color-scheme': theme,
    '--offset': settings.page.offset ?? '20px',
    '--fill': fill,
    '--on-fill': textOn(fill),
    '--link': readableOn(surfaces[theme], color, 5, luminance),
  }
  for (const [name, value] of Object.entries(values)) element.style.setProperty(name, value)
  // Under names of our own: styles and scripts of pages look for data-theme and data-open.
  element.setAttribute('craveva-theme', theme)
  element.setAttribute('craveva-side', position ?? '')
}

/** The colour itself, or the nearest mixed with black or white that has the contrast against the surface. */
export function readableOn(surface: string, color: string, contrast: number, luminance: PanelHost['luminance']): string {
  const behind = luminance(surface)
  const towards = behind > 0.179 ? 0 : 255
  let mixed = color
  for (let share = 0; contrastBetween(luminance(mixed), behind) < contrast && share < 1; share += 0.05) {
    const parts = channels(color).map(channel => Math.round(channel + (towards - channel) * share))
    mixed = `#${parts.map(part => part.toString(16).padStart(2, '0')).join('')}`
  }
  return mixed
}

const contrastBetween = (one: number, other: number) => (Math.max(one, other) + 0.05) / (Math.min(one, other) + 0.05)

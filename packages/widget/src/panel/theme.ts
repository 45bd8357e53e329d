import type { WidgetConfig } from '@craveva/sdk/chat'
import type { PanelHost } from '../shared/panel-module.ts'

/** Luminance of the panel's background; panel.css has the colours, white and #17191e. */
export const surfaces = { light: 1, dark: 0.0095 } as const

/** Puts the merchant's colour, side and theme on the host element, where the style sheets read them. */
export function applyTheme(host: PanelHost, config: WidgetConfig | null, darkPreferred: boolean): void {
  const { element, settings } = host
  const { position, theme: asked } = { ...config?.ui_settings, ...settings.page }
  const level = host.paint(config)
  const theme = asked === 'dark' || (asked !== 'light' && darkPreferred) ? 'dark' : 'light'
  const { style } = element
  style.colorScheme = theme
  style.setProperty('--offset', settings.page.offset ?? '20px')
  style.setProperty('--fill', readableOn(surfaces[theme], level, 1.6))
  style.setProperty('--link', readableOn(surfaces[theme], level, 5))
  // Under names of our own: styles and scripts of pages look for data-theme and data-open.
  element.setAttribute('craveva-theme', theme)
  element.setAttribute('craveva-side', position ?? '')
}

/** The merchant's colour, mixed with as much black or white as it takes to have the contrast against a surface; each by its luminance. */
export function readableOn(surface: number, level: number, contrast: number): string {
  const light = surface === surfaces.light
  const needed = (surface + 0.05) * (light ? 1 / contrast : contrast) - 0.05
  const share = light ? 1 - needed / level : (needed - level) / (1 - level)
  return `color-mix(in srgb-linear, var(--accent), ${light ? '#000' : '#fff'} ${Math.max(0, share * 100)}%)`
}

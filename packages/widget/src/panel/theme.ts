import type { WidgetConfig } from '@craveva/sdk/chat'
import { placeHostElement } from '../loader/host-element.ts'
import { defaultColor } from '../loader/launcher.ts'
import { channels, isColor, luminance, textOn } from '../shared/color.ts'
import type { WidgetSettings } from '../shared/settings.ts'

/** The panel's background; panel.css uses the same. */
const surfaces = { light: '#ffffff', dark: '#17191e' } as const

/** Puts the merchant's colour, side and theme on the host element, where the style sheets read them. */
export function applyTheme(element: HTMLElement, { page }: WidgetSettings, config: WidgetConfig | null, darkPreferred: boolean): void {
  const ui = config?.ui_settings
  const wanted = page.color ?? ui?.color
  const color = isColor(wanted) ? wanted : defaultColor
  const asked = page.theme ?? ui?.theme
  const theme = asked === 'dark' || (asked !== 'light' && darkPreferred) ? 'dark' : 'light'
  const fill = readableOn(surfaces[theme], color, 1.6)
  const values = {
    '--offset': page.offset ?? '20px',
    '--accent': color,
    '--on-accent': textOn(color),
    '--fill': fill,
    '--on-fill': textOn(fill),
    '--link': readableOn(surfaces[theme], color, 5),
  }
  for (const [name, value] of Object.entries(values)) element.style.setProperty(name, value)
  element.dataset.theme = theme
  const position = page.position ?? ui?.position
  element.dataset.side = position ?? ''
  placeHostElement(element, position, page.offset)
}

/** The colour itself, or the nearest mixed with black or white that has the contrast against the surface. */
export function readableOn(surface: string, color: string, contrast: number): string {
  const behind = luminance(surface)
  const towards = behind > 0.179 ? 0 : 255
  let mixed = color
  for (let share = 0; contrastBetween(luminance(mixed), behind) < contrast && share < 1; share += 0.05) {
    mixed = `#${channels(color)
      .map(channel =>
        Math.round(channel + (towards - channel) * share)
          .toString(16)
          .padStart(2, '0'),
      )
      .join('')}`
  }
  return mixed
}

const contrastBetween = (one: number, other: number) => (Math.max(one, other) + 0.05) / (Math.min(one, other) + 0.05)

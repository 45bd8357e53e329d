import fc from 'fast-check'
import { expect, test } from 'vitest'
import { luminance, textOn } from '../shared/color.ts'
import { readableOn, surfaces } from './theme.ts'

type Channels = readonly [red: number, green: number, blue: number]

/** The channels as amounts of light, with sRGB's own curve. */
function lightOf(color: string): Channels {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map(at => {
    const share = Number.parseInt(color.slice(at, at + 2), 16) / 255
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4
  })
  return [red, green, blue]
}

/** Contrast as WCAG 2.2 defines it. */
function contrast(one: Channels, other: Channels) {
  const levels = [one, other].map(([red, green, blue]) => 0.2126 * red + 0.7152 * green + 0.0722 * blue)
  return (Math.max(...levels) + 0.05) / (Math.min(...levels) + 0.05)
}

/** What a browser makes of the colour that is mixed. */
function mixed(color: string, css: string): Channels {
  const [, towards, share] = /^color-mix\(in srgb-linear, var\(--accent\), #(fff|000) ([\d.e-]+)%\)$/.exec(css) ?? []
  const part = Number(share) / 100
  expect(part).toBeGreaterThanOrEqual(0)
  expect(part).toBeLessThanOrEqual(1)
  return lightOf(color).map(channel => channel * (1 - part) + (towards === 'fff' ? part : 0)) as unknown as Channels
}

const black = '#000000'
const white = '#ffffff'
const color = fc.oneof(
  fc.constantFrom(black, white),
  fc.integer({ min: 0, max: 0xffffff }).map(value => `#${value.toString(16).padStart(6, '0')}`),
)
const themes = [
  [surfaces.light, white],
  [surfaces.dark, '#17191e'],
] as const

test('text on any colour has the contrast that WCAG asks for', () => {
  fc.assert(
    fc.property(
      color,
      background => contrast(lightOf(textOn(luminance(background)) === '#fff' ? white : black), lightOf(background)) >= 4.5,
    ),
  )
})

test('any colour can be read on the panel, by light and by dark', () => {
  for (const [surface, background] of themes) {
    const link = (wanted: string) => mixed(wanted, readableOn(surface, luminance(wanted), 5))
    fc.assert(fc.property(color, wanted => contrast(link(wanted), lightOf(background)) >= 4.5))
  }
})

test('any colour is seen as the background of a text, which reads on it as it does on the colour itself', () => {
  for (const [surface, background] of themes) {
    fc.assert(
      fc.property(color, wanted => {
        const fill = mixed(wanted, readableOn(surface, luminance(wanted), 1.6))
        const text = lightOf(textOn(luminance(wanted)) === '#fff' ? white : black)
        return contrast(fill, lightOf(background)) >= 1.5 && contrast(text, fill) >= 4.5
      }),
    )
  }
})

test('a colour that reads well is left alone', () => {
  expect(readableOn(surfaces.light, luminance('#1144aa'), 5)).toContain(' 0%)')
})

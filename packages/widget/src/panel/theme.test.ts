import fc from 'fast-check'
import { expect, test } from 'vitest'
import { channels, luminance, textOn } from '../shared/color.ts'
import { readableOn } from './theme.ts'

/** Contrast as WCAG 2.2 defines it, with sRGB's own curve. */
function contrast(one: string, other: string) {
  const [lighter = 0, darker = 0] = [one, other].map(exactLuminance).sort((a, b) => b - a)
  return (lighter + 0.05) / (darker + 0.05)
}

function exactLuminance(color: string) {
  const [red = 0, green = 0, blue = 0] = channels(color).map(channel => {
    const share = channel / 255
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4
  })
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}

const color = fc.integer({ min: 0, max: 0xffffff }).map(value => `#${value.toString(16).padStart(6, '0')}`)

test('text on any colour has the contrast that WCAG asks for', () => {
  fc.assert(fc.property(color, background => contrast(textOn(background), background) >= 4.5))
})

test('any colour can be read on the panel, by light and by dark', () => {
  for (const surface of ['#ffffff', '#17191e', '#f4f4f4', '#222329']) {
    fc.assert(fc.property(color, wanted => contrast(readableOn(surface, wanted, 5, luminance), surface) >= 4.5))
  }
})

test('a colour that reads well is left alone', () => {
  expect(readableOn('#ffffff', '#1144aa', 5, luminance)).toBe('#1144aa')
})

/** How much red, green and blue add to the luminance of a colour. */
const weights = [0.2126, 0.7152, 0.0722]

/** Relative luminance of `#rrggbb` after WCAG 2, from 0 (black) to 1 (white); sRGB's curve taken as a power of 2.2. */
export const luminance = (color: string): number =>
  weights.reduce((sum, weight, index) => sum + weight * (Number.parseInt(color.slice(2 * index + 1, 2 * index + 3), 16) / 255) ** 2.2, 0)

/** Black or white, whichever reads better on the colour: always at least 4.5:1. */
export const textOn = (color: string): string => (luminance(color) > 0.179 ? '#000' : '#fff')

/** Whether a merchant's colour can be used. */
export const isColor = (color: unknown): color is string => /^#[\da-f]{6}$/i.test(String(color))

/** Relative luminance of `#rrggbb` after WCAG 2, from 0 (black) to 1 (white); sRGB's curve taken as a power of 2.2. */
export function luminance(color: string): number {
  const [red, green, blue] = channels(color).map(channel => (channel / 255) ** 2.2) as [number, number, number]
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}

/** Black or white, whichever reads better on the colour: always at least 4.5:1. */
export const textOn = (color: string): string => (luminance(color) > 0.179 ? '#000000' : '#ffffff')

/** Whether a merchant's colour can be used. */
export const isColor = (color: unknown): color is string => /^#[\da-f]{6}$/i.test(String(color))

export const channels = (color: string): number[] => [1, 3, 5].map(at => Number.parseInt(color.slice(at, at + 2), 16))

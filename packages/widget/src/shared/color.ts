/** Relative luminance of `#rrggbb` after WCAG 2, from 0 (black) to 1 (white); sRGB's curve taken as a power of 2.2. */
export const luminance = (color: string): number =>
  [0.2126, 0.7152, 0.0722].reduce((sum, weight, index) => sum + weight * (Number(`0x${color.match(/\w\w/g)?.[index]}`) / 255) ** 2.2, 0)

/** Black or white, whichever reads better on a colour of this luminance: always at least 4.5:1. */
export const textOn = (level: number): string => (level > 0.179 ? '#000' : '#fff')

/** Whether a merchant's colour can be used. */
export const isColor = (color: unknown): color is string => /^#[\da-f]{6}$/i.test(String(color))

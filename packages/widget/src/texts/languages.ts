/** The languages beside English, as ISO 639-1 codes. */
export const languages = 'ar cs da de es fi fr he hi id it ja ko nl pl pt ro ru sv tr uk vi zh'.split(' ')

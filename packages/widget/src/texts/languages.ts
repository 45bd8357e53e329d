/** The languages beside English, as ISO 639-1 codes with spaces between them. */
export const languageCodes = 'ar cs da de es fi fr he hi id it ja ko nl pl pt ro ru sv tr uk vi zh'

export const languages = languageCodes.split(' ')

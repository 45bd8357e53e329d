const leet: Record<string, string> = { '0': 'o', '1': 'i', '3': 'e', '4': 'a', '5': 's', '7': 't', '@': 'a', $: 's', '!': 'i' }

/** `p4ssw0rd` read as `password`. */
export const foldLeet = (text: string) => text.replace(/[013457@$!]/g, letter => leet[letter] ?? letter)

/** A text without what is not a letter at its beginning and end. */
export const lettersOnly = (text: string) => text.replace(/^\P{L}+|\P{L}+$/gu, '')

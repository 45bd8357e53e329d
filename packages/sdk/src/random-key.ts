/** 128 random bits in hexadecimal. `randomUUID` exists in secure contexts only, and a page under development is not always one. */
export const randomKey = () => Array.from(crypto.getRandomValues(new Uint8Array(16)), byte => byte.toString(16).padStart(2, '0')).join('')

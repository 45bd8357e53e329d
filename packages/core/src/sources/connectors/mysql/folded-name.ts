/** Names of databases and tables as the server may compare them: without accents, and a long s as an s. */
export const foldedName = (name: string) => name.normalize('NFKD').replaceAll(/\p{M}/gu, '').toLowerCase()

/** A name for the table that a file or a sheet holds: small letters, digits and underscores, numbered where it is taken. */
export function tableName(text: string, taken: ReadonlySet<string>) {
  const plain = text
    .replace(/^.*\//, '')
    .replace(/\.[a-z0-9]+$/i, '')
    .normalize('NFKD')
    .replaceAll(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]+/gu, '_')
    .replaceAll(/^_+|_+$/g, '')
  const name = /^\p{L}/u.test(plain) ? plain : `table_${plain}`
  let unique = name
  for (let number = 2; taken.has(unique); number++) unique = `${name}_${number}`
  return unique
}

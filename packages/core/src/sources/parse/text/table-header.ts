/**
 * Tells whether the first row of a table names its columns: all its cells are filled, short, different and no numbers, and there are rows
 * below it. Two columns are named only when the cells below differ in kind (numbers below words); else they are name and value.
 */
export function guessHeader(rows: readonly (readonly string[])[]): { header: string[]; rows: string[][] } {
  const all = rows.map(row => [...row])
  const first = all[0] ?? []
  const below = all.slice(1)
  return looksLikeHeader(first, below) ? { header: first, rows: below } : { header: [], rows: all }
}

function looksLikeHeader(first: readonly string[], below: readonly (readonly string[])[]): boolean {
  if (below.length === 0 || first.length < 2) return false
  // The corner above the names of the rows is often left empty.
  const named = first[0] === '' ? first.slice(1) : first
  const areNames = named.every(cell => cell !== '' && cell.length <= 60 && !isValue(cell)) && new Set(named).size === named.length
  if (!areNames) return false
  return first.length > 2 || first[0] === '' || below.some(row => isValue(row[1] ?? ''))
}

/** A number, amount, date, or yes and no by sign: what stands below a column's name, not in it. */
const isValue = (cell: string): boolean => /^[^\p{L}]*\d[^\p{L}]*(\p{L}{1,4}\.?)?$/u.test(cell) || /^([✓✔✗✘×–—-]|n\/a)$/iu.test(cell)

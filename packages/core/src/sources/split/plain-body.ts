/** A chunk's body without its marks: link addresses, signs of tables, lists and fences. For indexing, comparing and counting words. */
export function plainBody(body: string): string {
  return body
    .replace(/\[([^\]\n]*)\]\((?:https?:|mailto:|tel:)[^)\s]*\)/g, '$1')
    .replace(/^\|(?: --- \|)+$/gm, '')
    .replace(/^```$/gm, '')
    .replace(/^\s*(?:- |\d{1,4}\. )/gm, '')
    .replace(/\\\|/g, '\u0000')
    .replace(/^\| | \|$/gm, '')
    .replaceAll(' | ', ' · ')
    .replaceAll('\u0000', '|')
    .replace(/\n{3,}/g, '\n\n')
    .trim()
}

/** The words of a Markdown answer without its marks, for callers who asked for text. Links keep their address in parentheses. */
export const plainText = (markdown: string) =>
  markdown
    .replace(/^#{1,6} +/gm, '')
    .replace(/\[([^\]]+)\]\(([^)\s]+)\)/g, '$1 ($2)')
    .replace(/(\*\*|__)(?=\S)(.+?)(?<=\S)\1/g, '$2')
    .replace(/(?<![\p{L}\p{N}*])\*(?=\S)([^*\n]+?)(?<=\S)\*(?!\*)/gu, '$1')
    .replace(/`([^`\n]+)`/g, '$1')
    .replace(/^> ?/gm, '')

import type { Plugin } from 'vite'

/** Every file with JSX takes from `src/dom` what its JSX is compiled to. */
export const importJsx: Plugin = {
  name: 'import-jsx',
  enforce: 'pre',
  transform: (code, id) => (id.endsWith('.tsx') ? { code: `import { h } from '#dom/jsx-runtime';${code}`, map: null } : null),
}
